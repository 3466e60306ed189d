/** The prose of "Reuse", with the measured numbers in it. */
import { count, of255 } from "../../state/format.ts";
import { byKin, recordedShares } from "../../state/reuse.ts";
import { bestTraveller, others, pooled, type Shares, STURDY } from "../../state/transfer.ts";
import { list } from "./grammar.ts";
import type { reuseProse as English } from "../en/prose.reuse.ts";
import type { Facts } from "../facts.node.ts";
import { number, share } from "../markup.ts";


export function reuseProse({ catalog, reuse }: Facts): ReturnType<typeof English> {
  const title = (id: string) => {
    const found = catalog.models.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`the matrix of reuse has "${id}", which models/manifest.json does not have: make the posters again`);
    return `„${found.title}“`;
  };
  const { models, settings, tried, pictures, fooled } = reuse;
  const kin = byKin(reuse);
  const elsewhere = others(models.length);
  const free = recordedShares(fooled.other, tried);
  const far = pooled(recordedShares(fooled.unbounded, tried), elsewhere).share;
  const farChosen = pooled(recordedShares(fooled.unboundedChosen, tried), elsewhere).share;
  const near = settings.budget === "unbounded" ? "ohne Grenze" : `mit höchstens ${number(of255(settings.budget / 255))}`;

  return {
    reuse: `
      <header>
        <p class="claim"><b>Noch eine Behauptung.</b> Ein Täuschungsbild ist für ein bestimmtes Netz gemacht. Zeig es einem anderen, mit anderen
        Gewichten, und es ist nur ein leicht verschmutztes Bild: Wiederverwenden lässt es sich nicht.</p>
        <h2>Wiederverwenden</h2>
      </header>
      <p>Da ist etwas dran. Der Angriff lief durch eine ganz bestimmte Landschaft, gemacht aus ein paar hunderttausend Gewichten. Ein anderes Netz hat
      andere Gewichte: erst ausgelost, dann im Training hin und her geschoben. Warum sollten seine Hügel an denselben Stellen stehen?</p>
      <p>Andererseits haben beide das Gleiche gelernt, an denselben Fotos. Wer beim selben Lehrer lernt, übernimmt auch manchen seiner Fehler.</p>`,

    "reuse-try": `
      <p>Hier ist eine Familie: ${title("strangers-1")} und ${title("strangers-2")} sind Zwillinge, gleich gebaut, aber getrennt trainiert (sie sind
      sich nie begegnet, daher der Name), und ${title("tiny")} ist ihr Cousin, halb so breit. Alle drei zerlegen das Bild als Erstes in Flecken.
      ${title("plain")} und ${title("residual")} sind eine andere Familie; sie fangen mit den Pixeln an, wie sie
      sind.${models.includes(STURDY) ? ` ${title(STURDY)} hat an angegriffenen Bildern gelernt.` : ""}</p>
      <p>Für jedes von ihnen machen wir Bilder, die es täuschen, und zeigen sie dann allen, so wie sie sind. Die Zeile sagt, für wen sie gemacht
      wurden, die Spalte, wer hinsieht. Drück auf eine Zahl, und du siehst ein Bild, das dahintersteckt. Erkennst du in den Zahlen die Familien?</p>`,

    "reuse-after": `
      <details class="aside">
        <summary>Was wird hier gezählt?</summary>
        <p>Nur Bilder, bei denen vorher alle richtigliegen; sonst würde man Fehler mitzählen, die niemand verursacht hat. Der Angreifer macht von
        einem zufälligen Start aus ${number(20)} Gradientenschritte und behält das Bild mit dem höchsten Verlust, egal, wer sonst noch darauf
        hereinfällt. Täuschen heißt: mit dem Bild, wie es in einer Datei stünde, und ein zweites Programm sieht es genauso. Das Intervall sagt, wo der
        wahre Anteil wohl liegt (Wilson, 95\u00a0%): Bei ${number(count(tried))} Bildern ist es breit. Wenn du die Datei
        <span class="number">test_batch.bin</span> von CIFAR-10 hast, öffne sie im Experiment und nimm mehr Bilder daraus, dann schrumpft das
        Intervall. Die Datei wird in deinem Browser gelesen und geht nirgendwohin.</p>
      </details>
      <p>${verdict(kin.twin.share, kin.stranger.share)} Wir haben aus ${number(count(pictures))} Galeriebildern die ${number(count(tried))} genommen,
      bei denen alle richtigliegen, ${near}. Was für ein Netz gemacht war, täuschte seinen Zwilling in ${share(kin.twin.share)} der Fälle, einen
      Cousin in ${share(kin.cousin.share)} und eins, das nicht verwandt ist, in ${share(kin.stranger.share)}. ${chosen(kin.chosen.share)} Allerdings
      sind die Bilder der Galerie nicht ganz so wie die Fotos, an denen die Netze gelernt haben. Von den Testbildern aus CIFAR-10 lassen sich mehr
      wiederverwenden: Öffne die Datei im Experiment und sieh selbst.</p>
      <p>Dann haben wir die Grenze weggelassen. ${unlimited(far, farChosen)}</p>
      <p class="twist">${traveller(free, models, title)}</p>`,
  };
}

function verdict(twin: number, stranger: number): string {
  if (stranger >= 0.5) return "Bilder lassen sich also wiederverwenden, und zwar fast überall.";
  if (twin >= 0.25 && twin >= 2 * stranger) return "Die Behauptung ist also halb wahr: In der Familie lassen sich Bilder wiederverwenden, außerhalb viel seltener.";
  if (twin >= 0.25) return "Bilder lassen sich also wiederverwenden, wenn auch nicht alle und nicht überall.";
  return "An der Behauptung ist also viel dran: Nur wenige Bilder lassen sich wiederverwenden.";
}

function chosen(fraction: number): string {
  return fraction < 0.05
    ? `Und wenn ein Bild etwas ganz Bestimmtes werden soll, sieht ein anderes Netz genau das nur in ${share(fraction)} der Fälle: Es fällt vielleicht herein, macht dann aber seinen eigenen Fehler.`
    : `Und wenn ein Bild etwas ganz Bestimmtes werden soll, sieht ein anderes Netz genau das in ${share(fraction)} der Fälle.`;
}

/** `far`: taken for anything else; `farChosen`: for the thing that was drawn by lot. */
function unlimited(far: number, farChosen: number): string {
  const lead = `Jetzt täuschen ${share(far)} auch ein anderes Netz. Das ist keine große Kunst: Ein Bild, das niemand wiedererkennen würde, bekommt eben auch nicht mehr seinen alten Namen.`;
  return farChosen >= 0.25
    ? `${lead} Aber von denen, die etwas ganz Bestimmtes werden sollten, hält ein anderes Netz ${share(farChosen)} genau dafür, und dabei war es gar nicht gemeint. In den Bildern steckt also doch etwas, das Netze gemeinsam haben; es braucht nur Platz, um es zu sagen.`
    : `${lead} Von denen, die etwas ganz Bestimmtes werden sollten, hält ein anderes Netz nur ${share(farChosen)} dafür. Der Rest ist Unsinn in einer Geheimsprache.`;
}

/** Whose pictures travel best, and whose worst. */
function traveller(shares: Shares, models: string[], title: (id: string) => string): string {
  const best = bestTraveller(shares);
  if (best === undefined) return "Hier reist kein Bild irgendwohin. Erlaub mehr und sieh noch einmal nach.";
  const away = (net: number) => pooled(shares, (row, column) => row === net && column !== net && column < models.length).share;
  const names = models.map((id) => title(id));
  const rest = models.map((_, net) => net).filter((net) => net !== best).sort((one, other) => away(other) - away(one));
  const told = `Bilder für ${names[best]} täuschen die anderen in ${share(away(best))} der Fälle, ${list(rest.map((net) => `die für ${names[net]} in ${share(away(net))}`))}.`;
  const sturdy = models[best] === STURDY;
  const moral = sturdy
    ? "Vom standhaftesten lernt der Angreifer am meisten: Was dieses Netz täuscht, ist näher an dem, worauf alle achten."
    : "Der Angreifer kann sich also aussuchen, woran er übt, und dein Netz muss es nicht sein. Ein Verwandter genügt.";
  return `Nicht alle Bilder reisen gleich gut. ${told} ${moral}`;
}
