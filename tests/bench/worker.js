/** A worker that attacks: for each message with a seed one PGD-20 on residual. The first message only asks whether it is ready. */
import { buildNet, fetchNet, startLight } from "./light.js";
import { SHAPE, uniform } from "./pictures.js";

const ready = (async () => {
  const light = await startLight();
  return { light, net: buildNet(light, await fetchNet("residual")) };
})();

onmessage = async ({ data: seed }) => {
  const { light, net } = await ready;
  if (seed !== undefined) {
    const attack = new light.Attack(net, uniform(seed, SHAPE.reduce((a, b) => a * b)), { method: "pgd", label: 3, steps: 20, seed });
    attack.step(20);
    attack.free();
  }
  postMessage("done");
};
