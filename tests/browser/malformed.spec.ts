import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, figure, test, verdict } from "./site.ts";

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const sound = readFileSync(file("models/tiny.onnx"));

/** Mulberry32: the same damage in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `flips` random bytes of the first `within` are other ones. */
function flipped(seed: number, flips: number, within = sound.length): Buffer {
  const roll = dice(seed);
  const damaged = Buffer.from(sound);
  for (let flip = 0; flip < flips; flip++) damaged[Math.floor(roll() * within)]! ^= 1 + Math.floor(roll() * 255);
  return damaged;
}

const noise = (seed: number, length: number) => Buffer.from(Array.from({ length }, dice(seed)).map((value) => Math.floor(value * 256)));

/** Files of which nothing can be made: each must be refused in a sentence. */
const REFUSED: [string, Buffer][] = [
  ["empty", Buffer.alloc(0)],
  ["one byte", Buffer.from([8])],
  ["HTML", Buffer.from("<!doctype html><html><title>404</title></html>")],
  ["JSON", Buffer.from('{"format":"graph-model"}')],
  ["a zip", Buffer.concat([Buffer.from("PK\x03\x04"), noise(1, 400)])],
  ["a picture", readFileSync(file("www/public/favicon.svg"))],
  ["zeros", Buffer.alloc(4096)],
  ["ones", Buffer.alloc(4096, 255)],
  ["a pointer to a large file", Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1234\n")],
  ...[0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999].map((part): [string, Buffer] => [`the first ${part * 100} %`, sound.subarray(0, sound.length * part)]),
  ["the second half", sound.subarray(sound.length / 2)],
  ["a length that goes on beyond the end", Buffer.concat([Buffer.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f]), sound])],
  ["a length of 2⁶⁴", Buffer.concat([Buffer.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]), sound])],
  ...[1, 2, 3, 4].map((seed): [string, Buffer] => [`noise ${seed}`, noise(seed, 3000)]),
  // Huge declared dimensions, cycles, missing weights …: made by tests/goldens/bad.py.
  ...["huge_activation", "huge_constant_of_shape", "huge_declared", "huge_declared_overflow", "huge_expand", "huge_negative_dimension", "cycle", "missing_weight", "short_weight", "external_data", "two_inputs", "one_class", "wrong_rank"].map(
    (name): [string, Buffer] => [name, readFileSync(file(`tests/goldens/bad/${name}.onnx`))],
  ),
];

/** Damage that may go unnoticed, or not: a weight is as good as another. */
const DAMAGED: [string, Buffer][] = [
  ...[11, 12, 13, 14, 15, 16].map((seed): [string, Buffer] => [`one byte flipped, ${seed}`, flipped(seed, 1)]),
  ...[21, 22, 23, 24, 25, 26].map((seed): [string, Buffer] => [`forty bytes flipped, ${seed}`, flipped(seed, 40)]),
  ...[31, 32, 33, 34, 35, 36].map((seed): [string, Buffer] => [`its beginning flipped, ${seed}`, flipped(seed, 8, 2000)]),
  ["the file twice", Buffer.concat([sound, sound])],
  ["the file, and noise", Buffer.concat([sound, noise(5, 500)])],
];

test("dozens of malformed nets: each gets its sentence, the page lives on, and an attack still works", async ({ page, site }) => {
  test.setTimeout(240_000);
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("radio", { name: "Your own network" }).click({ force: true });
  const input = lab.locator("ef-own-net input[type=file]");
  const said = lab.locator("ef-own-net .problem");
  const give = async (name: string, buffer: Buffer) => {
    await input.setInputFiles({ name: `${name}.onnx`, mimeType: "application/octet-stream", buffer });
    const answered = async () => {
      const [sentence, [holds = ""]] = [await said.innerText(), await lab.locator("ef-own-net li").allInnerTexts()];
      const taken = sentence === "" && holds.startsWith(`${name}.onnx`);
      return taken || (name !== "fine" && sentence !== "" && !sentence.startsWith("Reading"));
    };
    await expect.poll(answered, { message: name, timeout: 30_000 }).toBe(true);
  };
  // Between any two, so that no sentence is left over from the one before.
  const clear = async () => {
    await give("fine", sound);
  };
  for (const [name, buffer] of REFUSED) {
    await give(name, buffer);
    const sentence = await said.innerText();
    expect(sentence, name).toMatch(/^[A-Z“].{15,400}[.!?]$/s);
    expect(sentence, name).not.toMatch(/panicked|unreachable|stopped unexpectedly|undefined|\[object|RuntimeError/);
    await clear();
  }
  for (const [name, buffer] of DAMAGED) {
    await give(name, buffer);
    const sentence = await said.innerText();
    expect(sentence, name).toMatch(/^$|^[A-Z“].{15,400}[.!?]$/s);
    expect(sentence, name).not.toMatch(/panicked|unreachable|stopped unexpectedly|undefined|\[object|RuntimeError/);
    await clear();
  }
  await lab.getByRole("combobox", { name: "Attack", exact: true }).selectOption("fgsm");
  await lab.getByRole("button", { name: /^FGSM: / }).click();
  await expect(verdict(lab)).toContainText(/Changed|Unchanged/);
  await lab.getByRole("radio", { name: "One network" }).click({ force: true });
  await lab.getByRole("button", { name: /^FGSM: / }).click();
  await expect(verdict(lab)).toContainText(/Changed|Unchanged/);
});

test("a file that cannot be read is said so, and the next one is taken", async ({ page, site }) => {
  await page.addInitScript(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () {
      return (this as File).name === "gone.onnx" ? Promise.reject(new DOMException("The file could not be read.", "NotReadableError")) : read.call(this);
    };
  });
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("radio", { name: "Your own network" }).click({ force: true });
  const input = lab.locator("ef-own-net input[type=file]");
  await input.setInputFiles({ name: "gone.onnx", mimeType: "application/octet-stream", buffer: sound });
  await expect(lab.locator("ef-own-net .problem")).toContainText("The browser could not read that file.");
  await input.setInputFiles({ name: "here.onnx", mimeType: "application/octet-stream", buffer: sound });
  await expect(lab).toContainText("from 3 × 32 × 32 values to 10 classes");
});

test("a file that is larger than any net is not even read", async ({ page, site }) => {
  const folder = mkdtempSync(join(tmpdir(), "easily-fooled-"));
  const film = join(folder, "film.onnx");
  writeFileSync(film, "");
  truncateSync(film, 65 * 2 ** 20);
  await page.addInitScript(() => {
    Blob.prototype.arrayBuffer = () => Promise.reject(new Error("it was read"));
  });
  await page.goto(site.address);
  const lab = await figure(page, "ef-lab");
  await lab.getByRole("radio", { name: "Your own network" }).click({ force: true });
  await lab.locator("ef-own-net input[type=file]").setInputFiles(film);
  await expect(lab.locator("ef-own-net .problem")).toContainText("“film.onnx” is larger than any network that this page takes");
  rmSync(folder, { recursive: true });
});
