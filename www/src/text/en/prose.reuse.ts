/** The prose of "Reuse", with the measured numbers in it. */
import { count, of255 } from "../../state/format.ts";
import { byKin, recordedShares } from "../../state/reuse.ts";
import { bestTraveller, others, pooled, type Shares, STURDY } from "../../state/transfer.ts";
import { list } from "./grammar.ts";
import type { Facts } from "../facts.node.ts";
import { number, share } from "../markup.ts";


export function reuseProse({ catalog, reuse }: Facts) {
  const title = (id: string) => {
    const found = catalog.models.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`the matrix of reuse has "${id}", which models/manifest.json does not have: make the posters again`);
    return `“${found.title}”`;
  };
  const { models, settings, tried, pictures, fooled } = reuse;
  const kin = byKin(reuse);
  const elsewhere = others(models.length);
  const free = recordedShares(fooled.other, tried);
  const far = pooled(recordedShares(fooled.unbounded, tried), elsewhere).share;
  const farChosen = pooled(recordedShares(fooled.unboundedChosen, tried), elsewhere).share;
  const near = settings.budget === "unbounded" ? "without a limit" : `with ${number(of255(settings.budget / 255))}`;

  return {
    reuse: `
      <header>
        <p class="claim"><b>Another claim.</b> A fooling image is made for one network. Show it to another, with other weights, and it is only a
        slightly dirty picture: it cannot be reused.</p>
        <h2>Reuse</h2>
      </header>
      <p>There is something to it. The attack walked through one particular landscape, made of some hundred thousand weights. Another network has
      other weights, drawn by lot at first and pushed about by training since. Why should its hills be in the same places?</p>
      <p>Then again, both have learned the same thing, from the same photographs. Two people with the same teacher share some of the teacher’s
      mistakes.</p>`,

    "reuse-try": `
      <p>Here is a family: ${title("strangers-1")} and ${title("strangers-2")} are twins, built alike but trained apart (they never met, hence the
      name), and ${title("tiny")} is their cousin, half as wide. They all begin by cutting the picture into patches. ${title("plain")} and
      ${title("residual")} are another family; they begin with the pixels as they are.${models.includes(STURDY) ? ` ${title(STURDY)} was trained on attacked pictures.` : ""}</p>
      <p>For each of them we make pictures that fool it, and show these to all, exactly as they are. A row tells on whom they were made, a column who
      looks. Press a number to see a picture behind it. Can you see the families in the numbers?</p>`,

    "reuse-after": `
      <details class="aside">
        <summary>What is counted here?</summary>
        <p>Only pictures that all of them are right about before; otherwise one would count mistakes that nobody caused. The attacker takes
        ${number(20)} gradient steps from a random start and keeps the picture with the highest loss, whoever else is fooled by it. To fool means: on
        the picture as a file would hold it, and a second runtime agrees. The interval says where the true share may well lie (Wilson, 95 %): with
        ${number(count(tried))} pictures it is wide. If you have CIFAR-10’s <span class="number">test_batch.bin</span>, open it in the figure, take more of
        it, and the interval shrinks. The file is read in your browser and goes nowhere.</p>
      </details>
      <p>${verdict(kin.twin.share, kin.stranger.share)} We took the ${number(count(tried))} of ${number(count(pictures))} gallery pictures that all are right about,
      ${near}. What was made for one network fooled its twin in ${share(kin.twin.share)} of the cases, a cousin in ${share(kin.cousin.share)}, and one that is
      no relation in ${share(kin.stranger.share)}. ${chosen(kin.chosen.share)} The gallery’s
      pictures are not quite like the photographs that the networks learned from, though. With CIFAR-10’s own test pictures, more of them are reused:
      open the file in the figure, and see.</p>
      <p>Then we took away the limit. ${unlimited(far, farChosen)}</p>
      <p class="twist">${traveller(free, models, title)}</p>`,
  };
}

function verdict(twin: number, stranger: number): string {
  if (stranger >= 0.5) return "So pictures can be reused, nearly anywhere.";
  if (twin >= 0.25 && twin >= 2 * stranger) return "So the claim is half true: pictures are reused in the family, and much less outside.";
  if (twin >= 0.25) return "So pictures can be reused, though not all of them, and not everywhere.";
  return "So there is much to the claim: few pictures can be reused.";
}

function chosen(fraction: number): string {
  const lead = "And when they are made to be one chosen thing, another network sees that very thing in";
  return fraction < 0.05
    ? `${lead} ${share(fraction)}: it may be fooled, but it makes a mistake of its own.`
    : `${lead} ${share(fraction)}.`;
}

/** `far`: taken for anything else; `farChosen`: for the thing that was drawn by lot. */
function unlimited(far: number, farChosen: number): string {
  const lead = `Now ${share(far)} fool another network. That is no great feat: a picture that nobody would know again is not called by its old name.`;
  return farChosen >= 0.25
    ? `${lead} But made to be one chosen thing, ${share(farChosen)} are that very thing to another network, which nobody had asked. So the pictures do hold something that networks have in common; it takes room to say it.`
    : `${lead} Made to be one chosen thing, only ${share(farChosen)} are that very thing to another network. The rest is nonsense in a private language.`;
}

/** Whose pictures travel best, and whose worst. */
function traveller(shares: Shares, models: string[], title: (id: string) => string): string {
  const best = bestTraveller(shares);
  if (best === undefined) return "Nobody’s pictures travel here. Allow more, and look again.";
  const away = (net: number) => pooled(shares, (row, column) => row === net && column !== net && column < models.length).share;
  const names = models.map((id) => title(id));
  const rest = models.map((_, net) => net).filter((net) => net !== best).sort((one, other) => away(other) - away(one));
  const told = `Those made on ${names[best]} fool the others in ${share(away(best))} of the cases, those made on ${list(rest.map((net) => `${names[net]} in ${share(away(net))}`))}.`;
  const sturdy = models[best] === STURDY;
  const moral = sturdy
    ? "The sturdiest teaches the attacker most: what it takes to fool that one is nearer to what all of them look at."
    : "So the attacker can choose what to practise on, and it need not be your network. It need only be related to it.";
  return `Not all pictures travel alike. ${told} ${moral}`;
}
