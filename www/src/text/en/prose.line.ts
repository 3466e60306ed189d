/** The prose of "A straight line to wrong", with the measured numbers in it. */
import { count, plainNumber } from "../../state/format.ts";
import type { Facts } from "../facts.node.ts";
import { number } from "../markup.ts";


export function lineProse({ catalog, line }: Facts) {
  const title = catalog.models.find(({ id }) => id === line.model)?.title;
  if (title === undefined) throw new Error(`the survey of lines asked "${line.model}", which models/manifest.json does not have: make the posters again`);
  const { away, random } = line.ways;
  const of = (certain: number) => (certain === line.pictures ? `all ${number(line.pictures)}` : `${number(certain)} of ${number(line.pictures)}`);

  return {
    "straight-line": `
      <header>
        <p class="claim"><b>The next claim.</b> Real pictures fill only a thin sheet in the space of all pictures. Off that sheet a network has seen
        nothing, and carries on in a straight line.</p>
        <h2>A straight line to wrong</h2>
      </header>
      <p>A picture of 32 by 32 pixels is ${number(count(3072))} numbers, so it is a point in a space of as many dimensions. Fifty thousand photographs
      were there to learn from. In such a space that is next to nothing: a thin cloud, and around it a great dark.</p>
      <p>So let us go there. Take a picture, choose a direction, and walk. Every colour value goes up or down by α. At α = ${number(1)} it has
      gone all the way from black to white, and is leaving what any screen can show. We do not stop. To the network it is only numbers.</p>`,

    "straight-line-try": `
      <p>Here is one walk. Move the slider, then zoom out, and again, and again. Watch the curves, and the marks above them: each is a place where some
      switch inside the network flips. Then show its scores instead of its certainty, and zoom out once more.</p>`,

    "straight-line-after": `
      <p>From ${number(line.pictures)} gallery pictures we let “${title}” walk. The gradient’s way it ended certain on ${of(away.certain)}, half of
      those before α = ${number(plainNumber(away.from))}. By lot, on ${of(random.certain)}, half before α = ${number(plainNumber(random.from))}. Nobody there
      has ever seen anything. The claim holds, and it explains the nonsense of the last chapter: where there is no picture, there is no doubt either.</p>
      <details class="aside">
        <summary>Why straight lines?</summary>
        <p>Inside, this network does two things only: it adds up weighted numbers, and it replaces what is negative by zero (ReLU), or takes a largest one. Each
        of these is straight but for one bend. On a long enough way every switch has been thrown that ever will be; half of our walks were
        past the last bend before α = ${number(count(Math.round(Math.max(away.lastBend, random.lastBend))))}. From there on each score is a straight line: we laid one through two points, and no score left
        it by more than ${number(`1 in ${count(Number((1 / Math.max(away.residual, random.residual)).toPrecision(2)))}`)} of the largest, which is the rounding of the
        arithmetic. Of two straight lines the steeper one wins by more and more, and certainty only knows the difference (Hein, Andriushchenko and Bitterwolf, 2019).
        Networks with smooth bends, GELU or attention, are no such patchwork; for them the figure says so.</p>
      </details>
      <p class="twist">So make the networks bend more? That has been tried. Old networks were all curves, and flat at both ends, and whoever stood on a flat end
      got no gradient and learned nothing. Straight pieces are what lets the nudges through, down to the first layer. The same straightness that
      makes them wrong out there is what makes training work at all.</p>`,
  };
}
