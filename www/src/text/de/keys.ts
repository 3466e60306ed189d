/** Every word of the figure "Without the keys" and of its guess. */
import { count, fixed, of255 } from "../../state/format.ts";
import type { Runner } from "../../state/race.ts";
import type { keys as English } from "../en/keys.ts";
import type { Reworded } from "../reworded.ts";

const questions = (number: number) => `${count(number)}\u00a0${number === 1 ? "Frage" : "Fragen"}`;
/** What somebody has paid: "1 Gradient", "1 Frage". */
const paid = (runner: Runner, number: number) => (runner === "weights" ? `${count(number)}\u00a0${number === 1 ? "Gradient" : "Gradienten"}` : questions(number));
/** The same after "nach" or "kostete": "1 Gradienten". */
const price = (runner: Runner, number: number) => (runner === "weights" ? `${count(number)}\u00a0Gradienten` : questions(number));

export const keys: Reworded<typeof English> = {
  title: "Drei Angreifer, ein Bild",
  what: "Jeder erfährt weniger als der vor ihm.",
  runners: {
    weights: { name: "Hat die Gewichte", sees: "PGD. Folgt Gradienten." },
    scores: { name: "Sieht die Punktzahlen", sees: "Square. Fragt und liest zehn Zahlen." },
    label: { name: "Hört das Wort", sees: "HopSkipJump. Fragt und hört ein Wort." },
  },
  track: "Was jeder bisher bezahlt hat, auf einer Skala, auf der jeder Strich das Zehnfache des vorigen ist",
  paid,
  there: "am Ziel",
  gradients: "Gradienten",
  questions: "Fragen",
  pictureTwin: (says: string) => `Das Bild bis jetzt. Das Netz sagt: ${says}`,
  moved: (linf: number, l2: number) => `höchstens ${of255(linf)} je Farbwert, Länge ${fixed(l2, 2)}`,

  go: "Lass alle drei los",
  budget: "Budget",
  budgetHint: "Wie weit sich jeder Farbwert ändern darf. Der Dritte hat keins: Er muss nur so nah ans Original herankommen.",
  fold: "Mehr: anderes Bild, anderes Netz",

  before: (says: string) => `Vor jedem Angriff sagt das Netz: ${says}.`,
  working: (there: number) => (there === 0 ? "Noch ist keiner am Ziel." : there === 1 ? "Einer ist am Ziel." : "Zwei sind am Ziel."),
  /** What each paid until it was there; undefined: it never was. */
  outcome: (arrivals: Record<Runner, number | undefined>) => {
    const fooled = Object.values(arrivals).filter((paid) => paid !== undefined).length;
    const lead = fooled === 3 ? "Getäuscht, gleich dreimal." : fooled === 0 ? "Keiner kam ans Ziel." : fooled === 1 ? "Einer der drei hat es getäuscht." : "Zwei der drei haben es getäuscht.";
    const told = (runner: Runner, how: string) => {
      const paid = arrivals[runner];
      return paid === undefined ? `${how} klappte es nicht` : `${how} kostete es ${price(runner, paid)}`;
    };
    return `${lead} ${told("weights", "Mit den Gewichten")}, ${told("scores", "mit den Punktzahlen")}, ${told("label", "mit dem Wort allein")}.`;
  },
  meaning: (budget: number) =>
    `„Am Ziel“ heißt: getäuscht, ohne dass sich ein Farbwert um mehr als ${of255(budget / 255)} geändert hat. Es zählt das Bild, wie es in einer Datei stünde, und ein zweites Programm muss es genauso sehen. Der Dritte beginnt weit weg und ist am Ziel, sobald das Bild, nach dem er fragt, so nah herangekommen ist.`,
  gaveUp: (most: number) => `Wer die Punktzahlen sieht, gibt nach ${questions(most)} auf.`,
  spent: (seconds: string) => `${seconds} Rechenzeit, alles zusammen.`,
  stopped: "Du hast sie gestoppt; so weit sind sie gekommen.",
  state: {
    waiting: "wartet",
    working: "arbeitet …",
    there: (runner: Runner, paid: number) => `Am Ziel nach ${price(runner, paid)}.`,
    nearer: (runner: Runner, paid: number) => `Am Ziel nach ${price(runner, paid)}. Macht weiter, um noch näher zu kommen.`,
    not: "Nicht getäuscht.",
    far: "Die ganze Zeit getäuscht, aber nie nah genug.",
  },

  guess: {
    question: "Das Netz steckt in einer versiegelten Kiste. Du darfst ihm Bilder zeigen und lesen, was es sagt. Wie viele musst du zeigen, bis es getäuscht ist?",
    choices: { 10: "um die zehn", 100: "um die hundert", 1000: "um die tausend", 10000: "zehntausend oder mehr", never: "es geht gar nicht" },
    answer: (fooled: number, pictures: number, median: number, most: number) =>
      `Wir haben es mit ${pictures} Bildern der Galerie versucht, aus jeder Klasse eins. ${fooled} davon fielen nach höchstens ${count(most)} Fragen, die Hälfte von diesen nach höchstens ${count(median)}.`,
    compare: {
      fewer: "Weniger, als du dachtest.",
      right: "Genau, wie du gesagt hast.",
      more: "Etwas mehr, als du dachtest. Ein Schloss ist das trotzdem nicht.",
    },
    word: (median: number) => `Und wenn die Kiste nur ein Wort sagt und keine Zahl? Dann brauchte die Hälfte höchstens ${questions(median)}.`,
  },
};
