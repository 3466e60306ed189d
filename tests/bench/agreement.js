/** Do all runtimes compute the same? A bench of wrong results is worthless. */
import { toNchw } from "./pictures.js";

const LOGITS_TOLERANCE = 1e-4;
const GRADIENT_TOLERANCE = 1e-3;
/**
 * Rounding puts a unit that is zero but for its last bits on either side of its ReLU's kink, and its whole share of the
 * gradient comes or goes. So a few pictures may differ by a little more; a wrong gradient differs on all of them.
 */
const AT_A_KINK = { share: 1 / 4, tolerance: 0.1 };

/**
 * Runs each runtime over the same pictures and holds it against ours. Throws where they disagree.
 * `batches`: [{nchw, nhwc, cotangent}]. Gives the largest relative errors, by runtime.
 */
export async function checkAgreement([ours, ...others], batches, batch) {
  const expected = await answers(ours, batches, batch);
  const errors = {};
  for (const other of others) {
    const given = await answers(other, batches, batch);
    errors[other.name] = {
      ...(other.forward && checkLogits(other.name, relativeErrors(given.logits, expected.logits))),
      ...(other.gradient && checkGradients(other.name, relativeErrors(given.gradients, expected.gradients))),
    };
  }
  return errors;
}

function checkLogits(name, errors) {
  const logits = Math.max(...errors);
  if (logits > LOGITS_TOLERANCE) disagree(name, "logits", errors);
  return { logits };
}

function checkGradients(name, errors) {
  const within = errors.filter((error) => error <= GRADIENT_TOLERANCE);
  const atAKink = errors.length - within.length;
  const bearable = atAKink <= AT_A_KINK.share * errors.length && Math.max(...errors) <= AT_A_KINK.tolerance;
  if (!bearable) disagree(name, "input gradients", errors);
  return { gradients: Math.max(...within), picturesAtAKink: atAKink };
}

function disagree(name, what, errors) {
  const list = errors.map((error) => error.toExponential(1)).join(", ");
  throw new Error(`Ours and ${name} disagree on ${what}; relative errors, picture by picture: ${list}.`);
}

/** One vector a picture, in NCHW: {logits, gradients}. */
async function answers(runtime, batches, batch) {
  const logits = [];
  const gradients = [];
  for (const pictures of batches) {
    const pixels = pictures[runtime.layout];
    if (runtime.forward) logits.push(...split(await runtime.forward(pixels), batch));
    if (!runtime.gradient) continue;
    const gradient = await runtime.gradient(pixels, pictures.cotangent);
    gradients.push(...split(runtime.layout === "nhwc" ? toNchw(gradient) : gradient, batch));
  }
  return { logits, gradients };
}

function split(values, parts) {
  const length = values.length / parts;
  return Array.from({ length: parts }, (_, part) => values.slice(part * length, (part + 1) * length));
}

/** ‖a − b‖ / ‖b‖ of each pair of vectors; infinite where they cannot be compared. */
function relativeErrors(given, expected) {
  return expected.map((b, index) => {
    const a = given[index];
    if (a?.length !== b.length) return Infinity;
    let difference = 0;
    let size = 0;
    b.forEach((value, at) => {
      difference += (a[at] - value) ** 2;
      size += value ** 2;
    });
    const error = Math.sqrt(difference / size);
    return Number.isNaN(error) ? Infinity : error;
  });
}
