/** Every word of the figure "Reuse", of its guess, and of bringing many pictures of one’s own. */
import type { Share } from "easily-fooled";
import type { BatchProblem } from "../../state/test-batch.ts";
import type { TransferBudget } from "../../state/transfer.ts";
import { count, duration, of255, percent, wholePercent } from "../../state/format.ts";
import type { reuse as English } from "../en/reuse.ts";
import { capital, ein, list, times } from "./grammar.ts";

const interval = ({ low, high }: Share) => `95-%-Intervall ${Math.round(low * 100)} bis ${Math.round(high * 100)}\u00a0%`;
const counted = ({ count: fooled, of }: Share) => `${count(fooled)} von ${count(of)}`;
const fool = ({ count: fooled }: Share) => (fooled === 1 ? "täuscht" : "täuschen");
/** "um höchstens 8/255", "so weit wie nötig". */
const limit = (budget: TransferBudget) => (budget === "unbounded" ? "so weit wie nötig" : `um höchstens ${of255(budget / 255)}`);

const ITSELF = "ihm selbst";
const ALL = "dem Rat aus allen";
/** To a net by its title, or to one of the two above. */
const shown = (from: string, to: string) => `Gemacht für „${from}“, ${to === ITSELF || to === ALL ? to : `dem Netz „${to}“`} gezeigt`;

export const reuse: typeof English = {
  title: "Für eins gemacht, allen gezeigt",
  what: "Jede Zeile ist für ein einziges Netz gemacht. Jede Spalte ist jemand, der hinschaut.",

  matrix: {
    caption: (of: number) => `Wie viele von ${times(of, "Bild", "Bildern")} täuschen, in Prozent. Zeilen: das Netz, für das sie gemacht sind. Spalten: das Netz, dem sie gezeigt wurden, und am Ende der Rat, in dem alle abstimmen.`,
    corner: "gemacht für",
    vote: "Rat",
    none: "–",
    number: ({ share }: Share) => String(Math.round(share * 100)),
    cell: (from: string, to: string, share: Share) =>
      share.of === 0 ? `${shown(from, to)}: noch nichts` : `${shown(from, to)}: ${counted(share)} ${fool(share)}, ${wholePercent(share.share)}, ${interval(share)}`,
    toVote: ALL,
    legend: (of: number) => (of === 0 ? "So viel Prozent der Bilder täuschen" : `So viel Prozent von ${times(of, "Bild", "Bildern")} täuschen`),
    own: "umrahmt: dem Netz gezeigt, für das sie gemacht sind",
    keys: "Drück auf eine Zahl, und du siehst ihre Bilder. Die Pfeiltasten gehen auch.",
  },

  example: {
    heading: shown,
    count: (share: Share) => (share.of === 0 ? "Noch nichts gemacht." : `${capital(counted(share))} ${fool(share)}: ${wholePercent(share.share)} (${interval(share)}).`),
    itself: ITSELF,
    place: (index: number, of: number) => `Bild ${count(index)} von ${count(of)}`,
    oneOf: "Eins davon; lass es laufen, dann siehst du alle.",
    previous: "Voriges Bild",
    next: "Nächstes Bild",
    nothing: "Noch kein Bild.",
    toBe: (target: string | undefined) => (target === undefined ? "soll etwas anderes sein" : `soll ${ein(target)} sein`),
    says: "Wer was zu diesem Bild sagt",
    madeOn: "dafür gemacht",
    vote: "Der Rat",
    changeTwin: (gain: number, linf: number) => `Was geändert wurde, ${gain}-mal so stark, auf Grau. Kein Farbwert wurde um mehr als ${of255(linf)} verändert.`,
    answer: (name: string, confidence: number) => `${name}, ${percent(confidence)}`,
    failed: "Das Fragen hat nicht geklappt. Drück noch einmal auf die Zahl.",
  },

  go: (pictures: number) => `An ${times(pictures, "Bild", "Bildern")} ausprobieren`,
  goOn: "Mit dem Rest weitermachen",
  stop: "Stopp, Fertiges behalten",
  fold: "Mehr: andere Bilder, anderer Wunsch, andere Netze",

  verdict: {
    ready: "Mit diesen Einstellungen ist noch nichts gemacht.",
    running: (done: number, total: number) => `${count(done)} von ${count(total)} erledigt.`,
    looking: "Noch nichts zu zeigen: Ein Bild zählt erst, wenn alle Netze bei ihm richtigliegen.",
    others: (others: Share, vote: Share, targeted: boolean) =>
      targeted
        ? `Sollen sie für ein Netz etwas Bestimmtes sein, dann sind ${wholePercent(others.share)} genau das auch für ein anderes. Stimmen alle ab, folgt der Rat bei ${wholePercent(vote.share)}.`
        : `Von den Bildern, die für ein Netz gemacht sind, täuschen ${wholePercent(others.share)} auch ein anderes. Stimmen alle ab, fällt der Rat auf ${wholePercent(vote.share)} herein.`,
    travels: (name: string) => `Am besten reisen die Bilder, die für „${name}“ gemacht sind.`,
    measured: (of: number, pictures: number, budget: TransferBudget) =>
      `Gemessen an ${count(of)} von ${times(pictures, "Bild", "Bildern")}, nämlich denen, bei denen vorher alle Netze hier richtigliegen; jeder Farbwert ${limit(budget)} verändert. Es zählt das Bild, wie es in einer Datei stünde, und ein zweites Programm muss es genauso sehen.`,
    stopped: (done: number, total: number) => `Nach ${count(done)} von ${count(total)} gestoppt; was fertig ist, bleibt.`,
    took: (milliseconds: number) => `${duration(milliseconds)} Rechenzeit.`,
    noneRight: "Hier gibt es kein Bild, bei dem alle Netze richtigliegen. Nimm andere Netze oder andere Bilder.",
    spoken: (others: Share) => `Fertig. ${wholePercent(others.share)} der Bilder täuschen auch ein anderes Netz.`,
    started: "Die Bilder entstehen.",
    stoppedSpoken: "Gestoppt. Was fertig ist, bleibt.",
  },

  budget: "Wie weit sich jeder Farbwert ändern darf",
  budgets: (budget: TransferBudget) => (budget === "unbounded" ? "ohne Grenze" : `${budget}/255`),
  wish: "Was sie werden sollen",
  wishes: { other: "irgendetwas anderes", chosen: "eine bestimmte Klasse, ausgelost" },
  company: "Wer mitmacht",
  families: { title: "Verwandte und andere", description: (names: string[]) => `${list(names)}.` },
  ownChoice: { title: "Deine Auswahl", description: "Welche du willst, zwei bis acht." },
  each: "Welche Netze",
  netNote: (accuracy: number) => `richtig bei ${wholePercent(accuracy)}`,

  material: {
    legend: "Bilder",
    gallery: (pictures: number) => `die ${count(pictures)} der Galerie`,
    file: "eigene Testbilder",
    choose: "test_batch.bin öffnen",
    hint: "Die offizielle Testdatei von CIFAR-10, binäre Fassung. Wähl sie aus oder zieh sie hierher; sie bleibt auf deinem Gerät.",
    there: (name: string, pictures: number) => `„${name}“ ist offen, mit ${times(pictures, "Bild", "Bildern")}. Die Datei bleibt auf deinem Gerät.`,
    howMany: "Wie viele davon",
    reading: "Die Datei wird gelesen …",
    drop: "Lass los: Die Datei bleibt auf deinem Gerät",
    problem: (problem: BatchProblem | "unreadable", name: string) =>
      ({
        empty: `„${name}“ ist leer.`,
        "too-large": `„${name}“ ist größer als das ganze CIFAR-10. Die richtige Datei ist test_batch.bin, 30,7 MB.`,
        archive: `„${name}“ ist noch gepackt. Entpack die Datei zuerst (tar xzf cifar-10-binary.tar.gz); die richtige ist test_batch.bin darin.`,
        python: `„${name}“ ist die Fassung für Python. Nimm die, die „binary version“ heißt (cifar-10-binary.tar.gz); darin liegt test_batch.bin.`,
        "cifar-100": `„${name}“ sieht nach CIFAR-100 aus, und das hat andere Klassen. Die richtige Datei ist test_batch.bin von CIFAR-10.`,
        records: `„${name}“ ist keine Datei mit CIFAR-10-Bildern: Ihre Länge ist kein Vielfaches von ${count(3073)} Byte (eine Klasse und 32 × 32 × 3 Farben). Die richtige Datei ist test_batch.bin.`,
        label: `„${name}“ ist keine Datei mit CIFAR-10-Bildern: Wo eine Klasse stehen sollte, steht eine Zahl über 9. Die richtige Datei ist test_batch.bin.`,
        unreadable: `„${name}“ ließ sich nicht lesen. Ist die Datei noch da?`,
      })[problem],
  },

  guess: {
    question: "Ein Bild ist gemacht, um ein Netz zu täuschen, und nur dieses eine. Dann sehen es andere, unverändert. Wer fällt darauf herein?",
    choices: { own: "nur das, für das es gemacht ist", relations: "auch seine Verwandten", all: "fast alle" },
    answer: (pictures: number, budget: TransferBudget) => `Wir haben ${count(pictures)} Bilder der Galerie für jedes von mehreren Netzen verändert, ${limit(budget)}, und sie herumgezeigt. Darauf fielen herein:`,
    rows: { itself: "das Netz, für das sie gemacht sind", twin: "sein Zwilling", cousin: "ein Cousin", stranger: "eins, das nicht verwandt ist", chosen: "ein anderes, mit festem Ziel" },
    of: ({ count: fooled, of }: Share) => `${count(fooled)} von ${count(of)}`,
    compare: { right: "Genau, wie du gesagt hast.", more: "Mehr, als du dachtest.", fewer: "Weniger, als du dachtest." },
    explain: "Es sind jedes Mal dieselben paar Dutzend Bilder, also ist das ein Hinweis und kein Gesetz. Weiter unten kannst du es laufen lassen.",
  },
};
