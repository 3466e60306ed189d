/** The cases of cases.json through the package, in any JavaScript: see main.rs for what they are, table.json for what they must give. */

const PICTURE = 3 * 32 * 32;

/** `core`: the package, started. `bytesOf`: the file of a net. Hands out `[name, hash]`, case after case. */
export async function* attacked(core, bytesOf, cases, pictures) {
  const nets = new Map();
  for (const { name, nets: wanted, vote, filter, filterSeed, picture, options } of cases) {
    for (const id of wanted) if (!nets.has(id)) nets.set(id, core.Classifier.fromOnnx(await bytesOf(id)));
    const target = new core.Ensemble(
      wanted.map((id) => nets.get(id)),
      { vote: vote ?? "mean", ...(filter ? { filter, seed: filterSeed } : {}) },
    );
    const original = typeof picture === "number" ? core.noise(picture, PICTURE) : pixelsOf(pictures[picture].pixels);
    const attack = new core.Attack(target, original, options);
    while (!attack.step(1).done);
    yield [name, fingerprint(attack.best())];
    attack.free();
    target.free();
  }
}

/** Which of them are not as in the table; a browser's page gets a breath between any two. */
export async function differing(core, bytesOf, { cases, pictures, table }) {
  const wrong = [];
  let count = 0;
  for await (const [name, hash] of attacked(core, bytesOf, cases, pictures)) {
    if (table[name] !== hash) wrong.push(`${name}: ${hash}, not ${table[name]}`);
    count += 1;
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (count !== Object.keys(table).length) wrong.push(`${count} cases, ${Object.keys(table).length} in the table`);
  return wrong;
}

function pixelsOf(digits) {
  return Float32Array.from({ length: digits.length / 2 }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16) / 255);
}

/** FNV-1a over the 8-bit values, as in links. */
function fingerprint(pixels) {
  let hash = 0x811c9dc5;
  for (const value of pixels) hash = Math.imul(hash ^ Math.round(value * 255), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
