/** How much memory the light build holds: with every net loaded, and after many attacks. It never gives any back, so size is peak. */
import { buildNet, fetchNet, startLight } from "./light.js";
import { SHAPE, uniform } from "./pictures.js";

const CLASSES = 10;
const PIXELS = SHAPE.reduce((a, b) => a * b);
/** Enough for every buffer to be there that an attack needs. */
const FIRST = 10;

/** `ids`: all nets; `attacks` on the net `attacked`. Gives {nets, allNets, attacks, before, after} in bytes. */
export async function measureHeap({ ids, attacked, attacks }) {
  const all = await startLight("all-nets");
  const nets = []; // Held: a net that nobody holds is freed when JavaScript collects its garbage.
  for (const id of ids) {
    const net = buildNet(all, await fetchNet(id));
    net.inputGradient(uniform(1, PIXELS), new Float32Array(CLASSES).fill(1));
    nets.push(net);
  }
  const allNets = all.memory.buffer.byteLength;
  for (const net of nets) net.free();
  const light = await startLight("attacks");
  const attackedNet = buildNet(light, await fetchNet(attacked));
  const fool = (from, to) => {
    for (let seed = from; seed < to; seed++) {
      const attack = new light.Attack(attackedNet, uniform(seed, PIXELS), { method: "fgsm", label: seed % CLASSES, seed });
      attack.step(1);
      attack.free();
    }
  };
  fool(0, FIRST);
  const before = light.memory.buffer.byteLength;
  fool(FIRST, attacks);
  attackedNet.free();
  return { nets: nets.length, allNets, attacks, before, after: light.memory.buffer.byteLength };
}
