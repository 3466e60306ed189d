/** The whole build, started in Node. */
import { readFileSync } from "node:fs";
import { Classifier, initSync } from "../../pkg/easily_fooled.js";

initSync({ module: readFileSync(new URL("../../pkg/easily_fooled_bg.wasm", import.meta.url)) });

export { Classifier };
