/** From bytes to first logits, in a new instance each time: nothing is compiled or warm yet. */
import { buildNet, fetchBytes, fetchNet, importBuild } from "./light.js";
import { SHAPE, uniform } from "./pictures.js";

const BUILDS = {
  whole: { name: "easily_fooled", load: ({ Classifier }, { onnx }) => Classifier.fromOnnx(onnx) },
  light: { name: "easily_fooled_light", load: buildNet },
};

/** Gives for each build {program, net}: milliseconds from the program's bytes to its start, from the net's to its first logits. */
export async function measureLoading({ id, rounds }) {
  const files = await fetchNet(id);
  const picture = uniform(1, SHAPE.reduce((a, b) => a * b));
  const samples = { whole: { program: [], net: [] }, light: { program: [], net: [] } };
  for (let round = 0; round < rounds; round++)
    for (const [build, { name, load }] of Object.entries(BUILDS)) {
      const program = await importBuild(name, `round-${round}`);
      const bytes = await fetchBytes(`/pkg/${name}_bg.wasm`);
      const start = performance.now();
      await program.default({ module_or_path: bytes });
      const started = performance.now();
      load(program, files).logits(picture);
      samples[build].program.push(started - start);
      samples[build].net.push(performance.now() - started);
    }
  return samples;
}
