/** Every word of the figures "All plans on one picture" and "One more, and one more". */
import { duration } from "../../state/format.ts";
import { type CostPoint, EQUAL_BUDGET, gain, judge, THRESHOLDS } from "../../state/verdicts.ts";
import type { cost as EnglishCost, plans as EnglishPlans } from "../en/cost.ts";
import { capital, list, numberWord, times } from "./grammar.ts";

const equal = `${EQUAL_BUDGET}/255`;
const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.round(Math.abs(value) * 100)}`;
const rounded = (value: number) => Math.round(Math.abs(value) * 100);
const points = (value: number) => `${rounded(value)}\u00a0${rounded(value) === 1 ? "Prozentpunkt" : "Prozentpunkte"}`;

export const plans: typeof EnglishPlans = {
  heading: "Dasselbe Bild unter jedem Plan",
  what: "Jedes Diagramm ist ein Plan, jede Linie zeigt, wie sicher sich ein Mitglied bei der richtigen Antwort ist. Was sinkt und wieder steigt, wurde erobert und wieder verloren.",
  go: "Alle vier Pläne ausprobieren",
  again: "Alle vier noch einmal",
  stop: "Stopp",
  names: { only: "nur eins", "one-after-another": "eins nach dem anderen", "round-robin": "reihum (je ein Schritt)", joint: "alle zugleich" },
  empty: "Die Kurven entstehen, wenn du es ausprobierst.",
  running: (name: string) => `Jetzt: ${name}.`,
  won: (names: string[]) => (names.length === 0 ? "Kein Plan hat die Abstimmung gekippt." : `So kippt die Abstimmung: ${list(names)}.`),
  ended: (fooled: boolean, undone: number, members: number) =>
    `${fooled ? "Die Abstimmung ist gekippt" : "Die Abstimmung hält"}. ${undone === 0 ? "Keins wurde erobert und wieder verloren." : `${capital(numberWord(undone))} von ${members} ${undone === 1 ? "wurde" : "wurden"} erobert und wieder verloren.`}`,
};

export const cost: typeof EnglishCost = {
  title: "Noch eins, und noch eins",
  what: "Was kostet es den Angreifer, wenn ein Mitglied dazukommt?",
  right: `Bei ${equal} noch richtig abgestimmt`,
  smallest: "Schritte von 255, mit denen jedes zweite Bild täuscht",
  rightNote: "Jeder Angreifer darf gleich viele Gradienten ausgeben, egal, wie viele Mitglieder es sind. Der stärkste zählt.",
  smallestNote: "Das kleinste Budget eines Angreifers, der es mit allen zugleich aufnimmt, durch Halbieren gefunden.",
  members: "Mitglieder",
  member: "Mitglieder",
  summary: (name: string, from: string, to: string, members: number) => `${capital(name)}: von ${from} bei einem auf ${to} bei ${times(members, "Mitglied", "Mitgliedern")}`,
  empty: "Noch nicht gemessen. Lass es hier laufen.",
  here: (title: string) => `${title}, hier`,
  council: "Welcher Rat mitmacht",
  go: (pictures: number) => `Hier ausprobieren, an ${times(pictures, "Bild", "Bildern")}`,
  stop: "Stopp, Fertiges behalten",
  running: (done: number, total: number) => `${done} von ${total} erledigt.`,
  stopped: (done: number, total: number) => `Nach ${done} von ${total} gestoppt.`,
  took: (milliseconds: number) => `${duration(milliseconds)} Rechenzeit.`,
  loading: "Die Netze sind unterwegs.",
  small: "Der kleine Lauf hier nimmt die Bilder der Galerie und gibt für jedes weniger aus. Vergleich also die Form, nicht die Höhe.",
  done: "Fertig. Die neue Kurve steht in beiden Diagrammen.",

  /** What a measured curve says, flat or not. */
  reading: (title: string, curve: CostPoint[]): string => {
    const [first, last] = [curve[0], curve.at(-1)];
    if (!first?.right || !last?.right || last.count < 2) return "";
    const grown = gain(first.right, last.right);
    const word = judge(grown, THRESHOLDS.gain);
    const more = `„${title}“ mit ${numberWord(last.count)} Mitgliedern statt mit einem`;
    if (word === "fails") return `${more}: ${grown.value < 0.005 ? "kein Unterschied" : `${points(grown.value)} mehr`}. Diese Kurve ist flach, und das sagen wir auch.`;
    const said = `${more}: Es ${rounded(grown.value) === 1 ? "bleibt" : "bleiben"} ${points(grown.value)} mehr richtig`;
    if (word === "holds") return `${said}.`;
    if (grown.low > THRESHOLDS.gain.fails) return `${said}. Das ist etwas, aber nicht viel.`;
    // Flat is not ruled out.
    return `${said}. Bei ${times(grown.n, "Bild", "Bildern")} ist das ein Hinweis und nicht mehr: Es kann alles sein von ${signed(grown.low)} bis ${signed(grown.high)}.`;
  },
};
