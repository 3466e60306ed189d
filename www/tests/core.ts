/** The engine itself, as the page's workers run it, and the second runtime beside it. */
import { readFileSync } from "node:fs";
import * as whole from "easily-fooled";
import { Classifier, initSync } from "easily-fooled/light";

const root = new URL("../../", import.meta.url);
const read = (path: string) => new Uint8Array(readFileSync(new URL(path, root)));
export const typings = readFileSync(new URL("pkg/easily_fooled.d.ts", root), "utf8");
whole.initSync({ module: read("pkg/easily_fooled_bg.wasm") });
initSync({ module: read("pkg/easily_fooled_light_bg.wasm") });

const file = read("models/linear.onnx");
const source = whole.Classifier.fromOnnx(file);
const build = () => Classifier.fromBlueprint(source.blueprint(file), file, (pixels) => source.secondOpinion(pixels));
/** The smallest net of the zoo. */
export const linear = build();
/** A second object of the same net. */
export const twin = build();
