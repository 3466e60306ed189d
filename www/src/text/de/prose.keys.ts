/** The prose of "Without the keys", with the measured numbers in it. */
import { count, of255 } from "../../state/format.ts";
import { middle, paidBy } from "../../state/survey.ts";
import type { keysProse as English } from "../en/prose.keys.ts";
import type { Facts } from "../facts.node.ts";
import { number } from "../markup.ts";

const many = (amount: number) => number(amount === 0 ? "keins" : count(amount));
const went = (amount: number) => `${amount > 1 ? "fielen" : "fiel"} ${many(amount)}`;
/** What half of those who got there paid at most. */
const times = (arrivals: (number | null)[], one: string, more: string) => {
  const paid = middle(paidBy(arrivals)) ?? 0;
  return number(`${count(paid)}\u00a0${paid === 1 ? one : more}`);
};

export function keysProse({ catalog, keys }: Facts): ReturnType<typeof English> {
  const title = catalog.models.find(({ id }) => id === keys.model)?.title;
  if (title === undefined) throw new Error(`the survey of the keys asked "${keys.model}", which models/manifest.json does not have: make the posters again`);
  const { weights, scores, label } = keys.arrivals;
  const pictures = scores.length;
  const fell = (arrivals: (number | null)[], most = Infinity) => paidBy(arrivals).filter((paid) => paid <= most).length;

  return {
    "without-keys": `
      <header>
        <p class="claim"><b>Noch eine Behauptung.</b> Der Angreifer braucht die Gewichte. Halt sie geheim, dann kann niemand einem Gradienten folgen:
        Eine Blackbox lässt sich nicht täuschen.</p>
        <h2>Ohne Schlüssel</h2>
      </header>
      <p>Das klingt vernünftig. Bisher ging alles rückwärts durch das Netz, und durch eine versiegelte Kiste kommt man nicht rückwärts. Also stecken
      wir das Netz in so eine Kiste. Es gibt einen Schlitz für die Bilder und ein Lämpchen für die Antwort.</p>
      <p>Aber fragen dürfen wir. Ändere etwas, schau auf das Lämpchen, behalte, was geholfen hat. Dafür braucht man kein einziges Gewicht. Man braucht
      Geduld.</p>`,

    "without-keys-try": `
      <p>Hier sind drei Angreifer mit demselben Bild. Der erste hat die Gewichte. Der zweite sieht Zahlen: zehn Stück, die sagen, wie sicher sich das
      Netz bei jedem Wort ist. Der dritte hört nur das Wort und gar keine Zahl. Drück auf den Knopf und sieh zu, was jeder von ihnen bezahlt. Dann
      nimm ein Bild, bei dem sich das Netz sehr sicher ist, oder ein kleineres Budget: Wen trifft es am härtesten?</p>`,

    "without-keys-after": `
      <details class="aside">
        <summary>Wie tastet man sich ohne Zahlen voran?</summary>
        <p>Der zweite wirft farbige Quadrate auf das Bild und behält jedes, das die Zahl des richtigen Wortes drückt (Square, 2020). Der dritte fängt
        am anderen Ende an: mit Rauschen, das für das Netz ohnehin schon etwas anderes ist. Von dort geht er heimwärts, immer an der Grenze zwischen
        den beiden Antworten entlang. Wo liegt die Grenze? Frag nach dem Punkt auf halbem Weg, und halbiere dann wieder. Wohin biegt sie ab? Frag nach
        hundert Punkten ringsum und sieh nach, welche davon noch etwas anderes heißen (HopSkipJump, 2020). An ein Budget muss er sich nicht halten,
        also ist er am Ziel, sobald er so nah ist, wie die anderen bleiben mussten. Danach geht er weiter und kommt am Ende oft näher heran als
        sie.</p>
      </details>
      <p class="twist">Wir haben sie auf „${title}“ losgelassen: ${number(pictures)} Galeriebilder, von jeder Sorte eins,
      ${number(of255(keys.budget / 255))}. Mit den Gewichten ${went(fell(weights))}, die Hälfte davon nach höchstens
      ${times(weights, "Gradienten", "Gradienten")}. Nur mit den Zahlen ${went(fell(scores))}, nach höchstens ${number(count(keys.most))} Fragen,
      ${many(fell(scores, 1000))} davon nach höchstens tausend; die Hälfte brauchte nicht mehr als ${times(scores, "Frage", "Fragen")}. Und nur mit
      dem Wort, ganz ohne Zahl? Da ${went(fell(label))}, die Hälfte davon nach höchstens ${times(label, "Frage", "Fragen")}. Eine verschlossene Kiste
      ist nicht sicher. Sie geht nur langsamer auf, und sie kann mitzählen, wie oft jemand anklopft.</p>`,
  };
}
