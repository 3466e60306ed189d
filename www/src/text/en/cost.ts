/** Every word of the figures "All plans on one picture" and "One more, and one more". */
import { duration } from "../../state/format.ts";
import { type CostPoint, EQUAL_BUDGET, gain, judge, THRESHOLDS } from "../../state/verdicts.ts";
import { capital, list, numberWord, times } from "./grammar.ts";

const equal = `${EQUAL_BUDGET}/255`;
const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.round(Math.abs(value) * 100)}`;
const points = (value: number) => `${Math.round(Math.abs(value) * 100)}\u00a0points`;

export const plans = {
  heading: "The same picture under every plan",
  what: "Each chart is one plan, each line one member’s confidence in the right answer. What goes down and comes up again was won, and then lost.",
  go: "Try all four plans",
  again: "Try all four again",
  stop: "Stop",
  names: { only: "one only", "one-after-another": "one after another", "round-robin": "round robin: a step for each in turn", joint: "all at once" },
  empty: "The curves are drawn when you try it.",
  running: (name: string) => `Now: ${name}.`,
  won: (names: string[]) => (names.length === 0 ? "No plan broke the vote." : `The vote is broken by: ${list(names)}.`),
  ended: (fooled: boolean, undone: number, members: number) =>
    `${fooled ? "The vote is broken" : "The vote holds"}. ${undone === 0 ? "Nobody was won and lost again." : `${capital(numberWord(undone))} of ${members} ${undone === 1 ? "was" : "were"} won and lost again.`}`,
};

export const cost = {
  title: "One more, and one more",
  what: "What does it cost the attacker when another member joins?",
  right: `Votes still right at ${equal}`,
  smallest: "Steps of 255 that fool half of the pictures",
  rightNote: "Every attacker may spend the same number of gradients, however many members there are. The strongest counts.",
  smallestNote: "The smallest budget of an attacker of all at once, found by halving.",
  members: "members",
  member: "Members",
  summary: (name: string, from: string, to: string, members: number) => `${capital(name)}: from ${from} with one to ${to} with ${times(members, "member")}`,
  empty: "Not measured yet. Let it run here.",
  here: (title: string) => `${title}, here`,
  council: "Which council joins in",
  go: (pictures: number) => `Try it here, on ${pictures} pictures`,
  stop: "Stop, keep what is done",
  running: (done: number, total: number) => `${done} of ${total} done.`,
  stopped: (done: number, total: number) => `Stopped after ${done} of ${total}.`,
  took: (milliseconds: number) => `${duration(milliseconds)} of computing.`,
  loading: "The nets are on their way.",
  small: "The small run asks the gallery and spends less on each picture, so compare its shape, not its height.",
  done: "Done. The new curve is in both charts.",

  /** What a measured curve says, flat or not. */
  reading: (title: string, curve: CostPoint[]): string => {
    const [first, last] = [curve[0], curve.at(-1)];
    if (!first?.right || !last?.right || last.count < 2) return "";
    const grown = gain(first.right, last.right);
    const word = judge(grown, THRESHOLDS.gain);
    const more = `${capital(numberWord(last.count))} “${title}” instead of one`;
    if (word === "fails") return `${more}: ${grown.value < 0.005 ? "no difference" : `${points(grown.value)} more`}. That curve is flat, and we say so.`;
    const said = `${more}: ${points(grown.value)} more still right`;
    if (word === "holds") return `${said}.`;
    if (grown.low > THRESHOLDS.gain.fails) return `${said}, which is something, and not much.`;
    // Flat is not ruled out.
    return `${said}. With ${times(grown.n, "picture")} that is a hint and no more: it may be anything from ${signed(grown.low)} to ${signed(grown.high)}.`;
  },
};
