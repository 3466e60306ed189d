/** Every word of the figure "Blur it", of its guess, of its certificate, and of filters in the Lab. */
import type { Certificate, Filter, Share } from "easily-fooled";
import { type FilterKind, filterRow, type Passage, strengthName, strengthOf } from "../../state/filters.ts";
import { count, duration, fixed, of255, onePlacePercent, percent, plainNumber, wholePercent } from "../../state/format.ts";
import type { blur as English } from "../en/blur.ts";
import { authors, capital, ein, times } from "./grammar.ts";
import type { Reworded } from "../reworded.ts";

const interval = ({ low, high }: Share) => `95-%-Intervall ${Math.round(low * 100)} bis ${Math.round(high * 100)}\u00a0%`;
/** Whose parameter is not called by a noun: within a sentence it is written small. */
const SMALL: readonly FilterKind[] = ["bilateral", "shift"];
const strength = (filter: Filter) => ({ ...filterRow(filter.kind).takes[strengthName(filter.kind)]!, value: plainNumber(strengthOf(filter)) });
/** "Radius 1 Pixel". */
const amount = (filter: Filter) => {
  const { name, value, unit } = strength(filter);
  const start = SMALL.includes(filter.kind) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  return [start, value, unit].filter(Boolean).join(" ");
};

const three = (clean: Share, unaware: Share, aware: Share) =>
  `Richtig ohne Angriff: ${wholePercent(clean.share)}. Gegen einen Angreifer, der nichts davon weiß: ${wholePercent(unaware.share)}. Gegen einen, der davon weiß: ${wholePercent(aware.share)}.`;

/** What somebody who knows of it does about it. */
const passages: Record<Passage, string> = {
  exact: "Der Filter hat einen eigenen Gradienten, und dem folgt, wer davon weiß.",
  averaged: "Wer davon weiß, mittelt den Gradienten über die Ziehungen.",
  rounded: "Wer davon weiß, ersetzt das Runden durch etwas Glattes und folgt dessen Gradienten.",
  straight: "Der Filter hat keinen brauchbaren Gradienten. Wer von dem Filter weiß, geht vorwärts hindurch und tut rückwärts so, als wäre er nicht da.",
};

export const blur: Reworded<typeof English> = {
  title: "Durch einen Filter gesehen",
  what: "Wähl einen Filter. Dann verrate ihn dem Angreifer.",

  filter: {
    kind: "Filter",
    none: "kein Filter",
    known: "Der Angreifer weiß davon",
    amount,
    about: (kind: FilterKind) => {
      const { sentence, passage, paper, year } = filterRow(kind);
      return [sentence, passages[passage], paper ? `${authors(paper)}, ${year}.` : ""].join(" ").trim();
    },
    lab: "Ein Filter vor dem Netz",
    labFold: "Mehr: ein Filter vor dem Netz",
  },

  picture: {
    original: "Original",
    originalSeen: "Original, gefiltert",
    attacked: "Angegriffen",
    attackedSeen: "Angegriffen, gefiltert",
    without: "ohne den Filter",
    behind: "was das Netz sieht",
    twin: (what: string, says: string) => `${what}, 32 mal 32 Pixel. ${says}`,
    pending: "…",
    attack: (known: boolean) => (known ? "für diesen Filter gemacht" : "für das Netz allein gemacht"),
  },

  scene: {
    looking: "Das Netz schaut hin.",
    attacking: "Der Angriff läuft.",
    undone: (name: string, confidence: number) => `Der Filter macht den Angriff zunichte: Das Netz sagt wieder „${name}“, ${percent(confidence)}.`,
    stillFooled: (name: string, confidence: number) => `Der Angreifer wusste nichts davon, und es klappt trotzdem: „${name}“, ${percent(confidence)}.`,
    through: (name: string, confidence: number) => `Der Angreifer wusste davon, und der Filter hilft nichts: „${name}“, ${percent(confidence)}.`,
    holds: (name: string, confidence: number) => `Der Angreifer wusste davon, und der Filter hält trotzdem: „${name}“, ${percent(confidence)}.`,
    weak: (name: string, confidence: number) => `Hier gibt es nichts zu retten: Dieser Angriff hat nicht einmal das Netz allein getäuscht. Es sagt „${name}“, ${percent(confidence)}.`,
    wrongClean: (is: string, name: string, confidence: number) => `Niemand greift an, und hinter diesem Filter ist ${ein(is)} schon ${ein(name)}, ${percent(confidence)}.`,
    bare: (name: string, confidence: number) => `Ohne den Filter sagt das Netz zum angegriffenen Bild „${name}“, ${percent(confidence)}.`,
    agreed: "Ein zweites Programm sieht es genauso.",
    disagreed: "Ein zweites Programm sieht es anders, also trau diesem hier nicht.",
    moved: (budget: number) => `Kein Farbwert wurde um mehr als ${of255(budget / 255)} verändert.`,
    took: (milliseconds: number) => `${duration(milliseconds)}.`,
    prepared: "Vorab gerechnet, mit demselben Programm. Stell irgendetwas um, dann läuft es hier.",
    retry: "Noch einmal",
  },

  budget: "Wie weit sich jeder Farbwert ändern darf",
  budgets: (budget: number) => `${budget}/255`,

  curves: {
    heading: "Und mit größerem Budget?",
    caption: (filter: Filter, net: string, pictures: number) =>
      `${filterRow(filter.kind).name} (${strength(filter).name} ${strength(filter).value}) vor „${net}“: wie viele von ${count(pictures)} Testbildern richtig bleiben, vorab gemessen.`,
    bare: "ohne Filter",
    unaware: "Angreifer weiß nichts",
    aware: "Angreifer weiß davon",
    x: "Budget, n/255",
    head: "Budget, n/255",
    summary: (name: string, from: string, to: string, budget: number) => `${capital(name)}: von ${from} auf ${to} bei ${budget}/255`,
    unmeasured: "Diesen Filter hat vor diesem Netz noch niemand gemessen.",
  },
  numbers: {
    heading: "Drei Zahlen, die zusammengehören",
    caption: "Wie viele Bilder richtig beantwortet werden: ohne Angriff, wenn der Angreifer nichts von dem Filter weiß und wenn er davon weiß.",
    corner: (kind: FilterKind) => filterRow(kind).name,
    columns: { clean: "Ohne Angriff", unaware: "Angreifer weiß nichts", aware: "Angreifer weiß davon" },
    none: "Ohne Filter",
    number: ({ share, of }: Share) => (of === 0 ? "–" : wholePercent(share)),
    spoken: (share: Share) => (share.of === 0 ? "nicht gemessen" : `${wholePercent(share.share)}, ${count(share.count)} von ${count(share.of)}, ${interval(share)}`),
    row: (filter: Filter) => {
      const { name, value, unit } = strength(filter);
      if (filter.kind === "median") return `${value} × ${value}`;
      return filter.kind === "jpeg" ? `${name} ${value}` : [value, unit].filter(Boolean).join(" ");
    },
    ready: "Mit diesen Einstellungen ist noch nichts gemessen.",
    go: (pictures: number) => `An ${times(pictures, "Bild", "Bildern")} messen`,
    again: (pictures: number) => `Noch einmal messen, an ${times(pictures, "Bild", "Bildern")}`,
    goOn: "Mit dem Rest weitermachen",
    stop: "Stopp, Fertiges behalten",
    sentence: three,
    measured: (filter: Filter, of: number, budget: number) =>
      `${filterRow(filter.kind).name}, ${amount(filter)}, ${times(of, "Bild", "Bilder")}, jeder Farbwert um höchstens ${of255(budget / 255)} verändert, ${20} Schritte. Es zählt das Bild, wie es in einer Datei stünde, und ein zweites Programm muss es genauso sehen.`,
    running: (done: number, total: number) => `${count(done)} von ${times(total, "Angriff", "Angriffen")} erledigt.`,
    stopped: (left: number) => `${times(left, "Angriff steht", "Angriffe stehen")} noch aus; was fertig ist, bleibt.`,
    took: (milliseconds: number) => `${duration(milliseconds)} Rechenzeit.`,
    suspect: "Hier schnitt der Angreifer, der davon wusste, schlechter ab als der ahnungslose. Das kann nicht das Verdienst des Filters sein: Wissen schadet nie. Der Angriff blieb stecken, und die Zahl schmeichelt dem Filter.",
    started: "Die Messung läuft.",
    stoppedSpoken: "Gestoppt. Was fertig ist, bleibt.",
    doneSpoken: (clean: Share, unaware: Share, aware: Share) => `Fertig. ${three(clean, unaware, aware)}`,
    prepared: "Vorab gerechnet, mit demselben Programm.",
  },

  fold: "Mehr: anderes Bild, anderes Netz, andere Bilder zum Messen",

  certificate: {
    summary: "Und wenn der Filter Rauschen ist? Dann lässt sich etwas beweisen",
    lead: "Zeig dem Netz tausend verrauschte Kopien des Bildes, und nimm die Antwort, die es am häufigsten gibt. Ist sie deutlich genug, dann steht fest (zu 99,9\u00a0%), dass keine Änderung unterhalb einer bestimmten Länge sie kippen kann. Dafür muss niemand einem Angriff trauen. (Cohen, Rosenfeld und Kolter, 2019.)",
    sigma: "Standardabweichung des Rauschens",
    sigmas: plainNumber,
    go: "Dieses Bild zertifizieren",
    stop: "Stopp",
    running: (seen: number, total: number) => `${count(seen)} von ${count(total)} verrauschten Kopien angesehen.`,
    ready: "Noch nichts zertifiziert.",
    certified: (name: string, right: boolean | undefined, { radius, atLeast }: Certificate, shift: number) =>
      `Zertifiziert: ${name}${right === false ? ", und das ist falsch" : ""}. Keine Änderung, die kürzer ist als ${fixed(radius, 2)}, kann die geglättete Antwort umwerfen. Das Netz gibt sie bei mindestens ${onePlacePercent(atLeast)} aller verrauschten Kopien. Gleichmäßig über das Bild verteilt, sind das ${of255(shift)} je Farbwert.`,
    abstained: "Es enthält sich: Bei so viel Rauschen kommt keine Antwort deutlich öfter als jedes zweite Mal, also ist nichts zertifiziert.",
    means: "Was das heißt: Zertifiziert ist die Antwort des geglätteten Netzes, das tausendmal fragt, und die Länge ist die euklidische. Was es nicht heißt: dass die Antwort stimmt, dass das Netz ohne Rauschen irgendwie sicherer wäre oder dass eine größere Änderung zum Ziel führen muss. Diese Netze haben im Training nie Rauschen gesehen; darum genügt schon wenig davon, und sie wissen keine Antwort mehr.",
  },

  guess: {
    question: (fallen: number, filter: Filter) =>
      `Mit ${times(fallen, "Bild", "Bildern")} der Galerie hat ein Angriff ein Netz getäuscht. Jetzt zeichnen wir genau diese Bilder weich (${amount(filter)}), bevor es hinschaut. Bei wie vielen liegt es wieder richtig?`,
    slider: (fallen: number) => `Bilder, von ${count(fallen)}`,
    answer: (back: number, fallen: number) => `${count(back)} von ${count(fallen)}.`,
    compare: { right: "Genau, wie du gesagt hast.", more: "Mehr, als du dachtest.", fewer: "Weniger, als du dachtest." },
    then: (aware: number, fallen: number) =>
      `Und nun derselbe Angriff noch einmal, von jemandem, der vom Weichzeichnen weiß: ${capital(aware === 0 ? "kein einziges" : count(aware))} von ${count(fallen)} ${aware > 1 ? "sind" : "ist"} richtig.`,
    rows: { unaware: "Angreifer weiß nichts", aware: "Angreifer weiß davon" },
    of: (back: number, fallen: number) => `${count(back)} von ${count(fallen)}`,
  },
};
