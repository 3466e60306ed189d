/** The prose of "Without the keys", with the measured numbers in it. */
import { count, of255 } from "../../state/format.ts";
import { middle, paidBy } from "../../state/survey.ts";
import type { Facts } from "../facts.node.ts";
import { number } from "../markup.ts";

const many = (amount: number) => number(amount === 0 ? "none" : count(amount));
/** What half of those who got there paid at most. */
const times = (arrivals: (number | null)[], one: string) => {
  const paid = middle(paidBy(arrivals)) ?? 0;
  return number(`${count(paid)}\u00a0${one}${paid === 1 ? "" : "s"}`);
};

export function keysProse({ catalog, keys }: Facts) {
  const title = catalog.models.find(({ id }) => id === keys.model)?.title;
  if (title === undefined) throw new Error(`the survey of the keys asked "${keys.model}", which models/manifest.json does not have: make the posters again`);
  const { weights, scores, label } = keys.arrivals;
  const pictures = scores.length;
  const fell = (arrivals: (number | null)[], most = Infinity) => paidBy(arrivals).filter((paid) => paid <= most).length;

  return {
    "without-keys": `
      <header>
        <p class="claim"><b>Another claim.</b> The attacker needs the weights. Keep them secret, and nobody can follow a gradient: a black box cannot be
        fooled.</p>
        <h2>Without the keys</h2>
      </header>
      <p>It sounds like good sense. Everything so far went backwards through the network, and one cannot go backwards through a sealed box. So seal
      it. There is one slot, for pictures, and one lamp, for the answer.</p>
      <p>But we may ask. Change something, look at the lamp, keep what helped. That needs no weights at all. It needs patience.</p>`,

    "without-keys-try": `
      <p>Here are three attackers with the same picture. The first has the weights. The second sees the scores, ten numbers that say how sure the
      network is of each word. The third hears the word only, and no number. Press, and watch what each of them pays. Then choose a picture that the
      network is very sure about, or a smaller budget: who suffers most?</p>`,

    "without-keys-after": `
      <details class="aside">
        <summary>How does one feel one’s way without a number?</summary>
        <p>The second throws squares of colour at the picture and keeps each that lowers the score of the right word (Square, 2020). The third
        starts from the other end: with noise, which the network calls something else already. From there it walks home, along the border between the two
        answers. Where does the border lie? Ask about the point halfway, and halve again. Which way does it bend? Ask about a hundred points around, and
        see which of them are still called something else (HopSkipJump, 2020). It has no budget to keep to, so it is there when it has come as near as the
        others had to stay. It goes on after that, and often ends nearer than they did.</p>
      </details>
      <p class="twist">We let them loose on “${title}”: ${number(pictures)} gallery pictures, one of each kind, ${number(of255(keys.budget / 255))}.
      With the weights ${many(fell(weights))} fell, half of those within ${times(weights, "gradient")}. By scores alone ${many(fell(scores))} fell within
      ${number(count(keys.most))} questions, ${many(fell(scores, 1000))} of them within a thousand; half took ${times(scores, "question")} or fewer. And by
      the word alone, without a single number? ${many(fell(label))}, half within ${times(label, "question")}. A locked box is not safe. It is only
      slower to open, and it can count how often somebody knocks.</p>`,
  };
}
