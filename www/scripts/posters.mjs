/**
 * Makes the results that the figures show before the first click, and the numbers in the guesses and in the prose,
 * with the same core that the page runs: `npm run posters` (after `make pkg`; ten minutes and more), or some of them only:
 * `npm run posters -- race keys`. Everything is seeded.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { PNG } from "pngjs";
import { runnerImport } from "vite";

/** The page's own module, so that what is prepared here is what the page does. */
const own = async (path) => (await runnerImport(new URL(`../src/${path}`, import.meta.url).pathname)).module;
const { readManifest } = await own("state/catalog.ts");
const { thinned } = await own("state/climb.ts");
const { firstCouncil, membersOf, standingAlone } = await own("state/council.ts");
const { DEFAULTS, FIRST_RULE: rule, MAIN_NET, RANGES, uphillOptions } = await own("state/settings.ts");
const { ALONE, runOptions } = await own("state/run.ts");
const { distance } = await own("state/pixels.ts");
const { LAB_FIRST, labOptions } = await own("state/lab.ts");
const { companies, emptyMatrix, TRANSFER_FIRST, transferPieces, transferTasks, withFound } = await own("state/transfer.ts");
const { BLUR_BUDGETS, blurOptions, BLUR_SEED, blurPieces, blurTasks, filtersOf, noFindings, withFound: withMarks } = await own("state/blur.ts");
const { FILTER_KINDS, filterOf } = await own("state/filters.ts");
const { isWithin, MOST_QUESTIONS, paid, RACE_BUDGET, raceOptions, RUNNERS } = await own("state/race.ts");

const { alphasOf, firstWish, LINE_SEED, MAP_REACHES, MAP_SIDE, median, packDirection, rayOptions, REACHES, WAYS } = await own("state/line.ts");

const root = new URL("../../", import.meta.url);
const pkg = new URL("pkg/", root);
const { initSync, applyFilter, Attack, Classifier, Ensemble, Experiment, noise, Ray, Slice } = await import(new URL("easily_fooled.js", pkg));
initSync({ module: readFileSync(new URL("easily_fooled_bg.wasm", pkg)) });

const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const manifest = json("models/manifest.json");
const gallery = json("www/gallery/pictures/gallery.json");
const catalog = readManifest(manifest);
const { classes } = catalog;
const alone = standingAlone(catalog).map(({ id }) => id);
const seats = firstCouncil(catalog);
const council = membersOf(catalog, seats);
const [company] = companies(catalog);
const nets = Object.fromEntries(
  manifest.models
    .filter(({ id }) => alone.includes(id) || council.includes(id) || company.members.includes(id))
    .map(({ id, file }) => [id, Classifier.fromOnnx(new Uint8Array(readFileSync(new URL(`models/${file}`, root))))]),
);
const labelOf = ({ label }) => (typeof label === "number" ? label : classes.indexOf(label));

function picture(entry) {
  const { width, height, data } = PNG.sync.read(readFileSync(new URL(`www/gallery/pictures/${entry.file}`, root)));
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

/** Runs one attack to its end, or until `enough` is said to its progress and to the best picture so far. */
function attack(models, rule, pixels, options, enough = () => false) {
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
      loss: round(progress.loss),
      queries: progress.queries,
      linf: round(progress.perturbation.linf),
    });
  } while (!progress.done && !enough(progress, running));
  const verdict = running.verdict();
  const result = { best: running.best(), trail, progress, seed: running.seed, verdict };
  running.free();
  if (models.length > 1) target.free();
  return result;
}

const rightFor = (id) => gallery.filter((entry) => says(id, picture(entry)).label === labelOf(entry));

const settings = (change) => ({ ...DEFAULTS, ...change });

/** A finished run, as src/state/run.ts reads it. `tell`: see its `Order`. */
function record(entry, models, council, wish, tell) {
  const pixels = picture(entry);
  const label = labelOf(entry);
  const options = tell(label);
  const before = vote(models, council.rule, pixels);
  const { best, trail, progress, seed, verdict } = attack(models, council.rule, pixels, options);
  const { iteration, gradientEvaluations, queries, zeroGradients } = progress;
  const start = { iteration: 0, active: [], members: before.members.map(({ probabilities }) => probabilities), queries: 0, linf: 0 };
  return {
    pixels,
    after: best,
    run: {
      subject: { origin: { kind: "gallery", id: entry.id }, pixels: base64(pixels), label },
      models,
      council,
      wish,
      options,
      label,
      before,
      trail: [start, ...trail],
      counts: { iteration, gradientEvaluations, queries, zeroGradients },
      best: base64(best),
      verdict: {
        outcome: verdict.outcome,
        fooled: verdict.fooled,
        agreed: verdict.agreed,
        perturbation: verdict.perturbation,
        warnings: verdict.warnings,
        vote: plainVote(verdict.vote),
        secondOpinion: plainVote(verdict.secondOpinion),
      },
      seed,
    },
  };
}

/** The smallest budget (n of 255) with which the wish came true, or undefined up to the largest that can be chosen. */
function smallestBudget(id, entry, wish) {
  for (let budget = RANGES.budget.min; budget <= RANGES.budget.max; budget++) {
    const run = { models: [id], council: ALONE, settings: settings({ wish, budget }) };
    const { verdict } = attack([id], ALONE.rule, picture(entry), runOptions(run, labelOf(entry)));
    if (verdict.fooled) return budget;
  }
  return undefined;
}

/** With the settings of the first figures. */
const recordWith = (entry, models, council, chosen) =>
  record(entry, models, council, chosen.wish, (label) => runOptions({ models, council, settings: chosen }, label));

const only = process.argv.slice(2);
function write(name, make) {
  if (only.length > 0 && !only.includes(name)) return;
  const value = make();
  writeFileSync(new URL(`www/src/posters/${name}.json`, root), `${JSON.stringify(value)}\n`);
  console.log(`${name}.json`);
}

/** Made when it is first asked for, and once. */
function once(make) {
  let made;
  return () => (made ??= make());
}

const ship = classes.indexOf("ship");
const main = MAIN_NET;

// The frog that the page begins with: the one that the main net is surest of.
const frogs = gallery.filter((entry) => classes[labelOf(entry)] === "frog");
const surest = (entries) =>
  entries
    .map((entry) => ({ entry, confidence: says(main, picture(entry)).probabilities[labelOf(entry)] }))
    .sort((one, other) => other.confidence - one.confidence)[0].entry;
const frog = surest(frogs);

// Opening and "Fool one network".
const budgets = once(() => Object.fromEntries(alone.map((id) => [id, smallestBudget(id, frog, ship) ?? null])));
// Shown with the smallest budget that makes the net sure of it.
const one = once(() => {
  for (let budget = budgets()[main] ?? RANGES.budget.max; ; budget++) {
    const chosen = settings({ wish: ship, budget });
    const shown = { ...recordWith(frog, [main], ALONE, chosen), settings: chosen };
    const { fooled, agreed, vote } = shown.run.verdict;
    const last = budget === RANGES.budget.max;
    if (last && !(fooled && agreed)) throw new Error("the opening's frog was not fooled: choose another picture or budget");
    if (last || (fooled && agreed && vote.members[0].confidence >= 0.985)) return shown;
  }
});
write("opening", () => {
  const { subject, best, before, verdict } = one().run;
  return {
    model: main,
    label: labelOf(frog),
    target: ship,
    before: subject.pixels,
    after: best,
    beforeConfidence: before.members[0].confidence,
    afterConfidence: verdict.vote.members[0].confidence,
    linf: verdict.perturbation.linf,
    credit: frog,
  };
});
write("fool-one", () => {
  const { run, settings, pixels, after } = one();
  return { run, settings, others: { models: alone, before: vote(alone, rule, pixels), after: vote(alone, rule, after) } };
});
write("guess-budget", () => ({ model: main, label: labelOf(frog), target: ship, budgets: budgets() }));

// "Certain about nothing".
const firstSeed = 1;
const climb = (id, target, seed) => {
  const { best, trail, verdict } = attack([id], "mean", noise(seed, 3072), uphillOptions(target, seed));
  return {
    pixels: base64(best),
    confidence: round(verdict.vote.members[0].probabilities[target]),
    iterations: trail.at(-1).iteration,
    climb: thinned(trail, 24).map(({ iteration, members }) => [iteration, members[0][target]]),
    seed,
    agreed: verdict.agreed,
  };
};
write("certain", () => ({ model: main, seed: firstSeed, cells: classes.map((_, target) => climb(main, target, firstSeed + target)) }));

const cat = classes.indexOf("cat");
const squares = () => Array.from({ length: 9 }, (_, index) => {
  const seed = 101 + index;
  const pixels = noise(seed, 3072);
  if (index !== 4 + 3) {
    const { label, confidence } = says(main, pixels);
    return { pixels: base64(pixels), label, confidence, led: false };
  }
  const { pixels: led, confidence } = climb(main, cat, seed);
  return { pixels: led, label: cat, confidence, led: true };
});
write("guess-cat", () => ({ model: main, target: cat, squares: squares() }));

// "A straight line to wrong": one picture each way and seen from far, the map around it, and the far end of walks from the whole gallery.
const farEnd = (ray) => {
  let end;
  do end = ray.survey(64);
  while (!end.done);
  const { lastBend, residual, certainFrom } = end;
  return { ...end, lastBend: lastBend && round(lastBend), residual: residual && round(residual), certainFrom: certainFrom && round(certainFrom) };
};
write("line", () => {
  const [net, pixels] = [nets[main], picture(frog)];
  const { label } = says(main, pixels);
  const wish = firstWish(label, ship, classes.length);
  const walked = (way) => {
    const ray = new Ray(net, pixels, rayOptions(way, label, wish));
    const curves = REACHES.map((reach) => {
      const { logits, switches } = ray.sample(Float64Array.from(alphasOf(reach)));
      // The first point follows the end of the reach before.
      return { logits: Array.from(logits, (logit) => Number(logit.toPrecision(5))), switches: [0, ...switches.subarray(1)] };
    });
    const [from, to] = [ray.pixels(0), ray.pixels(2)];
    const direction = packDirection(Array.from(to, (value, index) => Math.round((value - from[index]) / 2)));
    const end = farEnd(ray);
    ray.free();
    return { curves, end, direction };
  };
  const map = (reach) => {
    const slice = new Slice(net, pixels, { away: label, side: MAP_SIDE, reach, seed: LINE_SEED });
    const { labels, confidences } = slice.cells(0, MAP_SIDE * MAP_SIDE);
    slice.free();
    return { labels: labels.join(""), confidences: base64(confidences) };
  };
  return {
    model: main,
    subject: { origin: { kind: "gallery", id: frog.id }, pixels: base64(pixels), label: labelOf(frog) },
    label,
    wish,
    ways: Object.fromEntries(WAYS.map((way) => [way, walked(way)])),
    maps: MAP_REACHES.map(map),
  };
});
write("line-survey", () => {
  const right = rightFor(main);
  const walks = (way) => {
    const ends = right.map((entry) => {
      const ray = new Ray(nets[main], picture(entry), rayOptions(way, labelOf(entry), 0));
      const end = farEnd(ray);
      ray.free();
      return end;
    });
    const known = (read) => ends.map(read).filter((value) => value !== undefined);
    const certain = known(({ certainFrom }) => certainFrom);
    return { certain: certain.length, from: median(certain), lastBend: median(known(({ lastBend }) => lastBend)), residual: Math.max(...known(({ residual }) => residual)) };
  };
  return { model: main, pictures: right.length, ways: { away: walks("away"), random: walks("random") } };
});

// "Without the keys": three attackers of one picture, and what each had to pay on one picture of each class that the net gets right.
const keys = { budget: RACE_BUDGET, seed: 1 };
const race = (entry) =>
  Object.fromEntries(
    RUNNERS.map((runner) => {
      const { run } = record(entry, [main], ALONE, "other", (label) => raceOptions(runner, keys, label));
      // Only changes and questions are drawn of it, and of the many questions for scores not even those.
      const trail = run.trail.filter((_, index) => runner === "label" || index === 0 || index === run.trail.length - 1);
      return [runner, { ...run, trail: trail.map((point) => ({ ...point, members: [] })) }];
    }),
  );
write("race", () => {
  const falls = (entry) => attack([main], ALONE.rule, picture(entry), raceOptions("scores", keys, labelOf(entry))).verdict.fooled;
  const entry = [frog, ...rightFor(main)].find(falls);
  if (!entry) throw new Error("no gallery picture falls to questions alone: look at the budget of the race");
  return { model: main, settings: keys, runs: race(entry) };
});
write("keys", () => {
  const arrival = (runner, entry) => {
    const pixels = picture(entry);
    const near = (found) => isWithin(distance(pixels, found).linf, RACE_BUDGET);
    const enough = ({ perturbation }, running) => runner === "label" && isWithin(perturbation.linf, RACE_BUDGET) && near(running.best());
    const { progress, verdict } = attack([main], ALONE.rule, pixels, raceOptions(runner, keys, labelOf(entry)), enough);
    return verdict.fooled && isWithin(verdict.perturbation.linf, RACE_BUDGET) ? paid(runner, { counts: progress }) : null;
  };
  const right = rightFor(main);
  const pictures = right.filter((entry) => right.find((other) => labelOf(other) === labelOf(entry)) === entry);
  const arrivals = Object.fromEntries(RUNNERS.map((runner) => [runner, pictures.map((entry) => arrival(runner, entry))]));
  return { model: main, budget: RACE_BUDGET, most: MOST_QUESTIONS, arrivals };
});

// "Reuse": the gallery's pictures made on one net each and shown to all, to be anything else, to be a chosen class, and without a limit.
write("reuse", () => {
  const { members } = company;
  const labels = Uint8Array.from(gallery, labelOf);
  const pictures = Float32Array.from(gallery.flatMap((entry) => Array.from(picture(entry))));
  const experiment = new Experiment(members.map((id) => nets[id]), pictures, labels, { seed: TRANSFER_FIRST.seed });
  const measured = (change) => {
    const tasks = transferTasks(members.length, { ...TRANSFER_FIRST, ...change });
    return transferPieces(members.length, gallery.length).reduce((matrix, { task, piece }) => {
      experiment.start(tasks[task], piece);
      let found;
      while (!found) found = experiment.step(10);
      return withFound(matrix, { task, piece, found, picture: experiment.picture() });
    }, emptyMatrix(members.length));
  };
  const fooled = ({ rows }) => rows.map((row) => members.concat("vote").map((_, column) => row.filter((made) => made.fooled[column]).length));
  const other = measured({});
  // One picture for all rows, on which something happens and not everything does.
  const spreadOf = (subject) => {
    const hits = other.rows.map((row) => row.find((made) => made.subject === subject)?.fooled.filter(Boolean).length ?? -1);
    return hits.some((count) => count < 1) ? Infinity : Math.abs(hits.reduce((sum, count) => sum + count, 0) / hits.length - 3);
  };
  const subject = gallery.map((_, index) => index).sort((one, another) => spreadOf(one) - spreadOf(another))[0];
  const examples = other.rows.map((row) => {
    const made = row.find((one) => one.subject === subject);
    const after = Float32Array.from(made.bytes, (value) => value / 255);
    return {
      subject,
      label: labels[subject],
      before: base64(picture(gallery[subject])),
      after: base64(after),
      fooled: made.fooled,
      vote: vote(members, "mean", after),
    };
  });
  const tried = other.rows[0].length;
  return {
    models: members,
    settings: TRANSFER_FIRST,
    pictures: gallery.length,
    tried,
    fooled: {
      other: fooled(other),
      chosen: fooled(measured({ targeted: true })),
      unbounded: fooled(measured({ budget: "unbounded" })),
      unboundedChosen: fooled(measured({ budget: "unbounded", targeted: true })),
    },
    examples,
  };
});

// "Blur it": three numbers for every strength of the first filter and the usual one of each other, and one picture with and without knowledge.
write("blur", () => {
  const budget = BLUR_BUDGETS[2];
  const filter = filterOf(FILTER_KINDS[0]);
  const filters = [...filtersOf(filter), ...FILTER_KINDS.slice(1).map((kind) => filterOf(kind))];
  const labels = Uint8Array.from(gallery, labelOf);
  const pictures = Float32Array.from(gallery.flatMap((entry) => Array.from(picture(entry))));
  const experiment = new Experiment([nets[main]], pictures, labels, { seed: BLUR_SEED });
  const tasks = blurTasks(filters, budget);
  const { rows } = blurPieces(noFindings(), filters, gallery.length).reduce((findings, { task, piece }) => {
    experiment.start(tasks[task], piece);
    let found;
    while (!found) found = experiment.step(20);
    return withMarks(findings, filters, { task, piece, found, milliseconds: 0 });
  }, noFindings());
  const bits = (marks) => Array.from(marks, Number).join("");
  const behind = new Ensemble([nets[main]], { filter, seed: BLUR_SEED });
  const after = (entry, known) => {
    const attack = new Attack(known ? behind : nets[main], picture(entry), blurOptions(budget, labelOf(entry)));
    while (!attack.step(20).done);
    const verdict = known ? attack.verdict() : attack.verdictBehind(filter, BLUR_SEED);
    const best = attack.best();
    attack.free();
    return { best, verdict };
  };
  // One that the attack takes, the filter gives back, and whoever knows of it takes again.
  const shown = [frog, ...rightFor(main)]
    .filter((entry) => behind.vote(picture(entry)).label === labelOf(entry))
    .map((entry) => ({ entry, unaware: after(entry, false), aware: after(entry, true) }))
    .find(({ entry, unaware, aware }) => says(main, unaware.best).label !== labelOf(entry) && !unaware.verdict.fooled && aware.verdict.fooled);
  if (!shown) throw new Error("there is no gallery picture that shows what the chapter is about: look at its filter and budget");
  const sight = (pixels, voted) => ({
    pixels: base64(pixels),
    bare: vote([main], "mean", pixels),
    behind: plainVote(voted),
    seen: base64(applyFilter(filter, pixels, 32, 32, BLUR_SEED)),
  });
  const told = ({ best, verdict }) => ({ ...sight(best, verdict.vote), agreed: verdict.agreed, fooled: verdict.fooled });
  const before = picture(shown.entry);
  return {
    question: { model: main, budget, pictures: "gallery" },
    filter,
    pictures: gallery.length,
    rows: filters.map((one) => {
      const row = rows[one ? JSON.stringify(one) : "none"];
      return { filter: one ?? null, clean: bits(row.clean), unaware: bits(row.unaware), aware: bits(row.aware) };
    }),
    scene: {
      picture: shown.entry.id,
      label: labelOf(shown.entry),
      before: sight(before, behind.vote(before)),
      after: { unaware: told(shown.unaware), aware: told(shown.aware) },
    },
  };
});

// The Lab.
write("lab", () => {
  const { run } = record(frog, [main], ALONE, LAB_FIRST.wish, (label) => labOptions(LAB_FIRST, 1, label));
  return { run, settings: LAB_FIRST };
});

// "Ask several": a run to begin with, and each plan tried on every gallery picture that the vote gets right.
const before = once(() => gallery.map((entry) => ({ entry, said: vote(council, rule, picture(entry)) })));
const where = (right) => before().filter(({ entry, said }) => right(said, labelOf(entry))).map(({ entry }) => entry);
const agreed = once(() => where((said, is) => said.members.every(({ label }) => label === is)));
const voted = once(() => where((said, is) => said.label === is));
const tried = (plan, member = 0) =>
  voted().filter((entry) => {
    const chosen = { models: council, council: { rule, plan, member }, settings: DEFAULTS };
    const { vote, secondOpinion } = attack(council, rule, picture(entry), runOptions(chosen, labelOf(entry))).verdict;
    return vote.label !== labelOf(entry) && secondOpinion.label !== labelOf(entry);
  }).length;
write("survey", () => ({
  ensemble: seats.ensemble,
  models: council,
  rule,
  budget: DEFAULTS.budget,
  steps: DEFAULTS.steps,
  pictures: voted().length,
  fooled: {
    ...Object.fromEntries(council.map((id, member) => [`only:${id}`, tried("only", member)])),
    "one-after-another": tried("one-after-another"),
    joint: tried("joint"),
  },
}));
// Begins with a picture on which taking turns fails and all at once works: there is something left to do.
const chosen = settings({ steps: 60 });
const begin = { ensemble: seats.ensemble, rule, plan: "one-after-another", member: Math.max(0, council.indexOf(main)) };
const turns = (entry) => recordWith(entry, council, begin, chosen);
const together = (entry) => recordWith(entry, council, { ...begin, plan: "joint" }, chosen);
write("ask-several", () => {
  const promising = agreed().filter((entry) => entry !== frog);
  const several = turns(promising.find((entry) => !turns(entry).run.verdict.fooled && together(entry).run.verdict.fooled) ?? promising[0] ?? voted()[0]);
  return { run: several.run, settings: chosen };
});
