/**
 * Makes the results that the figures show before the first click, and the numbers in the guesses and in the prose,
 * with the same core that the page runs: `npm run posters` (after `make pkg`; some minutes). Everything is seeded.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { PNG } from "pngjs";

const root = new URL("../../", import.meta.url);
const pkg = new URL("pkg/", root);
const { initSync, Attack, Classifier, Ensemble, noise } = await import(new URL("easily_fooled.js", pkg));
initSync({ module: readFileSync(new URL("easily_fooled_bg.wasm", pkg)) });

const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const manifest = json("models/manifest.json");
const gallery = json("www/public/gallery/gallery.json");
const classes = manifest.classes;
const nets = Object.fromEntries(
  manifest.models.map(({ id, file }) => [id, Classifier.fromOnnx(new Uint8Array(readFileSync(new URL(`models/${file}`, root))))]),
);
const ids = Object.keys(nets);
const labelOf = ({ label }) => (typeof label === "number" ? label : classes.indexOf(label));

function picture(entry) {
  const { width, height, data } = PNG.sync.read(readFileSync(new URL(`www/public/gallery/${entry.file}`, root)));
  if (width !== 32 || height !== 32) throw new Error(`${entry.file} is not 32×32`);
  return Float32Array.from({ length: 3072 }, (_, at) => data[(at % 1024) * 4 + Math.floor(at / 1024)] / 255);
}

const base64 = (pixels) => Buffer.from(Uint8Array.from(pixels, (value) => Math.round(value * 255))).toString("base64");
const round = (value) => Number(value.toPrecision(6));
const plainVote = ({ label, probabilities, members }) => ({
  ...(label === undefined ? {} : { label }),
  probabilities: Array.from(probabilities, round),
  members: members.map((opinion) => ({
    label: opinion.label,
    confidence: round(opinion.confidence),
    probabilities: Array.from(opinion.probabilities, round),
  })),
});

function vote(models, rule, pixels) {
  const ensemble = new Ensemble(models.map((id) => nets[id]), { vote: rule });
  const result = plainVote(ensemble.vote(pixels));
  ensemble.free();
  return result;
}
const says = (id, pixels) => vote([id], "mean", pixels).members[0];

/** Runs one attack to its end; the options mirror those of src/state/settings.ts. */
function attack(models, rule, pixels, options) {
  const target = models.length === 1 ? nets[models[0]] : new Ensemble(models.map((id) => nets[id]), { vote: rule });
  const running = new Attack(target, pixels, options);
  const trail = [];
  let progress;
  do {
    progress = running.step(1);
    trail.push({
      iteration: progress.iteration,
      active: Array.from(progress.activeMembers),
      members: progress.members.map(({ probabilities }) => Array.from(probabilities, (value) => Number(value.toFixed(5)))),
    });
  } while (!progress.done);
  const verdict = running.verdict();
  const result = { best: running.best(), trail, progress, seed: running.seed, verdict };
  running.free();
  if (models.length > 1) target.free();
  return result;
}

const settings = (change) => ({
  wish: "other",
  method: "pgd",
  norm: "linf",
  budget: 4,
  radius: 1,
  steps: 40,
  restarts: 1,
  randomStart: false,
  seed: 1,
  ...change,
});
const options = (chosen, label) => ({
  method: chosen.method,
  norm: chosen.norm,
  epsilon: chosen.norm === "linf" ? chosen.budget / 255 : chosen.radius,
  steps: chosen.steps,
  restarts: chosen.restarts,
  confidence: 0.99,
  seed: chosen.seed,
  ...(chosen.wish === "other" ? { label } : { target: chosen.wish }),
  randomStart: chosen.randomStart,
});

/** A figure's finished run, as src/state/run.ts reads it. */
function record(entry, models, council, chosen) {
  const pixels = picture(entry);
  const label = labelOf(entry);
  const before = vote(models, council.rule, pixels);
  const strategy = models.length > 1 ? { strategy: council.plan, ...(council.plan === "only" ? { member: council.member } : {}) } : {};
  const { best, trail, seed, verdict } = attack(models, council.rule, pixels, { ...options(chosen, label), ...strategy });
  return {
    pixels,
    after: best,
    run: {
      subject: { origin: { kind: "gallery", id: entry.id }, pixels: base64(pixels), label },
      models,
      council,
      settings: chosen,
      label,
      before,
      trail: [{ iteration: 0, active: [], members: before.members.map(({ probabilities }) => probabilities) }, ...trail],
      best: base64(best),
      verdict: {
        outcome: verdict.outcome,
        fooled: verdict.fooled,
        agreed: verdict.agreed,
        perturbation: verdict.perturbation,
        vote: plainVote(verdict.vote),
        secondOpinion: plainVote(verdict.secondOpinion),
      },
      seed,
    },
  };
}

/** The smallest budget (n of 255) with which the wish came true, or undefined up to `most`. */
function smallestBudget(id, entry, wish, most = 32) {
  for (let budget = 1; budget <= most; budget++) {
    const chosen = settings({ wish, budget });
    const { verdict } = attack([id], "mean", picture(entry), options(chosen, labelOf(entry)));
    if (verdict.fooled) return budget;
  }
  return undefined;
}

function write(name, value) {
  writeFileSync(new URL(`www/src/posters/${name}.json`, root), `${JSON.stringify(value)}\n`);
  console.log(`${name}.json`);
}

const ship = classes.indexOf("ship");
const main = "residual";

// The frog that the page begins with: the one that the main net is surest of.
const frogs = gallery.filter((entry) => classes[labelOf(entry)] === "frog");
const surest = (entries) =>
  entries
    .map((entry) => ({ entry, confidence: says(main, picture(entry)).probabilities[labelOf(entry)] }))
    .sort((one, other) => other.confidence - one.confidence)[0].entry;
const frog = surest(frogs);

// Opening and "Fool one network".
const budgets = Object.fromEntries(ids.map((id) => [id, smallestBudget(id, frog, ship) ?? null]));
const alone = { rule: "mean", plan: "joint", member: 0 };
// Shown with the smallest budget that makes the net sure of it.
let one;
for (let budget = budgets[main] ?? 32; budget <= 32; budget++) {
  one = record(frog, [main], alone, settings({ wish: ship, budget }));
  if (one.run.verdict.fooled && one.run.verdict.vote.members[0].confidence >= 0.985) break;
}
if (!one.run.verdict.fooled || !one.run.verdict.agreed) throw new Error("the opening's frog was not fooled: choose another picture or budget");
write("opening", {
  model: main,
  label: labelOf(frog),
  target: ship,
  before: one.run.subject.pixels,
  after: one.run.best,
  beforeConfidence: one.run.before.members[0].confidence,
  afterConfidence: one.run.verdict.vote.members[0].confidence,
  linf: one.run.verdict.perturbation.linf,
  credit: frog,
});
write("fool-one", { ...one.run, others: { before: vote(ids, "majority", one.pixels), after: vote(ids, "majority", one.after) } });
write("guess-budget", { model: main, label: labelOf(frog), target: ship, budgets });

// "Certain about nothing".
const firstSeed = 1;
const climb = (id, target, seed) => {
  const { best, trail, verdict } = attack([id], "mean", noise(seed, 3072), { method: "ascent", target, steps: 1000, confidence: 0.9999, seed });
  return {
    pixels: base64(best),
    confidence: round(verdict.vote.members[0].probabilities[target]),
    iterations: trail.at(-1).iteration,
    seed,
    agreed: verdict.agreed,
  };
};
write("certain", { model: main, seed: firstSeed, cells: classes.map((_, target) => climb(main, target, firstSeed + target)) });

const cat = classes.indexOf("cat");
const squares = Array.from({ length: 9 }, (_, index) => {
  const seed = 101 + index;
  const pixels = noise(seed, 3072);
  if (index !== 4 + 3) {
    const { label, confidence } = says(main, pixels);
    return { pixels: base64(pixels), label, confidence, led: false };
  }
  const { pixels: led, confidence } = climb(main, cat, seed);
  return { pixels: led, label: cat, confidence, led: true };
});
write("guess-cat", { model: main, target: cat, squares });

// "Ask several": a run to begin with, and each plan tried on every gallery picture that all of them see rightly.
const council = { rule: "majority", plan: "one-after-another", member: ids.indexOf(main) };
const agreed = gallery.filter((entry) => vote(ids, "majority", picture(entry)).members.every(({ label }) => label === labelOf(entry)));
const voted = gallery.filter((entry) => vote(ids, "majority", picture(entry)).label === labelOf(entry));
const surveyBudget = 4;
const tried = (strategy) => {
  const fooled = voted.filter((entry) => {
    const chosen = options(settings({ budget: surveyBudget }), labelOf(entry));
    const { vote, secondOpinion } = attack(ids, "majority", picture(entry), { ...chosen, ...strategy }).verdict;
    return vote.label !== labelOf(entry) && secondOpinion.label !== labelOf(entry);
  });
  return fooled.length;
};
const survey = {
  rule: "majority",
  budget: surveyBudget,
  steps: 40,
  pictures: voted.length,
  fooled: {
    ...Object.fromEntries(ids.map((id, member) => [`only:${id}`, tried({ strategy: "only", member })])),
    "one-after-another": tried({ strategy: "one-after-another" }),
    joint: tried({ strategy: "joint" }),
  },
};
// Begins with a picture on which taking turns fails and all at once works: there is something left to do.
const chosen = settings({ budget: surveyBudget, steps: 60 });
const turns = (entry) => record(entry, ids, council, chosen);
const together = (entry) => record(entry, ids, { ...council, plan: "joint" }, chosen);
const promising = agreed.filter((entry) => entry !== frog);
const several = turns(promising.find((entry) => !turns(entry).run.verdict.fooled && together(entry).run.verdict.fooled) ?? promising[0] ?? voted[0]);
write("ask-several", { run: several.run });
write("survey", survey);
console.log(JSON.stringify({ budgets, survey }, null, 1));
