import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import recordedFool from "../src/posters/fool-one.json";
import recordedLab from "../src/posters/lab.json";
import recordedSeveral from "../src/posters/ask-several.json";
import { METHOD_NAMES } from "../src/state/armoury.ts";
import { readGallery, readManifest } from "../src/state/catalog.ts";
import { budgetDialect, LAB_DIALECT } from "../src/state/dialects.ts";
import { FILTER_KINDS, filterRow, parameterOf } from "../src/state/filters.ts";
import { bounds, type Choice, labOptions, shown } from "../src/state/lab.ts";
import { type Dialect, fingerprintOf, type Linked, promised, readFigure, readLink, writeLink } from "../src/state/link.ts";
import { base64urlOfPixels, pixelsOfBase64url } from "../src/state/pixels.ts";
import { type RecordedRun, replay, runOptions, type Subject } from "../src/state/run.ts";
import { RANGES, type Settings, type Wish } from "../src/state/settings.ts";

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const catalog = readManifest(read("../../models/manifest.json"));
const gallery = readGallery(read("../gallery/pictures/gallery.json"), catalog.classes);
const FOOL = budgetDialect("fool-one", "one");
const SEVERAL = budgetDialect("ask-several", "several");

const NOISE: Subject = { origin: { kind: "noise", seed: 7 }, pixels: new Float32Array(3072), label: undefined };

/** What a link says, written anew. */
function again<S extends { wish: Wish }>(dialect: Dialect<S>, linked: Linked<S>): string {
  return writeLink(dialect, { ...linked, subject: subjectOf(linked), result: undefined }, catalog);
}

function subjectOf({ pictured }: Linked<unknown>): Subject {
  if (pictured?.kind === "own") return { origin: { kind: "file", name: "x" }, pixels: pictured.pixels, label: undefined };
  if (pictured?.kind === "gallery") return { ...NOISE, origin: { kind: "gallery", id: pictured.picture.id } };
  return pictured ? { ...NOISE, origin: { kind: "noise", seed: pictured.seed } } : NOISE;
}

function opened<S>(dialect: Dialect<S>, text: string): Linked<S> {
  const linked = readFigure(`#${text}`);
  expect(linked?.figure).toBe(dialect.figure);
  return readLink(linked!.given, dialect, catalog, gallery);
}

describe("what was written is read", () => {
  test("the settings of the figures with a budget", () => {
    const settings: Settings = { wish: 8, method: "mi-fgsm", norm: "l2", budget: 9, radius: 0.35, steps: 77, restarts: 3, randomStart: true, seed: 123456 };
    const written = writeLink(FOOL, { subject: NOISE, models: ["tiny"], council: { rule: "mean", plan: "joint", member: 0 }, settings, result: undefined }, catalog);
    const linked = opened(FOOL, written);
    expect(linked.settings).toEqual(settings);
    expect(linked.models).toEqual(["tiny"]);
    expect(linked.pictured).toEqual({ kind: "noise", seed: 7 });
    expect(linked.otherNets).toBe(false);
    expect(linked.fingerprint).toBeUndefined();
  });

  test("a council, its rule and its plan", () => {
    const council = { ensemble: "disagree", rule: "unanimous", plan: "only", member: 2 } as const;
    const settings: Settings = { ...opened(SEVERAL, "v=1&figure=ask-several").settings, budget: 8 };
    const models = ["disagree-1", "disagree-2", "disagree-3"];
    const linked = opened(SEVERAL, writeLink(SEVERAL, { subject: NOISE, models, council, settings, result: undefined }, catalog));
    expect(linked).toMatchObject({ models, council, settings });
  });

  test("every filter, with whether the attacker knows of it", () => {
    for (const kind of FILTER_KINDS) {
      const text = `v=1&figure=lab&filter=${kind}&known=no&draw=9`;
      const { guard } = opened(LAB_DIALECT, text).council;
      expect(guard).toMatchObject({ known: false, seed: 9, filter: { kind } });
      const written = again(LAB_DIALECT, opened(LAB_DIALECT, text));
      expect(opened(LAB_DIALECT, written).council.guard).toEqual(guard);
    }
  });

  test("every parameter of every attack, none included", () => {
    for (const method of METHOD_NAMES) {
      const first: Choice = { wish: 3, method, tuned: {} };
      for (const name of shown(first, 3)) {
        const values = opened(LAB_DIALECT, `v=1&figure=lab&council=strangers-3&wish=cat&method=${method}&${name}=5`).settings;
        const written = again(LAB_DIALECT, opened(LAB_DIALECT, `v=1&figure=lab&council=strangers-3&wish=cat&method=${method}&${name}=5`));
        expect(opened(LAB_DIALECT, written).settings, `${method} ${name}`).toEqual(values);
      }
    }
    expect(opened(LAB_DIALECT, "v=1&figure=lab&method=pgd&epsilon=none").settings.tuned).toEqual({ epsilon: Infinity });
    expect(opened(LAB_DIALECT, "v=1&figure=lab&method=pgd&randomStart=false").settings.tuned).toEqual({ randomStart: false });
  });

  test("a picture of one's own, value by value", () => {
    const pixels = Float32Array.from({ length: 3072 }, (_, index) => ((index * 37) % 256) / 255);
    const subject: Subject = { origin: { kind: "file", name: "me.png" }, pixels, label: undefined };
    const settings = opened(FOOL, "v=1&figure=fool-one").settings;
    const written = writeLink(FOOL, { subject, models: ["residual"], council: { rule: "mean", plan: "joint", member: 0 }, settings, result: pixels }, catalog);
    expect(written.length).toBeLessThan(4400);
    const linked = opened(FOOL, written);
    expect(linked.pictured).toEqual({ kind: "own", pixels });
    expect(linked.fingerprint).toBe(fingerprintOf(pixels));
    expect(pixelsOfBase64url(base64urlOfPixels(pixels))).toEqual(pixels);
  });

  test("a poster's state, with the promise of its result", () => {
    for (const [dialect, recorded] of [[FOOL, recordedFool], [SEVERAL, recordedSeveral]] as const) {
      const run = replay(recorded.run as unknown as RecordedRun);
      const settings = recorded.settings as Settings;
      const result = promised(run, runOptions({ models: run.models, council: run.council, settings }, run.label!));
      expect(result, dialect.figure).toBeDefined();
      const linked = opened(dialect, writeLink(dialect, { ...run, settings, result }, catalog));
      expect(linked).toMatchObject({ settings, models: run.models, council: run.council, fingerprint: fingerprintOf(run.pixels) });
      expect(linked.pictured).toMatchObject({ kind: "gallery" });
    }
    const run = replay(recordedLab.run as unknown as RecordedRun);
    const settings = recordedLab.settings as Choice;
    expect(promised(run, labOptions(settings, run.models.length, run.label!))).toBeDefined();
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
    expect(opened(FOOL, "v=1&figure=fool-one&budget=1e9&steps=-3&seed=x").settings).toMatchObject({ budget: RANGES.budget.max, steps: 1, seed: 1 });
    expect(opened(SEVERAL, "v=1&figure=ask-several&council=strangers-99").models).toHaveLength(5);
    expect(opened(SEVERAL, "v=1&figure=ask-several&council=nobody-3").models).toHaveLength(3);
  });

  test("other weights are noticed", () => {
    expect(opened(FOOL, "v=1&figure=fool-one&net=tiny&at=000000").otherNets).toBe(true);
    expect(opened(FOOL, "v=1&figure=fool-one&net=tiny").otherNets).toBe(false);
  });

  test("10,000 torn and made-up links are valid states, which are written and read unchanged", () => {
    let seed = 1;
    const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
    const names = ["v", "figure", "picture", "noise", "own", "net", "council", "at", "rule", "plan", "only", "filter", "known", "draw", "wish", "method", "norm", "budget", "radius", "steps", "restarts", "randomStart", "seed", "result", "epsilon", "stepSize", "strategy", "member", "loss", "confidence", "pixels", "__proto__", "toString"];
    const texts = ["", "1", "0", "-1", "1e400", "NaN", "none", "Infinity", "true", "only", "joint", "l2", "linf", "pgd", "square", "autoattack", "strangers-3", "disagree-4", "shapes-3", "x-99999999999999999999", "noise:0.1:8", "median:::", "gaussian:9e9", "frog", "ship", "tiny", "__proto__", "constructor", "%", "%E0%A4%A", "\u0000", "🐸", "A".repeat(4096), "4/255", "0,5"];
    for (let count = 0; count < 10_000; count++) {
      const dialect = oneOf<Dialect<never>>([FOOL, SEVERAL, LAB_DIALECT] as unknown as Dialect<never>[]) as unknown as Dialect<{ wish: Wish }>;
      const junk = Array.from({ length: Math.floor(random() * 12) }, () => `${oneOf(names)}=${random() < 0.2 ? String.fromCharCode(...Array.from({ length: 8 }, () => 32 + random() * 500)) : oneOf(texts)}`);
      const hash = `#v=1&figure=${dialect.figure}&${junk.join(oneOf(["&", "&&", "=", "#"]))}`;
      const found = readFigure(hash);
      readFigure(hash.slice(0, Math.floor(random() * hash.length)));
      if (!found) continue;
      const linked = readLink(found.given, dialect, catalog, gallery);
      expect(linked.models.length, hash).toBeGreaterThanOrEqual(dialect.attacks === "several" ? 2 : 1);
      expect(linked.models.every((id) => catalog.models.some((model) => model.id === id))).toBe(true);
      const { guard } = linked.council;
      for (const [name, { min, max }] of guard ? Object.entries(filterRow(guard.filter.kind).takes) : []) {
        expect(parameterOf(guard!.filter, name), hash).toBeGreaterThanOrEqual(min);
        expect(parameterOf(guard!.filter, name), hash).toBeLessThanOrEqual(max);
      }
      if (dialect === (LAB_DIALECT as unknown)) {
        const choice = linked.settings as unknown as Choice;
        for (const [name, value] of Object.entries(choice.tuned)) {
          if (typeof value !== "number" || value === Infinity) continue;
          const { min, max } = bounds(name as never, choice.method, linked.models.length);
          expect(value >= min && value <= max, hash).toBe(true);
        }
      }
      const written = again(dialect, linked);
      expect(again(dialect, opened(dialect, written)), hash).toBe(written);
    }
  }, 60_000);
});
