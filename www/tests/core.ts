/** The core itself, as the page's workers run it. */
import { readFileSync } from "node:fs";
import { Classifier, initSync } from "easily-fooled";

const root = new URL("../../", import.meta.url);
export const typings = readFileSync(new URL("pkg/easily_fooled.d.ts", root), "utf8");
initSync({ module: readFileSync(new URL("pkg/easily_fooled_bg.wasm", root)) });

/** The smallest net of the zoo. */
export const linear = Classifier.fromOnnx(new Uint8Array(readFileSync(new URL("models/linear.onnx", root))));
