import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Classifier, initSync } from "../../pkg/easily_fooled.js";

const PROGRAM = readFileSync(new URL("../../pkg/easily_fooled_bg.wasm", import.meta.url));
const FOLDER = fileURLToPath(new URL("../../target/blueprints/", import.meta.url));
let begun = false;

/** Where the blueprint of an `.onnx` file lies: what the light program needs to build the net without reading ONNX. Drawn once. */
export function blueprintOf(file: string): string {
  const bytes = readFileSync(file);
  const version = createHash("sha256").update(PROGRAM).update(bytes).digest("hex").slice(0, 12);
  const place = join(FOLDER, `${basename(file, ".onnx")}-${version}.blueprint`);
  if (!existsSync(place)) {
    if (!begun) initSync({ module: PROGRAM });
    begun = true;
    const net = Classifier.fromOnnx(bytes);
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(place, net.blueprint(bytes));
    net.free();
  }
  return place;
}
