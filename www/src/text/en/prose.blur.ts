/** The prose of "Blur it", with the measured numbers in it. */
import type { Filter } from "easily-fooled";
import { type ThreeNumbers, threeNumbers } from "../../state/blur.ts";
import { filterRow } from "../../state/filters.ts";
import { count, of255, wholePercent } from "../../state/format.ts";
import { blur as words } from "./blur.ts";
import { list } from "./grammar.ts";
import type { Facts } from "../facts.node.ts";
import { number, share } from "../markup.ts";
import { toldOfBlur } from "../told.node.ts";

export function blurProse(facts: Facts) {
  const { net, filter, pictures, question, bare, blurred, back, kinds, suspects, findings } = toldOfBlur(facts);

  return {
    blur: `
      <header>
        <p class="claim"><b>Another claim.</b> The change is fine dust. Smooth the picture before the network sees it, and the dust is gone:
        smoothing first is a defence.</p>
        <h2>Blur it</h2>
      </header>
      <p>It sounds sensible. A frog stays a frog when one squints. The attack, on the other hand, is a pattern of tiny steps, up here and down there,
      and an average over neighbours is just what makes such a pattern cancel out.</p>`,

    "blur-try": `
      <p>Below is one picture, attacked. On the right of each pair is what the network gets to see. First the attacker knows nothing of the
      filter: their picture is made for “${net.title}” as it is, and then somebody slips a blur in front. Then set the switch:
      <em>the attacker knows</em>. Nothing else changes, neither the steps nor the budget.</p>
      <p>Watch all three numbers. A filter that makes everything grey withstands every attack, and is right about nothing.</p>`,

    "blur-after": `
      <details class="aside">
        <summary>How does one attack a filter?</summary>
        <p>A blur is a sum with fixed weights, so its gradient is that sum, read backwards. A median picks a pixel, and the gradient goes to the
        pixel that was picked. Rounding and JPEG have steps, whose slope is nothing nearly everywhere: there the attacker goes through the true
        filter forwards, and backwards through a smooth one that looks like it, or through none (Athalye and others, 2018). Of random filters the
        attacker averages over the draws. And an attacker who knows may always do what one who does not know does; where the number for
        “knows” comes out <em>higher</em>, the attack got stuck, and the figure says so.</p>
      </details>
      <p>${told(back.fallen, back.unaware, back.aware, filter)} Over all ${number(count(pictures))} pictures of the gallery, at ${number(of255(question.budget / 255))}:
      right without an attack ${share(blurred.clean.share)} (${share(bare.clean.share)} without the blur); against an attacker who does not know,
      ${share(blurred.unaware.share)}; against one who does, ${share(blurred.aware.share)}. ${verdict(blurred)}</p>
      <p>Other filters, same story? ${others(kinds, (one) => threeNumbers(findings, one))} ${crude(kinds, (one) => threeNumbers(findings, one))}${suspects.length > 0 ? ` Do not trust the last number of ${list(suspects.map(nameOf))}: there the attacker who knew did worse than the one who did not, so it was the attack that failed.` : ""}
      With a few dozen pictures each number may be off by more than ten; bring more pictures, and it narrows.</p>
      <p class="twist">To the network, the blur is just one more layer. It has weights (nobody trained them), it goes forwards, and gradients flow back
      through it as through any other. What looked like a shield was a secret; and it helped for as long as it was kept.</p>`,
  };
}

const nameOf = ({ kind }: Filter) => {
  const { name } = filterRow(kind);
  return kind === "jpeg" ? name : name.toLowerCase();
};

function told(fallen: number, unaware: number, aware: number, filter: Filter): string {
  const lead = `The attack took ${number(count(fallen))} pictures. The blur (${words.filter.amount(filter).toLowerCase()}) gave back ${number(count(unaware))} of them`;
  return `${lead}; once the attacker knew of it, ${aware === 0 ? "none" : number(count(aware))}.`;
}

/** By how much of what an unaware attacker leaves is left by an aware one. */
function verdict({ unaware, aware }: ThreeNumbers): string {
  if (aware.share <= unaware.share / 3) return "So it is a defence against those who have not heard of it.";
  return aware.share < unaware.share ? "So it helps less than it seems to, and against those who know, still a little." : "So here it helps, whoever attacks; that is worth a second look.";
}

function others(kinds: Filter[], of: (filter: Filter) => ThreeNumbers): string {
  const rows = kinds.map((filter) => {
    const { unaware, aware } = of(filter);
    return `${nameOf(filter)}, ${number(`${Math.round(100 * unaware.share)} → ${wholePercent(aware.share)}`)}`;
  });
  return `Here is how many are right before the attacker knows → and after: ${rows.join("; ")}.`;
}

/** Where something is left only because the attacker had no gradient to follow. */
function crude(kinds: Filter[], of: (filter: Filter) => ThreeNumbers): string {
  const held = kinds.filter((filter) => filterRow(filter.kind).passage === "straight" && of(filter).aware.share >= 0.1);
  return held.length === 0 ? "" : `What is left of ${list(held.map(nameOf))} says little: there is no gradient to follow there, and a more patient attacker may find another way.`;
}
