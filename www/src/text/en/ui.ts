/** Every word that a visitor reads or hears in the figures. (The prose around them: prose.ts.) */
import type { FailureCode } from "../../engine/protocol.ts";
import type { AttackMethod, Checked, Range, RangeName } from "../../state/settings.ts";
import { RANGES } from "../../state/settings.ts";
import { bytes, count, duration, fixed, of255, onePlacePercent, percent } from "../../state/format.ts";
import { core } from "./core.ts";
import { a, capital, list, numberWord, times } from "./grammar.ts";

const dotted = (...parts: (string | false)[]) => parts.filter(Boolean).join(" · ");

export const ui = {
  precomputed: "Prepared beforehand, with the same program. Press the button to do it here.",
  precomputedShort: "prepared beforehand",

  figures: {
    foolOneTitle: "Fool one network",
    foolOne: "Pick a picture and a wish, then press.",
    certainTitle: "Ten squares of nothing",
    certain: "One square for each class, until the network is 99.99 % certain of every one.",
    severalTitle: "Ask several networks",
    several: "Choose how the attacker goes about it, and watch who gives way.",
  },

  opening: {
    original: "the picture as it is",
    changed: (linf: number) => `the same picture, no colour moved by more than ${of255(linf)}`,
    magnified: (gain: number) => `the change drawn ${gain} times as strong, for your eyes only`,
    originalTwin: (is: string) => `A small picture of ${a(is)}.`,
    resultTwin: (is: string, wish: string) => `The same picture of ${a(is)}, slightly changed; the network calls it ${a(wish)}.`,
    slider: "Magnify the difference",
    value: (gain: number) => (gain === 1 ? "as it is" : `${gain} times`),
    asItIs: "as it is",
  },

  picture: {
    original: "Original",
    change: "Change",
    result: "Result",
    gain: (gain: number) => `× ${gain}`,
    again: "Watch it again, step by step",
    atStep: (iteration: number) => (iteration === 0 ? "Before the first step" : `Step ${iteration}`),
    gainLabel: "Magnify the change",
    untouched: "nothing changed yet",
    originalTwin: (what: string) => `The original, 32 by 32 pixels: ${what}.`,
    changeTwin: (gain: number, linf: number, share: number) =>
      `What was changed, magnified ${gain} times on grey. No colour value moved by more than ${of255(linf)}; ${Math.round(share * 100)} % of them moved at all.`,
    noChangeTwin: "Plain grey: nothing was changed.",
    resultTwin: (says: string) => `The result. ${says}`,
    atMost: (linf: number) => `at most ${of255(linf)} a colour`,
    length: (l2: number) => `length ${fixed(l2, 2)}`,
    says: (name: string, confidence: number) => `${name}, ${percent(confidence)}`,
    gallery: (name: string) => `a picture of ${a(name)}`,
    own: "your picture",
    noise: "noise",
  },

  picker: {
    legend: "Picture",
    own: "Your own picture",
    ownHint: "Choose, drop or paste one. Nothing leaves your computer.",
    drop: "Let go: it stays on your computer",
    noise: "Noise",
    close: "Close",
    camera: {
      open: "Camera",
      view: "What the camera sees",
      hint: "The middle of it is taken, 32 × 32. It stays on your computer.",
      none: "There is no camera here, or it may not be used.",
      take: "Take it",
      name: "from the camera",
    },
    drawing: {
      open: "Draw",
      paper: "Paper, 32 × 32 pixels",
      hint: "Draw by pointer; or by keys: arrows move, space paints, Shift and an arrow draw.",
      colour: "Colour",
      brush: "Brush",
      pixels: (size: number) => (size === 1 ? "1 pixel" : `${size} pixels`),
      clear: "Blank paper",
      use: "Use it",
      name: "drawing",
    },
    credit: (title: string, author: string, licence: string) => [title, author, licence].filter(Boolean).join(" · "),
    ownName: (name: string) => `Your picture “${name}”`,
    noiseName: (seed: number) => `Noise number ${seed}`,
    galleryName: (name: string, title: string) => (title ? `${name}: ${title}` : name),
    decoding: "Reading your picture …",
    ready: (name: string) => `${name} is in place.`,
  },

  controls: {
    net: "Network",
    netNote: (accuracy: number, size: number) => dotted(`right on ${onePlacePercent(accuracy)}`, size > 0 && bytes(size)),
    option: (title: string, accuracy: number, size: number) => dotted(title, onePlacePercent(accuracy), size > 0 && bytes(size)),
    together: "Or one of those that vote together, further down",
    noneOfThem: "none of them",
    about: (title: string, description: string) => `${title}: ${description}`,
    /** How long a net took to be made of its file, once it has arrived. */
    setUp: (milliseconds: number) => `Set up in ${duration(milliseconds)}.`,
    wish: "Make it",
    wished: (name: string) => a(name),
    anythingElse: "anything else",
    budget: "Budget",
    budgetHint: "How far each colour value may move, in steps of 255.",
    radiusHint: "How long the whole change may be (square root of the summed squares).",
    of255: "/255",
    go: (wish: string | undefined) => (wish === undefined ? "Make it anything else" : `Make it ${a(wish)}`),
    pause: "Pause",
    resume: "Go on",
    step: "One step",
    stop: "Stop, keep the best",
    reset: "Reset this figure",
    fold: "More: another picture, another network",
    more: "More: method, norm, steps, seed",
    downloads: "Take it with you",
    png: "PNG, 32 × 32",
    large: "PNG, 512 × 512",
    json: "Details as JSON",
    targetIsLabel: (name: string) => `It is ${a(name)} already. Wish for something else.`,
  },

  share: {
    copy: "Copy link",
    /** `what`: before anything was copied. The first makes a result again, the second says what was chosen. */
    again: { what: "It holds all that stands here, and makes the same picture again.", copied: "Copied. It makes the same picture again." },
    chosen: { what: "It holds all that you chose here.", copied: "Copied. It holds all that you chose here." },
    own: {
      what: "It holds all that stands here. It contains your picture: whoever gets the link can see it.",
      copied: "Copied. It contains your picture: whoever gets the link can see it.",
    },
    noFile: "Your file stays with you: whoever follows the link begins with the pictures of the gallery.",
    otherNets: "From a link that was made with other weights of these nets: what it led to may be different here.",
    /** Where the browser does not let a page write to the clipboard. */
    byHand: "Copy this address:",
    fromLink: "from the link",
    reproduced: (same: boolean, otherNets: boolean) =>
      same
        ? "From a link: the same picture again, bit for bit."
        : otherNets
          ? "From a link that was made with other weights of these nets: the picture is not the same."
          : "From a link, but the picture is not the same as the one that it was made of.",
  },

  advanced: {
    method: "Method",
    methods: {
      fgsm: "FGSM · one step",
      bim: "BIM · many small steps",
      pgd: "PGD · projected steps",
      "mi-fgsm": "MI-FGSM · with momentum",
    } satisfies Record<AttackMethod, string>,
    norm: "Budget counts",
    linf: "the largest change (L∞)",
    l2: "the length of the change (L2)",
    steps: "Steps",
    restarts: "Restarts",
    randomStart: "Random start",
    seed: "Seed",
    seedHint: "The same seed and settings give the same picture, everywhere.",
  },

  range: {
    names: {
      budget: "The budget",
      radius: "The budget",
      steps: "Steps",
      restarts: "Restarts",
      seed: "The seed",
      gain: "The magnification",
    } satisfies Record<RangeName, string>,
    problem(name: RangeName, checked: Exclude<Checked, { ok: true }>): string {
      const { min, max } = RANGES[name];
      const what = this.names[name];
      const verb = name === "steps" || name === "restarts" ? "go" : "goes";
      if (checked.reason === "not-a-number") return `${what} must be a number from ${min} to ${count(max)}. Nothing was changed.`;
      return `${what} ${verb} from ${min} to ${count(max)}; ${count(checked.value)} is in place now.`;
    },
    outside(what: string, { min, max }: Range, checked: Exclude<Checked, { ok: true }>): string {
      if (checked.reason === "not-a-number") return `“${what}” must be a number from ${min} to ${count(max)}. Nothing was changed.`;
      return `“${what}” goes from ${min} to ${count(max)}; ${count(checked.value)} is in place now.`;
    },
  },

  status: {
    loading: "Fetching the program and the networks …",
    looking: "The network looks at the picture …",
    running: (iteration: number, total: number) => `Step ${iteration} of ${total}`,
    judging: "Done. A second, independent runtime is asked …",
    paused: (iteration: number, total: number) => `Paused after step ${iteration} of ${total}`,
    sure: (name: string, confidence: number) => `Now it says ${name}, ${percent(confidence)}.`,
    started: "The attack has started.",
    pausedSpoken: "Paused.",
  },

  outcome: {
    reached: (name: string, confidence: number) => `Target reached. The network now says ${name}, ${percent(confidence)}.`,
    changed: (name: string, confidence: number) => `Changed. The network now says ${name}, ${percent(confidence)}.`,
    changedElsewhere: (name: string, confidence: number, wish: string) =>
      `Changed, but not to ${a(wish)}: the network now says ${name}, ${percent(confidence)}.`,
    unchanged: (name: string, confidence: number) => `Unchanged. The network still says ${name}, ${percent(confidence)}.`,
    tryHarder: (atMost: boolean) =>
      atMost ? "Try another wish, or another picture." : "Give it a larger budget, or ask for anything else.",
    agreed: "A second, independent runtime agrees.",
    disagreed: "A second, independent runtime sees it otherwise, so we do not count it.",
    moved: (linf: number) => `No colour value moved by more than ${of255(linf)}.`,
    bestOnTheWay: "Of all steps the best picture is kept, which is not always the last.",
    stopped: "You stopped it; this is the best so far.",
    took: (iterations: number, milliseconds: number) =>
      milliseconds > 0 ? `${times(iterations, "step")}, ${duration(milliseconds)} of computing.` : `${times(iterations, "step")}.`,
    wrongBefore: (is: string, says: string, confidence: number) =>
      `Before any attack the network is wrong already: it takes this ${is} for ${a(says)} (${percent(confidence)}).`,
    guessBefore: (says: string, confidence: number) =>
      `Nobody told us what this is. The network takes it for ${a(says)} (${percent(confidence)}), so the attack leads away from that.`,
    rightBefore: (says: string, confidence: number) => `Before any attack: ${says}, ${percent(confidence)}. Right.`,
    others: "What the other networks say to this very picture",
    othersVote: (name: string | undefined) =>
      name === undefined ? "A vote of all of them: no majority." : `A vote of all of them: ${name}.`,
    fooledToo: "fooled",
    notFooled: "not fooled",
    wrongAnyway: "wrong even before the attack",
    attacked: "the one attacked",
    waiting: "They can be asked when there is a result.",
    askOthers: (nets: number, size: number) =>
      `Ask ${nets === 1 ? "it" : "them"}${size > 0 ? ` (${bytes(size)} to fetch)` : ""}`,
    asking: "They look at it …",
    askingFailed: "They could not be asked: something did not arrive. Press again.",
  },

  bars: {
    heading: "How sure it is",
    role: { label: "what it is", target: "what it is made to be" },
    before: "before the attack",
    caption: "Bars: the picture as it is now. Thin marks: before the attack.",
  },

  chart: {
    csv: "Curves as CSV",
    svg: "Drawing as SVG",
    heading: "While it happens",
    x: "steps",
    summaryOne: (label: string, from: string, to: string, steps: number) =>
      `${capital(label)}: from ${from} to ${to} in ${times(steps, "step")}`,
    empty: "The curve is drawn while the attack runs.",
    table: "The same in numbers",
    step: "Step",
    failed: "The chart could not be drawn. The numbers below are complete.",
  },

  certain: {
    go: "Fill all ten",
    again: "Fill all ten, again",
    otherNoise: "Other noise",
    cell: (name: string, confidence: number) => `${name}, ${percent(confidence)}`,
    cellTwin: "Noise, led to:",
    working: (filled: number) => `${filled} of 10 filled`,
    done: (filled: number, net: string) =>
      filled === 10
        ? `All ten filled. “${net}” is at least 99.99 % certain of ten things that are not there.`
        : `${filled} of 10 reached 99.99 %.`,
    stopped: (filled: number) => `Stopped with ${filled} of 10 filled.`,
    summary: (items: string[]) => `Steps it took: ${list(items)}.`,
    item: (name: string, iterations: number) => `${name} ${count(iterations)}`,
    judged: (agreed: number, filled: number) =>
      agreed === filled
        ? "A second, independent runtime agrees on every one."
        : `A second, independent runtime agrees on ${agreed} of ${filled}.`,
    close: "Close",
    dialog: (name: string) => `${capital(name)}, says the network`,
    dialogText: (name: string, confidence: number, iterations: number, seed: number) =>
      `${percent(confidence)} ${name}. Started from noise number ${seed}; ${times(iterations, "step")} uphill.`,
    steps: (iterations: number) => times(iterations, "step"),
    grid: "Ten squares, one for each class",
  },

  several: {
    wish: "Make them say",
    members: "The members",
    vote: "The vote",
    noDecision: "no decision",
    by: { mean: "by mean confidence", majority: "by majority", unanimous: "all or nobody" },
    rule: "They decide by",
    rules: { mean: "mean confidence", majority: "majority", unanimous: "all or nobody" },
    plan: "The attacker fools",
    plans: { only: "one only", "one-after-another": "one after another", joint: "all at once" },
    which: "Which one",
    fold: "More: another picture, another council, another plan",
    clean: (accuracy: number) => `right on ${onePlacePercent(accuracy)}`,
    council: "The council",
    voteOfAll: (members: number, accuracy: number) => `A vote of ${members === 2 ? "both" : `all ${numberWord(members)}`} is right on ${onePlacePercent(accuracy)}.`,
    size: "How many vote",
    cost: (members: number, size: number, milliseconds: number | undefined) =>
      [
        size > 0 ? `${capital(numberWord(members))} nets, ${bytes(size)} together.` : "",
        milliseconds === undefined ? "" : `Set up in ${duration(milliseconds)}.`,
      ]
        .filter(Boolean)
        .join(" "),
    attackedNow: "under attack",
    go: (wish: string | undefined) => (wish === undefined ? "Fool the vote" : `Make them say ${wish}`),
    outcome: {
      reached: (name: string) => `Target reached: the vote now says ${name}.`,
      changed: (name: string) => `Changed: the vote now says ${name}.`,
      changedElsewhere: (name: string, wish: string) => `Changed, but not to ${a(wish)}: the vote now says ${name}.`,
      now: (name: string | undefined) => (name === undefined ? "At this moment: no decision." : `At this moment the vote says ${name}.`),
      abstained: "No decision any more: the members disagree, and the vote is silent.",
      abstainedBefore: "No decision, as before: the members do not agree on this picture.",
      unchanged: (name: string) => `Unchanged: the vote still says ${name}.`,
      fooled: (fooled: number, members: number) =>
        fooled === 0
          ? `None of the ${members} members was fooled.`
          : fooled === members
            ? `${members === 2 ? "Both" : `All ${members}`} members were fooled.`
            : `${fooled} of ${members} members ${fooled === 1 ? "was" : "were"} fooled.`,
    },
    chartLabel: (name: string) => `Each member’s confidence in ${name}`,
    wrongBefore: (names: string[], is: string) =>
      `Before any attack ${list(names)} ${names.length === 1 ? "does" : "do"} not see ${a(is)} here.`,
    allRight: (is: string) => `Before any attack every member sees ${a(is)}.`,
    guessBefore: (is: string) => `Nobody told us what this is; the members take it for ${a(is)}.`,
  },

  guess: {
    reveal: "That is my guess",
    yours: "Your guess",
    change: "Guess again",
    budget: {
      question: (is: string, wish: string) =>
        `A colour value goes from 0 to 255. How far must each be allowed to move before the network calls this ${is} ${a(wish)}?`,
      answer: (smallest: number | undefined) =>
        smallest === undefined ? "Even 32 of 255 were not enough." : `${smallest} of 255 ${smallest === 1 ? "was" : "were"} enough.`,
      compare: (guess: number, smallest: number | undefined) =>
        smallest === undefined || guess === smallest
          ? "Just as you said."
          : guess > smallest
            ? `You allowed ${guess}: that is generous. Try it below, and try to see the difference.`
            : `You allowed ${guess}: a little tight, but close to what nobody can see anyway.`,
    },
    cat: {
      question: (name: string) => `Nine squares of noise. One of them the network calls ${a(name)}, and would bet 10,000 to 1 on it. Which?`,
      square: (number: number) => `Square ${number}`,
      sure: (confidence: number) => percent(confidence),
      answer: (right: number, guessed: boolean) => (guessed ? `Square ${right} it is. Luck?` : `It is square ${right}.`),
      explain: (surest: number) =>
        `Nothing was drawn into it: each value was only pushed a little in the direction that the network likes. The other eight are as they fell, and look what it makes of those: up to ${percent(surest)} sure.`,
    },
    plan: {
      question: (members: number) => `${capital(numberWord(members))} networks vote. What does an attacker have to do to turn the vote?`,
      choices: {
        only: "Fool one",
        "one-after-another": "Fool one after another",
        joint: "Fool all at once",
        nothing: "Nothing works",
      },
      answer: (pictures: number, budget: number) =>
        `We tried each plan on the ${pictures} gallery pictures that the vote gets right, with a budget of ${budget}/255. The vote no longer gave the right answer:`,
      of: (fooled: number, pictures: number) => `${fooled} of ${pictures}`,
      only: (name: string) => `only: ${name}`,
      explain: "A few dozen pictures are a hint, not a law. Below you can try your own.",
    },
  },

  failure(code: FailureCode, message: string): string {
    switch (code) {
      case "unsupported":
        return `This browser cannot run the experiments: it lacks ${
          message === "simd" ? "WebAssembly SIMD" : message === "webassembly" ? "WebAssembly" : "workers that can draw"
        }. Everything else on this page can be read; any current Firefox, Chrome, Edge or Safari runs it all.`;
      case "network":
        return `The file “${message}” did not arrive. Check the connection, then press again; nothing else was lost.`;
      case "not-a-program":
        return `The server sent something else in place of “${message}”, probably a web page. If this is your server: was the whole folder uploaded?`;
      case "not-started":
        return "The worker did not start. Either the connection broke, or this browser is too old for workers made of modules. Press again, or try a current browser.";
      case "crashed":
        return "The worker stopped unexpectedly, and a new one has taken its place. Your picture and settings are still here: press again.";
      case "memory":
        return "The browser has no memory left for this. Close other tabs or take a smaller network, then press again; your picture and settings are still here.";
      case "picture":
        return message === "too-large"
          ? "That picture is too large for this page (60 megapixels or 40 MB at most). Make it smaller and try again; the picture that was here is still in place."
          : "That file is not a picture that this browser can read. PNG, JPEG, WebP or GIF will work; the picture that was here is still in place.";
      case "refused":
        return core(message);
    }
  },
  noPictureInPaste: "There is no picture in what you pasted. Copy a picture, not its address, and paste again.",
  failed: "That did not work.",
};

