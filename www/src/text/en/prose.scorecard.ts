/** The prose of the last chapter, and the verdicts as HTML: to be read without any script. */
import { escaped, scoreRowStyles } from "../../elements/score-row.ts";
import { onePlacePercent } from "../../state/format.ts";
import { THRESHOLDS, type ThresholdId, VERDICT_BUDGET } from "../../state/verdicts.ts";
import type { Facts } from "../facts.node.ts";
import type { Titles } from "../scorecard.ts";
import { verdictCard } from "../verdict-card.ts";
import { number } from "../markup.ts";
import { scorecard } from "./scorecard.ts";

const strong = (text: string) => `<strong>${text}</strong>`;

export function scorecardProse({ catalog, evidence, verdicts }: Pick<Facts, "catalog" | "evidence" | "verdicts">) {
  const titles: Titles = (id) => [...catalog.models, ...catalog.ensembles].find((one) => one.id === id)?.title ?? id;
  const { results, adversarial } = evidence;
  const sturdy = results.nets.find(({ id }) => adversarial.includes(id));
  const main = results.nets.find(({ id }) => id === verdicts[0]!.parts[0]!.of);
  const at = (net: typeof main) => net?.robust.find(({ epsilon_255 }) => epsilon_255 === VERDICT_BUDGET);
  const [hard, soft] = [at(sturdy)?.worst, at(main)?.worst];

  return {
    "ask-several-cost": `
      <p>And if one asks more of them? Here every attacker may spend the same number of gradients, whether it has one network before it or four. If
      the claim is right, both curves climb.</p>`,

    scorecard: `
      <header>
        <p class="claim"><b>All of it.</b> Eight claims, each put to the test, and what came out.</p>
        <h2>The scorecard</h2>
      </header>
      <p>${scorecard.tally(verdicts.map(({ word }) => word))} None of these words was typed by anyone: they are computed from the measurements, by rules
      that stand below. Where only a hint was possible, from a few dozen pictures of our gallery, the line says so.</p>
      <p>Do not take our word for it. Each number has the command that makes it, and a button that makes a small one here.</p>`,

    "scorecard-verdicts": `
      <style>${scoreRowStyles}</style>
      <ol class="verdicts">${verdicts.map((verdict) => verdictCard(verdict, titles)).join("")}</ol>
      <p class="legend">${escaped(scorecard.legend.zones)} <a href="results/evaluation.json">${scorecard.legend.all}</a></p>
      <details class="rules">
        <summary>${scorecard.legend.rules}</summary>
        <p>${escaped(scorecard.legend.rulesText)}</p>
        <ul>${(Object.keys(THRESHOLDS) as ThresholdId[]).map((id) => `<li>${escaped(scorecard.legend.rule(id))}</li>`).join("")}</ul>
      </details>`,

    "scorecard-after": `
      <h3 class="closing">So what does help?</h3>
      <p>${strong("Train on what will come.")} Show a network attacked pictures while it learns, and it learns to stand them (Madry and others, 2017). ${helped(soft?.share, hard?.share, main?.clean?.share, sturdy?.clean?.share)}
      It is the one remedy here that an attacker with all the weights, and with time, does not just walk around. And it costs what
      remedies cost: the network is slower to train, and more often wrong about pictures that nobody has touched.</p>
      <p>${strong("Promise less, and prove it.")} Add noise, many times over, and let the answers vote. For some pictures one can then prove that no small change,
      found by anyone, will turn the vote (Cohen and others, 2019). Small is small, and where the proof fails the honest answer is to give none.</p>
      <p>${strong("Let different ones vote.")} A vote of networks that were trained to disagree is work for an attacker who takes them one by one. It is
      not safety: whoever goes backwards through the vote itself takes them all at once.</p>
      <p>${strong("Doubt what resists.")} Most defences that were ever published fell within months, to somebody who knew of them. So be your own attacker first: let
      them know everything, give them more steps, ask without gradients, too. If a larger budget does not fool more, it is the attack that is broken.</p>
      <p>What does not help: to hide the weights, to blur, to add one more like the others.</p>
      <details class="aside">
        <summary>What to read next</summary>
        <ul class="reading">
          <li>Szegedy and others, “Intriguing properties of neural networks”, 2013. Where it began.</li>
          <li>Goodfellow, Shlens and Szegedy, “Explaining and harnessing adversarial examples”, 2014. The straight line.</li>
          <li>Nguyen, Yosinski and Clune, “Deep neural networks are easily fooled”, 2015. Ten squares of nothing.</li>
          <li>Madry and others, “Towards deep learning models resistant to adversarial attacks”, 2017. The remedy, and its price.</li>
          <li>Athalye, Carlini and Wagner, “Obfuscated gradients give a false sense of security”, 2018. How defences fall.</li>
          <li>Carlini and others, “On evaluating adversarial robustness”, 2019. How to doubt.</li>
          <li>Cohen, Rosenfeld and Kolter, “Certified adversarial robustness via randomized smoothing”, 2019. What can be proved.</li>
          <li>Hein, Andriushchenko and Bitterwolf, “Why ReLU networks yield high-confidence predictions far away from the training data”, 2019. The far end.</li>
          <li>Ilyas and others, “Adversarial examples are not bugs, they are features”, 2019. Perhaps the networks are right, in a way.</li>
          <li>Yang and others, “DVERGE: diversifying vulnerabilities for enhanced robust generation of ensembles”, 2020. How to disagree.</li>
          <li>Croce and Hein, “Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks”, 2020. The measure that others use.</li>
        </ul>
      </details>`,
  };
}

/** What training on attacked pictures gave, and took. */
function helped(soft: number | undefined, hard: number | undefined, softClean: number | undefined, hardClean: number | undefined): string {
  if (soft === undefined || hard === undefined || softClean === undefined || hardClean === undefined) return "";
  return `Under attack at ${number(`${VERDICT_BUDGET}/255`)} our hardened one is still right about ${number(onePlacePercent(hard))} of all pictures, the ordinary one about ${number(onePlacePercent(soft))}; without an attack it is ${number(onePlacePercent(hardClean))} against ${number(onePlacePercent(softClean))}.`;
}
