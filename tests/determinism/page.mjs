/** In a browser: writes into the title that it is done, and into the page what was not as in the table. */
import init, * as core from "../../pkg/easily_fooled.js";
import { differing } from "./run.mjs";

const json = async (name) => (await fetch(`${name}.json`)).json();
const net = async (id) => new Uint8Array(await (await fetch(`../../models/${id}.onnx`)).arrayBuffer());

await init();
const [cases, pictures, table] = await Promise.all(["cases", "pictures", "table"].map(json));
document.body.textContent = (await differing(core, net, { cases, pictures, table })).join("\n") || `all ${cases.length} as in the table`;
document.title = "Done";
