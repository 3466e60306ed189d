/** What a long run measured, as a table and as a drawing. */

export interface Sample {
  minute: number;
  rounds: number;
  /** Bytes, after a collection. */
  heap: number;
  /** Bytes of all workers' cores together. */
  wasm: number;
  workers: number;
  nodes: number;
}

const MB = 1e6;
const COLUMNS = ["minute", "rounds", "page_heap_mb", "wasm_mb", "workers", "dom_nodes"];

export function csv(samples: Sample[]): string {
  const rows = samples.map(({ minute, rounds, heap, wasm, workers, nodes }) => [minute.toFixed(1), rounds, (heap / MB).toFixed(2), (wasm / MB).toFixed(2), workers, nodes].join());
  return `${[COLUMNS.join(), ...rows].join("\n")}\n`;
}

const [WIDTH, HEIGHT, LEFT, FOOT] = [720, 300, 60, 40];

export function svg(samples: Sample[]): string {
  const last = Math.max(1, samples.at(-1)!.minute);
  const most = Math.max(...samples.flatMap(({ heap, wasm }) => [heap, wasm])) * 1.1;
  const x = (minute: number) => (LEFT + (minute / last) * (WIDTH - LEFT - 10)).toFixed(1);
  const y = (bytes: number) => (HEIGHT - FOOT - (bytes / most) * (HEIGHT - FOOT - 20)).toFixed(1);
  const line = (of: (sample: Sample) => number, colour: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${samples.map((sample) => `${x(sample.minute)},${y(of(sample))}`).join(" ")}"/>`;
  const end = samples.at(-1)!;
  const label = (bytes: number, what: string, colour: string) =>
    `<text x="${WIDTH - 12}" y="${Number(y(bytes)) - 6}" text-anchor="end" fill="${colour}">${what} ${(bytes / MB).toFixed(1)} MB</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img">`,
    `<title>${end.minute.toFixed(0)} minutes, ${end.rounds} rounds of every figure</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<path d="M${LEFT} 20V${HEIGHT - FOOT}H${WIDTH - 10}" fill="none" stroke="#888"/>`,
    `<text x="${LEFT - 6}" y="26" text-anchor="end">${(most / MB).toFixed(0)} MB</text><text x="${LEFT - 6}" y="${HEIGHT - FOOT}" text-anchor="end">0</text>`,
    `<text x="${LEFT}" y="${HEIGHT - 14}">0</text><text x="${WIDTH - 10}" y="${HEIGHT - 14}" text-anchor="end">${last.toFixed(0)} minutes</text>`,
    line(({ wasm }) => wasm, "#b34a00"),
    label(end.wasm, "cores of all workers", "#b34a00"),
    line(({ heap }) => heap, "#1f5fa8"),
    label(end.heap, "scripts of the page", "#1f5fa8"),
    "</svg>",
    "",
  ].join("\n");
}
