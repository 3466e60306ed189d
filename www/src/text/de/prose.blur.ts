/** The prose of "Blur it", with the measured numbers in it. */
import type { Filter } from "easily-fooled";
import { type ThreeNumbers, threeNumbers } from "../../state/blur.ts";
import { filterRow } from "../../state/filters.ts";
import { count, of255, wholePercent } from "../../state/format.ts";
import { blur as words } from "./blur.ts";
import { list } from "./grammar.ts";
import type { blurProse as English } from "../en/prose.blur.ts";
import type { Facts } from "../facts.node.ts";
import { number, share } from "../markup.ts";
import { toldOfBlur } from "../told.node.ts";

export function blurProse(facts: Facts): ReturnType<typeof English> {
  const { net, filter, pictures, question, bare, blurred, back, kinds, suspects, findings } = toldOfBlur(facts);

  return {
    blur: `
      <header>
        <p class="claim"><b>Noch eine Behauptung.</b> Die Änderung ist feiner Staub. Zeichne das Bild weich, bevor das Netz es sieht, und der Staub
        ist weg: Wer zuerst weichzeichnet, wehrt Angriffe ab.</p>
        <h2>Weichzeichnen</h2>
      </header>
      <p>Das leuchtet ein. Ein Frosch bleibt ein Frosch, auch wenn man die Augen zusammenkneift. Der Angriff dagegen ist ein Muster aus winzigen
      Schritten, hier hinauf, dort hinunter, und so ein Muster hebt sich auf, sobald man über die Nachbarn mittelt.</p>`,

    "blur-try": `
      <p>Hier ist ein Bild, das angegriffen wurde. In jedem Paar steht rechts, was das Netz zu sehen bekommt. Erst weiß der Angreifer nichts von dem
      Filter: Sein Bild ist für „${net.title}“ gemacht, so wie es ist, und dann schiebt jemand einen Weichzeichner davor. Leg danach den Schalter um:
      <em>Der Angreifer weiß davon</em>. Sonst ändert sich nichts, weder die Schritte noch das Budget.</p>
      <p>Behalte alle drei Zahlen im Auge. Ein Filter, der alles grau macht, hält jedem Angriff stand und liegt nie richtig.</p>`,

    "blur-after": `
      <details class="aside">
        <summary>Wie greift man einen Filter an?</summary>
        <p>Ein Weichzeichner ist eine Summe mit festen Gewichten, und sein Gradient ist dieselbe Summe, rückwärts gelesen. Ein Median wählt ein Pixel
        aus, und der Gradient geht an dieses Pixel. Runden und JPEG sind Treppen, deren Steigung fast überall null ist: Da geht der Angreifer vorwärts
        durch den echten Filter und rückwärts durch einen glatten, der ihm ähnlich sieht, oder durch gar keinen (Athalye und andere, 2018). Bei
        zufälligen Filtern mittelt er über mehrere Ziehungen. Und wer von dem Filter weiß, darf immer auch tun, was ein Ahnungsloser täte; kommt bei
        „weiß davon“ trotzdem eine <em>höhere</em> Zahl heraus, dann ist der Angriff stecken geblieben, und im Experiment steht das dabei.</p>
      </details>
      <p>${told(back.fallen, back.unaware, back.aware, filter)} Über alle ${number(count(pictures))} Bilder der Galerie, mit
      ${number(of255(question.budget / 255))}: ohne Angriff ${share(blurred.clean.share)} richtig (ohne Weichzeichner ${share(bare.clean.share)});
      gegen einen ahnungslosen Angreifer ${share(blurred.unaware.share)}; gegen einen, der davon weiß, ${share(blurred.aware.share)}.
      ${verdict(blurred)}</p>
      <p>Andere Filter, dieselbe Geschichte? ${others(kinds, (one) => threeNumbers(findings, one))}
      ${crude(kinds, (one) => threeNumbers(findings, one))}${suspects.length > 0 ? ` Trau der letzten Zahl bei ${list(suspects.map(quoted))} nicht: Dort schnitt der Angreifer, der davon wusste, schlechter ab als der ahnungslose. Versagt hat also der Angriff.` : ""}
      Bei ein paar Dutzend Bildern kann jede Zahl um mehr als zehn Punkte danebenliegen; mit mehr Bildern wird es genauer.</p>
      <p class="twist">Für das Netz ist der Weichzeichner nur eine Schicht mehr. Sie hat Gewichte (die niemand trainiert hat), man kommt vorwärts
      durch sie hindurch, und Gradienten fließen durch sie zurück wie durch jede andere. Was wie ein Schild aussah, war ein Geheimnis; und es half,
      solange es eins blieb.</p>`,
  };
}

const nameOf = ({ kind }: Filter) => words.numbers.corner(kind);
/** For wherever the name would have to be inflected. */
const quoted = (filter: Filter) => `„${nameOf(filter)}“`;

function told(fallen: number, unaware: number, aware: number, filter: Filter): string {
  const lead = `Der Angriff brachte ${number(count(fallen))} Bilder zu Fall. Der Weichzeichner (${words.filter.amount(filter)}) gab ${number(count(unaware))} davon zurück`;
  return `${lead}; sobald der Angreifer von ihm wusste, ${aware === 0 ? "keins mehr" : number(count(aware))}.`;
}

/** By how much of what an unaware attacker leaves is left by an aware one. */
function verdict({ unaware, aware }: ThreeNumbers): string {
  if (aware.share <= unaware.share / 3) return "Er wehrt also die ab, die noch nichts von ihm gehört haben.";
  return aware.share < unaware.share ? "Er hilft also weniger, als es scheint, und gegen die, die von ihm wissen, immerhin noch ein bisschen." : "Hier hilft er also, egal, wer angreift; da lohnt sich ein zweiter Blick.";
}

function others(kinds: Filter[], of: (filter: Filter) => ThreeNumbers): string {
  const rows = kinds.map((filter) => {
    const { unaware, aware } = of(filter);
    return `${nameOf(filter)}, ${number(`${Math.round(100 * unaware.share)} → ${wholePercent(aware.share)}`)}`;
  });
  return `So viele sind richtig, bevor der Angreifer davon weiß → und danach: ${rows.join("; ")}.`;
}

/** Where something is left only because the attacker had no gradient to follow. */
function crude(kinds: Filter[], of: (filter: Filter) => ThreeNumbers): string {
  const held = kinds.filter((filter) => filterRow(filter.kind).passage === "straight" && of(filter).aware.share >= 0.1);
  return held.length === 0 ? "" : `Was bei ${list(held.map(quoted))} übrig bleibt, besagt wenig: Dort gibt es keinen Gradienten, dem man folgen könnte, und ein geduldigerer Angreifer findet vielleicht einen anderen Weg.`;
}
