/** The page's prose as HTML, with the measured numbers in it. Rendered when the page is built; see plugins/prose.ts. */
import type { VoteRule } from "easily-fooled";
import type { Ensemble } from "../../state/catalog.ts";
import { count, of255, onePlacePercent, percent } from "../../state/format.ts";
import { POPULATION } from "../../state/evolution.ts";
import { isCertain } from "../../state/niche.ts";
import { a, numberWord } from "./grammar.ts";
import type { Bred, Facts } from "../facts.node.ts";
import { label, number, target } from "../markup.ts";
import { told } from "../told.node.ts";
import { blurProse } from "./prose.blur.ts";
import { keysProse } from "./prose.keys.ts";
import { reuseProse } from "./prose.reuse.ts";
import { embedProse } from "./embed.ts";
import { labProse } from "./prose.lab.ts";
import { scorecardProse } from "./prose.scorecard.ts";
import { lineProse } from "./prose.line.ts";


export function prose(facts: Facts) {
  const { catalog, opening, uphill, evolutions, survey } = facts;
  const { council, model, is, wish, main, linear, budget, fooled, onlyOne } = told(facts);

  return {
    title: "Easily Fooled",
    description: "Fool small neural networks with pictures, in your own browser, and see what it takes to stop you.",
    skip: "Skip to the text",

    masthead: `
      <h1>Easily Fooled</h1>
      <p class="dek">A network looks at two pictures of ${a(is)}. About one of them it is wrong, and very sure.</p>`,

    opening: `
      <p>On the left ${a(is)}, 32 pixels wide. The network calls it ${label(`${a(is)}, ${percent(opening.beforeConfidence)}`)}, and it has a
      point. On the right the same picture, and the network says ${target(`${wish}, ${percent(opening.afterConfidence)}`)}. No colour value in
      it was moved by more than ${number(Math.round(opening.linf * 255))} of 255 steps. Move the slider to see what was done.</p>
      <p>Why does that work? There is a much-read answer to that question. It explains what an attacker needs, and it ends with a cure: ask
      several networks, and let them vote. It sounds right. We wanted to know, so we built a place to try it. You are in it.</p>
      <p>Below are eight of its claims, each with an experiment. They run here, in your browser: no server works for you, and no picture
      leaves your computer. Guess first. It is more fun, and you will remember it better.</p>`,

    "fool-one": `
      <header>
        <p class="claim"><b>The first claim.</b> Whoever has the network, its plan and all its weights, can fool it: run it forwards and
        backwards, and train the <em>picture</em>.</p>
        <h2>Fool one</h2>
      </header>
      <p>A network learns by being nudged. It looks at a picture, it is told how wrong it was, and each of its weights moves a little in the
      direction that would have been less wrong. Do this some million times, and you get one that is right about
      ${number(onePlacePercent(main.accuracy))} of photographs it has never seen. That one is called “${main.title}” here.</p>
      <p>Now freeze the weights, and nudge the picture instead. The arithmetic is the same, only that it does not stop at the weights: it goes on
      backwards, down to the pixels. Each colour value learns which way it would have to move to make ${target(wish)} likelier. So we move it.
      A tiny bit. Then again.</p>`,

    "fool-one-try": `
      <p>Press the button, and watch ${label("what it is")} and ${target("what it is made to be")} change places. Then make it harder. Lower the
      budget until it fails. Wish for something absurd. Take a photograph of your own. And if the network is wrong about your picture before
      you have done anything, it says so: that happens, and it does not count as a success.</p>`,

    "fool-one-after": `
      <details class="aside">
        <summary>The arithmetic, in one line</summary>
        <p><code class="formula">picture ← clip(picture + step · sign(∂ log p(wish) / ∂ picture))</code></p>
        <p>The clip keeps every colour value between 0 and 1, and within the budget around where it started. Done once with the whole budget, this
        is FGSM (Goodfellow, Shlens and Szegedy, 2014). Done in many small steps it is BIM (Kurakin and others, 2016), and from a random start PGD
        (Madry and others, 2017). MI-FGSM (Dong and others, 2018) keeps some of its momentum. They are all behind “More”.</p>
        <p>Each result is rounded to the 256 steps that a picture file knows, and then judged twice: by the program that made it, and by another one
        that shares no line of its arithmetic. Only if both see the same does it count.</p>
      </details>
      <p class="twist">So deep networks are fragile? Choose “${linear.title}” and try again. It has no depth at all: one weighted sum of the pixels
      for each class. It is a modest network, right about ${number(onePlacePercent(linear.accuracy))} of photographs, where lots would get
      ${number("10 %")}. ${comparison(is, wish, main.title, budget(main.id), linear.title, budget("linear"))}</p>`,

    certain: `
      <header>
        <p class="claim"><b>The second claim.</b> Networks are highly confident about pictures in which nobody can recognise anything.</p>
        <h2>Certain about nothing</h2>
      </header>
      <p>Until now there was ${a(is)} to start from. Let us take it away. What remains is noise: every colour value drawn by lot. The honest answer
      would be “nothing”, but that is not among the ten words that the network knows. It has to divide its certainty among them, and it does.</p>`,

    "certain-try": `
      <p>To make a cat from noise, take the arithmetic of the first chapter and leave out the budget: walk uphill until the network is
      ${number("99.99 %")} certain. Here it is done ten times, once for each word. Press a square to see it large.</p>
      <p>That takes the weights. One can also <em>breed</em> such pictures, and only ask. Begin with ${number(POPULATION)} squares of noise, and keep
      for each word the one that the network is surest of. Copy these ten, change a few colour values by lot, ask again; whichever does better
      takes the square. Or breed something else: not the colours, but a small formula that says which colour goes where.</p>`,

    "certain-after": `
      <p>What did it cost? Uphill, “${model(uphill.model).title}” was led to all ten in
      ${number(count(uphill.cells.reduce((sum, { iterations }) => sum + iterations, 0)))} steps together. Breeding climbs the same hill in fog, one
      question a step. With pixels, ${reached(evolutions.direct, model(evolutions.direct.model).title)} With patterns,
      ${reached(evolutions.cppn, model(evolutions.cppn.model).title)} Slow, but it can be done to a network that only answers.</p>
      <p>Now look at the patterns, large. They are pictures of nothing, but they are not just anything: rings, stripes, an edge between two colours,
      each kept because the network was surer of it than of all that came before. In some one can almost see what was meant, once one has been told. The
      network was never told what a ship is, only what photographs of ships
      have in common. Much of that, it seems, is texture; and it says so.</p>
      <p class="twist">“${number("99.99 %")} certain” sounds like knowledge. It is only a comparison: ten thousand times likelier than the nine other
      words together. Whether there is anything in the picture at all was never the question. Nobody asked it, in training or since.</p>`,

    "ask-several": `
      <header>
        <p class="claim"><b>The cure.</b> Let several networks vote. An attacker who takes them one at a time undoes on one what was won on
        another.</p>
        <h2>Ask several</h2>
      </header>
      <p>People do this. One witness may be mistaken, or bribed; it is harder to bribe a jury. So here are
      ${list(survey.models.map((id) => `“${model(id).title}” (right about ${number(onePlacePercent(model(id).accuracy))})`))}. ${kinship(council)}
      They look at your picture, each says a word, and ${decides(survey.rule)}.</p>
      <p>The attacker has a choice, too: work on one of them only, work on one after another, or look for a direction that hurts all of them at
      once.</p>`,

    "ask-several-try": `
      <p>The chart is the part to watch. Each line is one member’s confidence in the right answer. Let the attacker take them
      <em>one after another</em>: when the next one is under attack, does the last one recover?</p>`,

    "ask-several-after": `
      <p class="twist">${surveyed(survey, onlyOne, fooled("one-after-another"), fooled("joint"))} A vote is
      one more function, and one can go backwards through that as well. It is not the last word on voting, though: these members never learned to
      disagree. ${otherCouncils(catalog.ensembles.filter(({ id }) => id !== council.id))}</p>`,

    ...lineProse(facts),
    ...keysProse(facts),
    ...reuseProse(facts),
    ...blurProse(facts),
    ...scorecardProse(facts),
    ...labProse(),
    ...embedProse(),

    foot: `
      <p>Everything on this page runs in your browser. It talks to no one but the server that it came from, and a security policy in the page forbids
      it to. You may read the <a href="gallery/LICENCES.md">sources and licences of the gallery’s pictures</a> and the
      <a href="licences.txt">licences of the programs and typefaces</a> that it is made with. Each figure can stand <a href="embed.html">in a page of
      your own</a>.</p>
      <p>The networks were trained on CIFAR-10 (Krizhevsky, 2009). “Right about …” always means: on its ${number(count(10_000))} test pictures, which no
      network has seen in training. None of the gallery’s pictures comes from it.</p>
      <p>To cite this page: <cite>Easily Fooled: an explorable on fooling neural networks</cite>, version ${facts.version}, with the date on which you read it.
      Behind every number of the scorecard stands the command that makes it again.</p>`,

    noscript: `
      <p class="claim">The experiments need JavaScript, which is switched off here. The text can be read without.</p>`,
  };
}

function comparison(is: string, wish: string, main: string, mainBudget: number | undefined, linear: string, linearBudget: number | undefined): string {
  if (mainBudget === undefined || linearBudget === undefined) return `It is not depth that makes networks weak.`;
  const numbers = `To turn our ${is} into ${a(wish)} took ${number(of255(mainBudget / 255))} on “${main}”, and ${number(of255(linearBudget / 255))} on “${linear}”.`;
  if (linearBudget <= mainBudget * 1.5) return `${numbers} It is not depth that makes them weak.`;
  return `${numbers} So depth makes it easier. But it is not where the weakness comes from: here there is none, and the picture gives way all the same.`;
}

/** How far an evolution came, and at what price. */
function reached({ generation, niches }: Bred, title: string): string {
  const certain = niches.filter(isCertain).length;
  const price = `after ${number(count(generation))} generations and ${number(count(generation * POPULATION))} questions`;
  if (certain === niches.length) return `${price} “${title}” was certain of all ten.`;
  const least = Math.min(...niches.map(({ confidence }) => confidence));
  return `${price} “${title}” was certain of ${numberWord(certain)} of ten, and ${number(percent(least))} sure even of the hardest.`;
}

/** What the members of a council have in common, and what they do not. */
function kinship({ id, description }: Ensemble): string {
  if (id === "shapes") return "They grew up on the same photographs, but they are built differently.";
  if (id === "strangers") {
    return "They are built alike and grew up on the same photographs, but each began somewhere else: with weights of its own, drawn by lot.";
  }
  return description;
}

function decides(rule: VoteRule): string {
  if (rule === "majority") return "the majority decides";
  return rule === "mean" ? "their mean confidence decides" : "they decide when all say the same";
}

function otherCouncils(others: Ensemble[]): string {
  const titles = others.map(({ title }) => `“${title}”`);
  if (titles.length === 0) return "That is for the next chapters.";
  return `Other councils wait in the figure: ${list(titles)}. Let ${titles.length === 1 ? "it" : "each"} vote, then add members one by one: does it help?`;
}

function surveyed({ pictures, budget, rule, models }: Facts["survey"], only: number, inTurn: number, joint: number): string {
  const size = `On ${number(pictures)} gallery pictures, with ${number(of255(budget / 255))}, the vote lost its answer on ${number(only)} when the best-chosen member was attacked alone, on ${number(inTurn)} one after another, and on ${number(joint)} all at once.`;
  if (joint > inTurn && inTurn <= only) return `The answer had a point about one at a time. ${size}`;
  if (joint > inTurn) return `Taking turns works better than the answer says; all at once works better still. ${size}`;
  return `The answer says that taking turns must fail. It did not. ${size}${rule === "majority" ? ` To turn a majority of ${numberWord(models.length)}, ${numberWord(Math.floor(models.length / 2) + 1)} are enough.` : ""}`;
}

const list = (items: string[]) => (items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`);
