import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import recordedSeveral from "../src/posters/ask-several.json";
import recordedBlur from "../src/posters/blur.json";
import recordedCertain from "../src/posters/certain.json";
import recordedEvolutions from "../src/posters/evolutions.json";
import recordedFool from "../src/posters/fool-one.json";
import recordedLab from "../src/posters/lab.json";
import recordedLine from "../src/posters/line.json";
import recordedRace from "../src/posters/race.json";
import recordedReuse from "../src/posters/reuse.json";
import { METHOD_NAMES } from "../src/state/armoury.ts";
import { CERTIFICATE_SIGMAS } from "../src/state/blur.ts";
import { readGallery, readManifest } from "../src/state/catalog.ts";
import { type AttackState, fingerprintOf, promised } from "../src/state/dialects/attack.ts";
import { BLUR_DIALECT, type BlurState } from "../src/state/dialects/blur.ts";
import { budgetDialect } from "../src/state/dialects/budget.ts";
import { CERTAIN_DIALECT, type CertainState } from "../src/state/dialects/certain.ts";
import { COST_DIALECT } from "../src/state/dialects/cost.ts";
import { LAB_DIALECT } from "../src/state/dialects/lab.ts";
import { REUSE_DIALECT, type ReuseState } from "../src/state/dialects/reuse.ts";
import { LINE_DIALECT, type LineState } from "../src/state/dialects/straight-line.ts";
import { RACE_DIALECT, type RaceState } from "../src/state/dialects/without-keys.ts";
import { FILTER_KINDS, filterRow, type Guard, parameterOf, strengthName, strengthOf } from "../src/state/filters.ts";
import { bounds, type Choice, labOptions, shown } from "../src/state/lab.ts";
import { MAP_REACHES, POINTS, REACHES } from "../src/state/line.ts";
import { type Dialect, type Linked, LINKED_FIGURES, picturedOf, readFigure, readLink, writeLink } from "../src/state/link.ts";
import { base64urlOfPixels, pixelsOfBase64url } from "../src/state/pixels.ts";
import { type RecordedRun, replay, runOptions } from "../src/state/run.ts";
import { RANGES, type Settings } from "../src/state/settings.ts";
import { BUDGETS, FEWEST_NETS, MOST_NETS } from "../src/state/transfer.ts";

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const catalog = readManifest(read("../../models/manifest.json"));
const gallery = readGallery(read("../gallery/pictures/gallery.json"), catalog.classes);
const FOOL = budgetDialect("fool-one", "one");
const SEVERAL = budgetDialect("ask-several", "several");

const NOISE = { kind: "noise", seed: 7 } as const;
const ALONE = { rule: "mean", plan: "joint", member: 0 } as const;

function opened<S>(dialect: Dialect<S>, text: string): Linked<S> {
  const linked = readFigure(`#${text}`);
  expect(linked?.figure).toBe(dialect.figure);
  return readLink(linked!.given, dialect, catalog, gallery);
}

/** What a text says of a figure, "v=1&figure=…" left out. */
const said = <S>(dialect: Dialect<S>, text = ""): S => opened(dialect, `v=1&figure=${dialect.figure}&${text}`).state;
const written = <S>(dialect: Dialect<S>, state: S): string => writeLink(dialect, state, catalog);

describe("what was written is read", () => {
  test("the settings of the figures with a budget", () => {
    const settings: Settings = { wish: 8, method: "mi-fgsm", norm: "l2", budget: 9, radius: 0.35, steps: 77, restarts: 3, randomStart: true, seed: 123456 };
    const state = { pictured: NOISE, models: ["tiny"], council: ALONE, settings, fingerprint: undefined };
    expect(opened(FOOL, written(FOOL, state))).toEqual({ state, otherNets: false });
  });

  test("a council, its rule and its plan", () => {
    const council = { ensemble: "disagree", rule: "unanimous", plan: "only", member: 2 } as const;
    const settings: Settings = { ...said(SEVERAL).settings, budget: 8 };
    const state = { pictured: NOISE, models: ["disagree-1", "disagree-2", "disagree-3"], council, settings, fingerprint: undefined };
    expect(opened(SEVERAL, written(SEVERAL, state)).state).toEqual(state);
  });

  test("every filter, with whether the attacker knows of it", () => {
    for (const kind of FILTER_KINDS) {
      const state = said(LAB_DIALECT, `filter=${kind}&known=no&draw=9`);
      expect(state.council.guard).toMatchObject({ known: false, seed: 9, filter: { kind } });
      expect(opened(LAB_DIALECT, written(LAB_DIALECT, state)).state).toEqual(state);
      const blurred = said(BLUR_DIALECT, `filter=${kind}&known=yes&draw=9`);
      expect(blurred.guard).toMatchObject({ known: true, seed: 9, filter: { kind } });
      expect(opened(BLUR_DIALECT, written(BLUR_DIALECT, blurred)).state).toEqual(blurred);
    }
  });

  test("every parameter of every attack, none included", () => {
    for (const method of METHOD_NAMES) {
      const first: Choice = { wish: 3, method, tuned: {} };
      for (const name of shown(first, 3)) {
        const state = said(LAB_DIALECT, `council=strangers-3&wish=cat&method=${method}&${name}=5`);
        expect(opened(LAB_DIALECT, written(LAB_DIALECT, state)).state, `${method} ${name}`).toEqual(state);
      }
    }
    expect(said(LAB_DIALECT, "method=pgd&epsilon=none").settings.tuned).toEqual({ epsilon: Infinity });
    expect(said(LAB_DIALECT, "method=pgd&randomStart=false").settings.tuned).toEqual({ randomStart: false });
  });

  test("a way to be certain about nothing, with its own net and seed", () => {
    for (const state of [
      { way: "gradient", model: "linear", seed: 21 },
      { way: "cppn", model: "residual", seed: 1 },
      { way: "direct", model: "tiny", seed: 11 },
    ] as const) {
      expect(opened(CERTAIN_DIALECT, written(CERTAIN_DIALECT, state))).toEqual({ state, otherNets: false });
    }
    expect(said(CERTAIN_DIALECT).model).toBe("residual");
    expect(said(CERTAIN_DIALECT, "way=cppn").model).toBe("tiny");
  });

  test("a line, and from where it is looked at", () => {
    const state: LineState = { pictured: NOISE, model: "plain", way: "towards", wish: 3, reach: 10_000, point: 30, shown: "number", map: 0.1 };
    const text = written(LINE_DIALECT, state);
    expect(text).toContain("noise=7&net=plain&wish=cat&way=towards&reach=10000&point=30&shown=number&map=0.1");
    expect(opened(LINE_DIALECT, text).state).toEqual(state);
    expect(said(LINE_DIALECT, "reach=400&map=1e9&point=99&way=home")).toMatchObject({ reach: 100, map: 100, point: POINTS - 1, way: "away" });
  });

  test("a race", () => {
    const state: RaceState = { pictured: { kind: "gallery", id: "frog-1" }, model: "tiny", settings: { budget: 12, seed: 5 } };
    expect(opened(RACE_DIALECT, written(RACE_DIALECT, state)).state).toEqual(state);
  });

  test("any company of nets, bounded or not, and the number that is looked behind", () => {
    const state: ReuseState = { models: ["tiny", "plain", "hardened-1"], settings: { budget: "unbounded", targeted: true, seed: 1 }, cell: { row: 2, column: 3 } };
    const text = written(REUSE_DIALECT, state);
    expect(text).toContain("nets=tiny.plain.hardened-1&budget=none&targeted=true&column=3");
    expect(opened(REUSE_DIALECT, text)).toEqual({ state, otherNets: false });
    const everybody = catalog.models.map(({ id }) => id);
    expect(said(REUSE_DIALECT, `nets=nobody.${everybody.join(".")}.tiny`).models).toEqual(everybody.slice(0, MOST_NETS));
    expect(said(REUSE_DIALECT, "nets=tiny.tiny&budget=15")).toEqual({ ...said(REUSE_DIALECT), settings: { budget: 16, targeted: false, seed: 1 } });
  });

  test("a filter over one picture, and the certificate's noise", () => {
    const state: BlurState = { pictured: NOISE, model: "robust", budget: 4, guard: { filter: { kind: "jpeg", quality: 30 }, known: true, seed: 1 }, certify: 0.25 };
    expect(opened(BLUR_DIALECT, written(BLUR_DIALECT, state)).state).toEqual(state);
    // As far as its slider goes.
    expect(said(BLUR_DIALECT, "filter=gaussian:8").guard).toEqual({ filter: { kind: "gaussian", sigma: 3 }, known: false, seed: 1 });
    // Another filter before the attacker knows.
    expect(written(BLUR_DIALECT, said(BLUR_DIALECT, "filter=median:3"))).toMatch(/figure=blur&filter=median%3A3&at=/);
  });

  test("a council, and what each member more costs", () => {
    expect(opened(COST_DIALECT, written(COST_DIALECT, { council: "disagree" }))).toEqual({ state: { council: "disagree" }, otherNets: false });
    expect(opened(COST_DIALECT, "v=1&figure=cost&council=disagree&at=123456").otherNets).toBe(true);
    expect(said(COST_DIALECT, "council=nobody")).toEqual({ council: "strangers" });
  });

  test("a picture of one's own, value by value", () => {
    const pixels = Float32Array.from({ length: 3072 }, (_, index) => ((index * 37) % 256) / 255);
    const pictured = picturedOf({ origin: { kind: "file", name: "me.png" }, pixels, label: undefined });
    const text = written(FOOL, { ...said(FOOL), pictured, fingerprint: fingerprintOf(pixels) });
    expect(text.length).toBeLessThan(4400);
    const { state } = opened(FOOL, text);
    expect(state.pictured).toEqual({ kind: "own", pixels });
    expect(state.fingerprint).toBe(fingerprintOf(pixels));
    expect(pixelsOfBase64url(base64urlOfPixels(pixels))).toEqual(pixels);
    for (const dialect of [LINE_DIALECT, RACE_DIALECT, BLUR_DIALECT] as Dialect<LineState & RaceState & BlurState>[]) {
      expect(opened(dialect, written(dialect, { ...said(dialect), pictured })).state.pictured).toEqual({ kind: "own", pixels });
    }
  });

  test("a poster's state, with the promise of its result", () => {
    for (const [dialect, recorded] of [[FOOL, recordedFool], [SEVERAL, recordedSeveral]] as const) {
      const run = replay(recorded.run as unknown as RecordedRun);
      const { subject, models, council } = run;
      const settings = recorded.settings as Settings;
      const fingerprint = promised(run, runOptions({ models, council, settings }, run.label!));
      expect(fingerprint, dialect.figure).toBe(fingerprintOf(run.pixels));
      const state = { pictured: picturedOf(subject), models, council, settings, fingerprint };
      expect(opened(dialect, written(dialect, state)).state).toEqual(state);
    }
    const run = replay(recordedLab.run as unknown as RecordedRun);
    const settings = recordedLab.settings as Choice;
    expect(promised(run, labOptions(settings, run.models.length, run.label!))).toBeDefined();
  });

  test("without a word, what was prepared", () => {
    const { model, wish, ways } = recordedLine;
    expect(said(LINE_DIALECT)).toMatchObject({ model, wish });
    expect(ways).toHaveProperty(said(LINE_DIALECT).way);
    expect(said(RACE_DIALECT)).toMatchObject({ model: recordedRace.model, settings: recordedRace.settings });
    expect(said(REUSE_DIALECT)).toMatchObject({ models: recordedReuse.models, settings: recordedReuse.settings });
    const { question, filter } = recordedBlur;
    expect(said(BLUR_DIALECT)).toMatchObject({ model: question.model, budget: question.budget, guard: { filter, known: false } });
    expect(said(CERTAIN_DIALECT)).toMatchObject({ model: recordedCertain.model, seed: recordedCertain.seed });
    for (const way of ["direct", "cppn"] as const) {
      const { model, seed } = recordedEvolutions[way];
      expect(said(CERTAIN_DIALECT, `way=${way}`)).toEqual({ way, model, seed });
    }
  });
});

describe("what cannot be read is left at its default", () => {
  test("chapters are no links, and nothing of later versions is", () => {
    expect(readFigure("#lab")).toBeUndefined();
    expect(readFigure("")).toBeUndefined();
    expect(readFigure("#v=2&figure=lab")).toBeUndefined();
    expect(readFigure("#v=1&figure=constructor")).toBeUndefined();
  });

  test("what is beyond its range goes to its nearest end", () => {
    expect(said(FOOL, "budget=1e9&steps=-3&seed=x").settings).toMatchObject({ budget: RANGES.budget.max, steps: 1, seed: 1 });
    expect(said(SEVERAL, "council=strangers-99").models).toHaveLength(5);
    expect(said(SEVERAL, "council=nobody-3").models).toHaveLength(3);
  });

  test("other weights are noticed", () => {
    expect(opened(FOOL, "v=1&figure=fool-one&net=tiny&at=000000").otherNets).toBe(true);
    expect(opened(FOOL, "v=1&figure=fool-one&net=tiny").otherNets).toBe(false);
  });

  test("10,000 torn and made-up links are valid states, which are written and read unchanged", () => {
    let seed = 1;
    const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
    const names = ["v", "figure", "picture", "noise", "own", "net", "nets", "council", "at", "rule", "plan", "only", "filter", "known", "draw", "wish", "method", "norm", "budget", "radius", "steps", "restarts", "randomStart", "seed", "result", "epsilon", "stepSize", "strategy", "member", "loss", "confidence", "pixels", "way", "reach", "point", "shown", "map", "targeted", "row", "column", "certify", "__proto__", "toString"];
    const texts = ["", "1", "0", "-1", "-0", "2.5", "9", "1e400", "NaN", "none", "Infinity", "true", "yes", "only", "joint", "l2", "linf", "pgd", "square", "autoattack", "strangers-3", "disagree-4", "disagree", "shapes-3", "x-99999999999999999999", "noise:0.1:8", "median:::", "gaussian:9e9", "shift:7", "frog", "ship", "tiny", "tiny.plain", "plain.tiny.plain..x", ".", "towards", "direct", "cppn", "number", "__proto__", "constructor", "%", "%E0%A4%A", "\u0000", "🐸", "A".repeat(4096), "4/255", "0,5"];
    for (let count = 0; count < 10_000; count++) {
      const { dialect, check } = oneOf(ALL);
      const junk = Array.from({ length: Math.floor(random() * 12) }, () => `${oneOf(names)}=${random() < 0.2 ? String.fromCharCode(...Array.from({ length: 8 }, () => 32 + random() * 500)) : oneOf(texts)}`);
      const hash = `#v=1&figure=${dialect.figure}&${junk.join(oneOf(["&", "&&", "=", "#"]))}`;
      const found = readFigure(hash);
      readFigure(hash.slice(0, Math.floor(random() * hash.length)));
      if (!found) continue;
      const { state } = readLink(found.given, dialect, catalog, gallery);
      const nets = dialect.nets(state, catalog);
      expect(nets.length, hash).toBeGreaterThan(0);
      expect(nets.every((id) => catalog.models.some((model) => model.id === id)), hash).toBe(true);
      check(state, hash);
      const text = written(dialect, state);
      expect(opened(dialect, text), hash).toEqual({ state, otherNets: false });
      expect(written(dialect, opened(dialect, text).state), hash).toBe(text);
    }
  }, 60_000);
});

interface Checked<S = unknown> {
  dialect: Dialect<S>;
  /** That a state is one that the figure can have. */
  check(state: S, hash: string): void;
}
const checked = <S>(dialect: Dialect<S>, check: (state: S, hash: string) => void) => ({ dialect, check }) as unknown as Checked;

const within = (value: number, { min, max }: { min: number; max: number }, hash: string) => expect(value >= min && value <= max, hash).toBe(true);

function checkGuard(guard: Guard | undefined, hash: string): void {
  if (!guard) return;
  for (const [name, range] of Object.entries(filterRow(guard.filter.kind).takes)) within(parameterOf(guard.filter, name), range, hash);
}

function checkLab({ settings: { method, tuned }, models, council }: AttackState<Choice>, hash: string): void {
  checkGuard(council.guard, hash);
  for (const [name, value] of Object.entries(tuned)) {
    if (typeof value === "number" && value !== Infinity) within(value, bounds(name as never, method, models.length), hash);
  }
}

function checkLine({ wish, reach, point, map }: LineState, hash: string): void {
  within(wish, { min: 0, max: catalog.classes.length - 1 }, hash);
  within(point, { min: 0, max: POINTS - 1 }, hash);
  expect(Number.isInteger(point), hash).toBe(true);
  expect(REACHES.includes(reach) && MAP_REACHES.includes(map), hash).toBe(true);
}

function checkReuse({ models, settings, cell }: ReuseState, hash: string): void {
  within(models.length, { min: FEWEST_NETS, max: MOST_NETS }, hash);
  expect(new Set(models).size, hash).toBe(models.length);
  expect(BUDGETS, hash).toContain(settings.budget);
  within(cell.row, { min: 0, max: models.length - 1 }, hash);
  within(cell.column, { min: 0, max: models.length }, hash);
}

function checkBlur({ guard, certify }: BlurState, hash: string): void {
  checkGuard(guard, hash);
  const { max, reach = max } = filterRow(guard.filter.kind).takes[strengthName(guard.filter.kind)]!;
  expect(strengthOf(guard.filter), hash).toBeLessThanOrEqual(reach);
  expect(CERTIFICATE_SIGMAS, hash).toContain(certify);
}

const ALL: Checked[] = [
  checked(FOOL, ({ council }, hash) => checkGuard(council.guard, hash)),
  checked(SEVERAL, ({ models }, hash) => expect(models.length, hash).toBeGreaterThanOrEqual(2)),
  checked(LAB_DIALECT, checkLab),
  checked(CERTAIN_DIALECT, ({ seed }: CertainState, hash) => within(seed, RANGES.seed, hash)),
  checked(LINE_DIALECT, checkLine),
  checked(RACE_DIALECT, ({ settings }, hash) => within(settings.budget, RANGES.budget, hash)),
  checked(REUSE_DIALECT, checkReuse),
  checked(BLUR_DIALECT, checkBlur),
  checked(COST_DIALECT, () => {}),
];

test("every figure that a link can name is among those", () => {
  expect(ALL.map(({ dialect }) => dialect.figure).sort()).toEqual([...LINKED_FIGURES].sort());
});
