/** The prose of the last chapter, and the verdicts as HTML: to be read without any script. */
import { escaped, scoreRowStyles } from "../../elements/score-row.ts";
import { onePlacePercent } from "../../state/format.ts";
import { THRESHOLDS, type ThresholdId, VERDICT_BUDGET } from "../../state/verdicts.ts";
import type { Facts } from "../facts.node.ts";
import type { scorecardProse as English } from "../en/prose.scorecard.ts";
import type { Titles } from "../scorecard.ts";
import { verdictCard } from "../verdict-card.ts";
import { number } from "../markup.ts";
import { scorecard } from "./scorecard.ts";

const strong = (text: string) => `<strong>${text}</strong>`;

export function scorecardProse({ catalog, evidence, verdicts }: Pick<Facts, "catalog" | "evidence" | "verdicts">): ReturnType<typeof English> {
  const titles: Titles = (id) => [...catalog.models, ...catalog.ensembles].find((one) => one.id === id)?.title ?? id;
  const { results, adversarial } = evidence;
  const sturdy = results.nets.find(({ id }) => adversarial.includes(id));
  const main = results.nets.find(({ id }) => id === verdicts[0]!.parts[0]!.of);
  const at = (net: typeof main) => net?.robust.find(({ epsilon_255 }) => epsilon_255 === VERDICT_BUDGET);
  const [hard, soft] = [at(sturdy)?.worst, at(main)?.worst];

  return {
    "ask-several-cost": `
      <p>Und wenn man mehr Netze fragt? Hier darf jeder Angreifer gleich viele Gradienten verbrauchen, ob er ein Netz vor sich hat oder vier. Stimmt
      die Behauptung, steigen beide Kurven.</p>`,

    scorecard: `
      <header>
        <p class="claim"><b>Alles zusammen.</b> Acht Behauptungen, jede auf die Probe gestellt, und was dabei herauskam.</p>
        <h2>Die Bilanz</h2>
      </header>
      <p>${scorecard.tally(verdicts.map(({ word }) => word))} Keines dieser Urteile hat jemand eingetippt: Sie sind aus den Messungen berechnet,
      nach Regeln, die weiter unten stehen. Wo nur ein Hinweis möglich war, aus ein paar Dutzend Bildern unserer Galerie, steht es in der Zeile.</p>
      <p>Du musst uns das nicht glauben. Zu jeder Zahl gibt es den Befehl, aus dem sie stammt, und einen Knopf, der hier eine kleine Fassung davon misst.</p>`,

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
      <h3 class="closing">Was hilft denn nun?</h3>
      <p>${strong("Trainier für den Ernstfall.")} Zeig einem Netz beim Lernen angegriffene Bilder, und es lernt, ihnen standzuhalten (Madry und andere, 2017). ${helped(soft?.share, hard?.share, main?.clean?.share, sturdy?.clean?.share)}
      Von allen Mitteln hier ist es das einzige, um das ein Angreifer mit allen Gewichten und viel Zeit nicht einfach herumläuft. Und wie jedes Mittel
      hat es seinen Preis: Das Training dauert länger, und das Netz irrt sich öfter bei Bildern, die niemand angerührt hat.</p>
      <p>${strong("Versprich weniger, und beweis es.")} Gib Rauschen dazu, viele Male, und lass die Antworten abstimmen. Für manche Bilder lässt sich dann beweisen,
      dass keine kleine Änderung, egal wer sie findet, die Abstimmung kippt (Cohen und andere, 2019). Klein heißt klein, und wo der Beweis nicht gelingt, ist es
      ehrlicher, keine Antwort zu geben.</p>
      <p>${strong("Lass Verschiedene abstimmen.")} Netze, die auf Widerspruch trainiert sind, machen einem Angreifer Arbeit, der sich eines nach dem anderen
      vornimmt. Ein Schutz ist ihre Abstimmung nicht: Wer rückwärts durch die Abstimmung selbst geht, erwischt alle auf einmal.</p>
      <p>${strong("Zweifle an allem, was standhält.")} Die meisten Abwehrmethoden, die je veröffentlicht wurden, hielten nur ein paar Monate: Dann kam jemand, der von
      ihnen wusste. Also sei zuerst dein eigener Angreifer: Lass ihn alles wissen, gib ihm mehr Schritte, lass ihn auch ohne Gradienten fragen. Wenn er mit größerem
      Budget nicht öfter gewinnt, ist nicht die Abwehr gut, sondern der Angriff kaputt.</p>
      <p>Was nicht hilft: die Gewichte verstecken, weichzeichnen, noch eines von derselben Sorte dazunehmen.</p>
      <details class="aside">
        <summary>Zum Weiterlesen</summary>
        <ul class="reading">
          <li>Szegedy und andere, „Intriguing properties of neural networks“, 2013. Damit fing es an.</li>
          <li>Goodfellow, Shlens und Szegedy, „Explaining and harnessing adversarial examples“, 2014. Die gerade Linie.</li>
          <li>Nguyen, Yosinski und Clune, „Deep neural networks are easily fooled“, 2015. Zehn Quadrate voller Nichts.</li>
          <li>Madry und andere, „Towards deep learning models resistant to adversarial attacks“, 2017. Das Mittel und sein Preis.</li>
          <li>Athalye, Carlini und Wagner, „Obfuscated gradients give a false sense of security“, 2018. Wie Abwehrmethoden fallen.</li>
          <li>Carlini und andere, „On evaluating adversarial robustness“, 2019. Wie man richtig zweifelt.</li>
          <li>Cohen, Rosenfeld und Kolter, „Certified adversarial robustness via randomized smoothing“, 2019. Was sich beweisen lässt.</li>
          <li>Hein, Andriushchenko und Bitterwolf, „Why ReLU networks yield high-confidence predictions far away from the training data“, 2019. Das ferne Ende.</li>
          <li>Ilyas und andere, „Adversarial examples are not bugs, they are features“, 2019. Vielleicht haben die Netze auf ihre Art ja recht.</li>
          <li>Yang und andere, „DVERGE: diversifying vulnerabilities for enhanced robust generation of ensembles“, 2020. Wie man einander widerspricht.</li>
          <li>Croce und Hein, „Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks“, 2020. Woran andere messen.</li>
        </ul>
      </details>`,
  };
}

/** What training on attacked pictures gave, and took. */
function helped(soft: number | undefined, hard: number | undefined, softClean: number | undefined, hardClean: number | undefined): string {
  if (soft === undefined || hard === undefined || softClean === undefined || hardClean === undefined) return "";
  return `Unter Angriff mit ${number(`${VERDICT_BUDGET}/255`)} liegt unser gehärtetes Netz noch bei ${number(onePlacePercent(hard))} aller Bilder richtig, das gewöhnliche bei ${number(onePlacePercent(soft))}; ohne Angriff sind es ${number(onePlacePercent(hardClean))} gegen ${number(onePlacePercent(softClean))}.`;
}
