/** The prose of "A straight line to wrong", with the measured numbers in it. */
import { count, plainNumber } from "../../state/format.ts";
import type { lineProse as English } from "../en/prose.line.ts";
import type { Facts } from "../facts.node.ts";
import { number } from "../markup.ts";


export function lineProse({ catalog, line }: Facts): ReturnType<typeof English> {
  const title = catalog.models.find(({ id }) => id === line.model)?.title;
  if (title === undefined) throw new Error(`the survey of lines asked "${line.model}", which models/manifest.json does not have: make the posters again`);
  const { away, random } = line.ways;
  const of = (certain: number) => (certain === line.pictures ? `allen ${number(line.pictures)}` : `${number(certain)} von ${number(line.pictures)}`);

  return {
    "straight-line": `
      <header>
        <p class="claim"><b>Die nächste Behauptung.</b> Echte Bilder füllen im Raum aller Bilder nur ein dünnes Blatt. Abseits davon hat ein Netz nie
        etwas gesehen, und es macht einfach geradeaus weiter.</p>
        <h2>Geradewegs ins Falsche</h2>
      </header>
      <p>Ein Bild von 32 mal 32 Pixeln besteht aus ${number(count(3072))} Zahlen. Es ist also ein Punkt in einem Raum mit ebenso vielen Dimensionen.
      Zum Lernen gab es fünfzigtausend Fotos. In so einem Raum ist das fast nichts: eine dünne Wolke und ringsum viel Dunkelheit.</p>
      <p>Also gehen wir dorthin. Nimm ein Bild, wähl eine Richtung und geh los. Jeder Farbwert steigt oder fällt um α. Bei α = ${number(1)} hat er den
      ganzen Weg von Schwarz nach Weiß hinter sich, und kein Bildschirm kann mehr zeigen, was jetzt kommt. Wir gehen weiter. Für das Netz sind es nur
      Zahlen.</p>`,

    "straight-line-try": `
      <p>Hier ist so ein Weg. Zieh am Regler, dann zoom heraus, noch einmal und noch einmal. Achte auf die Kurven und auf die Striche darüber: An
      jedem kippt irgendwo im Netz ein Schalter. Dann lass dir statt der Sicherheit die Punktzahlen zeigen und zoom noch einmal heraus.</p>`,

    "straight-line-after": `
      <p>Von ${number(line.pictures)} Galeriebildern aus haben wir „${title}“ losgeschickt. Dem Gradienten nach war es sich am Ende bei
      ${of(away.certain)} sicher, bei der Hälfte davon schon vor α = ${number(plainNumber(away.from))}. Aufs Geratewohl bei ${of(random.certain)}, bei
      der Hälfte vor α = ${number(plainNumber(random.from))}. Dort hat noch nie jemand etwas gesehen. Die Behauptung stimmt, und sie erklärt den
      Unsinn aus dem vorigen Kapitel: Wo kein Bild ist, ist auch kein Zweifel.</p>
      <details class="aside">
        <summary>Warum gerade Linien?</summary>
        <p>In diesem Netz passiert nur zweierlei: Es zählt gewichtete Zahlen zusammen, und es ersetzt alles Negative durch null (ReLU) oder nimmt von
        mehreren Zahlen die größte. Das alles verläuft gerade, bis auf je einen Knick. Ist der Weg lang genug, dann ist irgendwann jeder Schalter
        gekippt, der je kippen wird; bei der Hälfte unserer Wege kam der letzte Knick vor α =
        ${number(count(Math.round(Math.max(away.lastBend, random.lastBend))))}. Von da an ist jede Punktzahl eine Gerade: Wir haben durch zwei Stellen
        eine gelegt, und keine Punktzahl wich von ihr um mehr als
        ${number(`1/${count(Number((1 / Math.max(away.residual, random.residual)).toPrecision(2)))}`)} der größten ab. Genauer rechnet hier auch der
        Computer nicht. Von zwei Geraden gewinnt die steilere immer deutlicher, und die Sicherheit kennt nur den Abstand (Hein, Andriushchenko und
        Bitterwolf, 2019). Netze mit runden Knicken, mit GELU oder Attention, bestehen nicht aus geraden Stücken; im Experiment steht das dann
        dabei.</p>
      </details>
      <p class="twist">Also müssten sich die Netze nur mehr krümmen? Das hat man versucht. Die alten Netze bestanden ganz aus Kurven, an beiden Enden
      flach, und wer auf einem flachen Ende stand, bekam keinen Gradienten und lernte nichts. Erst gerade Stücke lassen das Anstupsen durch, bis
      hinunter zur ersten Schicht. Was die Netze dort draußen in die Irre führt, ist genau das, was ihr Training überhaupt möglich macht: dass sie so
      gerade sind.</p>`,
  };
}
