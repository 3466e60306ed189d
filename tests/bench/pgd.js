/** Projected gradient descent in L∞ on the cross-entropy, with TensorFlow.js's gradients: the loop that ours has inside. */
import { SHAPE } from "./pictures.js";

/** `nets`: `TfNet`s attacked at once; `picture` in any layout, since nothing here depends on it but the net. */
export function pgd(nets, picture, { label, epsilon, steps, way }) {
  const [channels, height, width] = SHAPE;
  const stepSize = (2.5 * epsilon) / steps;
  const iterate = picture.slice();
  for (let step = 0; step < steps; step++) {
    const gradients = nets.map((net) => net.lossGradient(iterate, [1, height, width, channels], label, way));
    for (let index = 0; index < iterate.length; index++) {
      const slope = gradients.reduce((sum, gradient) => sum + gradient[index], 0);
      const moved = iterate[index] + stepSize * Math.sign(slope);
      const near = Math.min(picture[index] + epsilon, Math.max(picture[index] - epsilon, moved));
      iterate[index] = Math.min(1, Math.max(0, near));
    }
  }
  return iterate;
}
