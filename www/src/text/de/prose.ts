/** The page's prose as HTML, with the measured numbers in it. Rendered when the page is built; see plugins/prose.ts. */
import type { VoteRule } from "easily-fooled";
import type { Ensemble } from "../../state/catalog.ts";
import { count, of255, onePlacePercent, percent } from "../../state/format.ts";
import { POPULATION } from "../../state/evolution.ts";
import { isCertain } from "../../state/niche.ts";
import { ein, einem, list, numberWord } from "./grammar.ts";
import type { prose as English } from "../en/prose.ts";
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


export function prose(facts: Facts): ReturnType<typeof English> {
  const { catalog, opening, uphill, evolutions, survey } = facts;
  const { council, model, is, wish, main, linear, budget, fooled, onlyOne } = told(facts);

  return {
    title: "Easily Fooled",
    description: "Leg kleine neuronale Netze mit Bildern herein, direkt in deinem Browser, und finde heraus, was dich aufhalten kann.",
    skip: "Zum Text springen",

    masthead: `
      <h1>Easily Fooled</h1>
      <p class="dek">Ein Netz sieht zwei Bilder von ${einem(is)}. Bei einem davon liegt es falsch und ist sich dabei ganz sicher.</p>`,

    opening: `
      <p>Links ${ein(is)}, 32 Pixel breit. Das Netz sagt: ${label(`${is}, ${percent(opening.beforeConfidence)}`)}, und damit hat es recht. Rechts
      dasselbe Bild, und das Netz sagt: ${target(`${wish}, ${percent(opening.afterConfidence)}`)}. Kein Farbwert darin wurde um mehr als
      ${number(Math.round(opening.linf * 255))} von 255 Stufen verändert. Zieh am Regler und sieh nach, was geändert wurde.</p>
      <p>Warum klappt das? Auf diese Frage gibt es eine viel gelesene Antwort. Sie erklärt, was ein Angreifer braucht, und endet mit einem
      Gegenmittel: mehrere Netze fragen und abstimmen lassen. Das klingt gut. Wir wollten es genau wissen und haben einen Ort gebaut, an dem man es
      ausprobieren kann. Du stehst mittendrin.</p>
      <p>Weiter unten stehen acht Behauptungen aus dieser Antwort, jede mit einem Experiment. Alles läuft hier in deinem Browser: Kein Server rechnet
      für dich, und kein Bild verlässt deinen Computer. Rate immer erst. Das macht mehr Spaß, und du merkst es dir besser.</p>`,

    "fool-one": `
      <header>
        <p class="claim"><b>Die erste Behauptung.</b> Wer das Netz hat, also den Bauplan und alle Gewichte, kann es täuschen: Man lässt es vorwärts
        und rückwärts laufen und trainiert dabei das <em>Bild</em>.</p>
        <h2>Eins hereinlegen</h2>
      </header>
      <p>Ein Netz lernt durch Anstupsen. Es sieht ein Bild, erfährt, wie falsch es lag, und jedes seiner Gewichte rückt ein wenig in die Richtung, die
      weniger falsch gewesen wäre. Mach das ein paar Millionen Mal, und du hast eins, das bei ${number(onePlacePercent(main.accuracy))} der Fotos
      richtigliegt, die es nie zuvor gesehen hat. Hier heißt es „${main.title}“.</p>
      <p>Jetzt frier die Gewichte ein und stups stattdessen das Bild an. Die Rechnung ist dieselbe, nur hört sie bei den Gewichten nicht auf: Sie
      läuft weiter rückwärts, bis hinunter zu den Pixeln. Jeder Farbwert erfährt, wohin er rücken müsste, damit die Antwort ${target(`„${wish}“`)}
      wahrscheinlicher wird. Also rücken wir ihn dorthin. Ein winziges Stück. Dann noch eins.</p>`,

    "fool-one-try": `
      <p>Drück auf den Knopf und sieh zu, wie ${label("„was es ist“")} und ${target("„was es werden soll“")} die Plätze tauschen. Dann mach es
      schwerer. Verkleinere das Budget, bis nichts mehr geht. Wünsch dir etwas Absurdes. Nimm ein eigenes Foto. Und wenn das Netz bei deinem Bild
      schon danebenliegt, bevor du irgendetwas getan hast, dann steht das da: So etwas kommt vor, und als Erfolg zählt es nicht.</p>`,

    "fool-one-after": `
      <details class="aside">
        <summary>Die Rechnung in einer Zeile</summary>
        <p><code class="formula">Bild ← clip(Bild + Schritt · sign(∂ log p(Wunsch) / ∂ Bild))</code></p>
        <p>Das „clip“ sorgt dafür, dass jeder Farbwert zwischen 0 und 1 bleibt und sich nicht weiter von seinem Anfang entfernt, als das Budget
        erlaubt. Einmal mit dem ganzen Budget ausgeführt, ist das FGSM (Goodfellow, Shlens und Szegedy, 2014). In vielen kleinen Schritten heißt es
        BIM (Kurakin und andere, 2016), von einem zufälligen Start aus PGD (Madry und andere, 2017). MI-FGSM (Dong und andere, 2018) nimmt aus jedem
        Schritt etwas Schwung mit. Du findest sie alle unter „Mehr“.</p>
        <p>Jedes Ergebnis wird auf die 256 Stufen gerundet, die eine Bilddatei kennt, und dann zweimal beurteilt: von dem Programm, das es gemacht
        hat, und von einem anderen, das keine einzige Zeile davon übernommen hat. Nur wenn beide dasselbe sehen, zählt es.</p>
      </details>
      <p class="twist">Sind also tiefe Netze zerbrechlich? Wähl „${linear.title}“ und versuch es noch einmal. Tief ist daran gar nichts: eine einzige
      gewichtete Summe der Pixel für jede Klasse. Große Ansprüche darf man nicht stellen: Bei ${number(onePlacePercent(linear.accuracy))} der Fotos
      liegt es richtig; wer würfelt, kommt auf ${number("10\u00a0%")}.
      ${comparison(wish, main.title, budget(main.id), linear.title, budget("linear"))}</p>`,

    certain: `
      <header>
        <p class="claim"><b>Die zweite Behauptung.</b> Netze sind sich sehr sicher bei Bildern, auf denen niemand etwas erkennen kann.</p>
        <h2>Sicher, wo nichts ist</h2>
      </header>
      <p>Bisher fing alles mit ${einem(is)} an. Jetzt lassen wir auch den Anfang weg. Was bleibt, ist Rauschen: jeder Farbwert ausgelost. Die ehrliche
      Antwort wäre „nichts“, aber das gehört nicht zu den zehn Wörtern, die das Netz kennt. Irgendwie muss es seine Sicherheit auf diese zehn
      verteilen, und das tut es.</p>`,

    "certain-try": `
      <p>Wie wird aus Rauschen eine Katze? Nimm die Rechnung aus dem ersten Kapitel und lass das Budget weg: immer bergauf, bis das Netz zu
      ${number("99,99\u00a0%")} sicher ist. Hier geschieht das zehnmal, einmal für jedes Wort. Drück auf ein Quadrat, um es groß zu sehen.</p>
      <p>Dafür braucht man die Gewichte. Man kann solche Bilder aber auch <em>züchten</em> und immer nur fragen. Fang mit ${number(POPULATION)}
      Quadraten voll Rauschen an und behalte für jedes Wort das, bei dem sich das Netz am sichersten ist. Kopier diese zehn, würfle ein paar Farbwerte
      neu, frag wieder; was besser abschneidet, bekommt den Platz. Oder züchte etwas anderes: nicht die Farben, sondern eine kleine Formel, die sagt,
      welche Farbe wohin gehört.</p>`,

    "certain-after": `
      <p>Was hat das gekostet? Bergauf brauchte „${model(uphill.model).title}“ für alle zehn zusammen
      ${number(count(uphill.cells.reduce((sum, { iterations }) => sum + iterations, 0)))} Schritte. Das Züchten steigt im Nebel auf denselben Berg,
      und jeder Schritt kostet eine Frage. Mit Pixeln ${reached(evolutions.direct, model(evolutions.direct.model).title)} Mit Mustern
      ${reached(evolutions.cppn, model(evolutions.cppn.model).title)} Langsam, aber es geht auch bei einem Netz, das nur antwortet.</p>
      <p>Jetzt sieh dir die Muster groß an. Es sind Bilder von nichts, aber beliebig sind sie nicht: Ringe, Streifen, eine Kante zwischen zwei Farben.
      Jedes davon blieb, weil sich das Netz dabei sicherer war als bei allem, was vorher kam. Bei manchen sieht man fast, was gemeint ist, wenn man es
      erst einmal weiß. Was ein Schiff ist, hat dem Netz nie jemand gesagt, nur was Fotos von Schiffen gemeinsam haben. Das ist offenbar zu einem
      guten Teil Textur, und so antwortet es auch.</p>
      <p class="twist">„Zu ${number("99,99\u00a0%")} sicher“ klingt nach Wissen. Es ist aber nur ein Vergleich: zehntausendmal wahrscheinlicher als
      die neun anderen Wörter zusammen. Ob auf dem Bild überhaupt etwas ist, war nie die Frage. Die hat niemand gestellt, im Training nicht und danach
      auch nicht.</p>`,

    "ask-several": `
      <header>
        <p class="claim"><b>Das Gegenmittel.</b> Lass mehrere Netze abstimmen. Wer sie sich einzeln vornimmt, verliert beim einen wieder, was er beim
        anderen gewonnen hat.</p>
        <h2>Mehrere fragen</h2>
      </header>
      <p>Menschen machen das auch. Ein einzelner Zeuge kann sich irren oder bestochen sein; zwölf Geschworene zu bestechen ist schwerer. Hier sind
      also ${list(survey.models.map((id) => `„${model(id).title}“ (liegt bei ${number(onePlacePercent(model(id).accuracy))} richtig)`))}.
      ${kinship(council)} Sie sehen sich dein Bild an, jedes sagt ein Wort, und ${decides(survey.rule)}.</p>
      <p>Auch der Angreifer hat die Wahl: nur eins bearbeiten, eins nach dem anderen bearbeiten oder eine Richtung suchen, die allen zugleich
      wehtut.</p>`,

    "ask-several-try": `
      <p>Achte vor allem auf das Diagramm. Jede Linie zeigt, wie sicher sich ein Mitglied bei der richtigen Antwort ist. Stell den Angreifer auf
      <em>eins nach dem anderen</em>: Wenn das nächste an die Reihe kommt, erholt sich dann das vorige?</p>`,

    "ask-several-after": `
      <p class="twist">${surveyed(survey, onlyOne, fooled("one-after-another"), fooled("joint"))} Eine Abstimmung ist auch nur eine Funktion, und auch
      durch die kommt man rückwärts hindurch. Das letzte Wort übers Abstimmen ist das aber nicht: Diese Mitglieder haben nie gelernt, einander zu
      widersprechen. ${otherCouncils(catalog.ensembles.filter(({ id }) => id !== council.id))}</p>`,

    ...lineProse(facts),
    ...keysProse(facts),
    ...reuseProse(facts),
    ...blurProse(facts),
    ...scorecardProse(facts),
    ...labProse(),
    ...embedProse(),

    foot: `
      <p>Alles auf dieser Seite läuft in deinem Browser. Sie spricht nur mit dem Server, von dem sie kommt; alles andere verbietet eine
      Sicherheitsregel in der Seite selbst. Du kannst die <a href="gallery/LICENCES.md">Quellen und Lizenzen der Galeriebilder</a> nachlesen und die
      <a href="licences.txt">Lizenzen der Programme und Schriften</a>, mit denen sie gemacht ist. Jedes Experiment lässt sich <a href="embed.html">in
      eine eigene Seite</a> einbetten.</p>
      <p>Die Netze wurden mit CIFAR-10 trainiert (Krizhevsky, 2009). „Liegt bei … richtig“ heißt immer: bei den ${number(count(10_000))} Testbildern
      von CIFAR-10, die kein Netz im Training gesehen hat. Von den Galeriebildern stammt keins daraus.</p>
      <p>So zitierst du diese Seite: <cite>Easily Fooled: neuronale Netze täuschen, zum Ausprobieren</cite>, Version ${facts.version}, mit dem Datum,
      an dem du sie gelesen hast. Hinter jeder Zahl der Bilanz steht der Befehl, der sie noch einmal erzeugt.</p>`,

    noscript: `
      <p class="claim">Die Experimente brauchen JavaScript, und das ist hier ausgeschaltet. Lesen kannst du den Text auch ohne.</p>`,
  };
}

function comparison(wish: string, main: string, mainBudget: number | undefined, linear: string, linearBudget: number | undefined): string {
  if (mainBudget === undefined || linearBudget === undefined) return `An der Tiefe liegt es nicht.`;
  const numbers = `Bis unser Bild als ${wish} durchging, brauchte es bei „${main}“ ${number(of255(mainBudget / 255))} und bei „${linear}“ ${number(of255(linearBudget / 255))}.`;
  if (linearBudget <= mainBudget * 1.5) return `${numbers} An der Tiefe liegt es also nicht.`;
  return `${numbers} Tiefe macht es also leichter. Aber die Schwäche kommt nicht von ihr: „${linear}“ hat gar keine, und es klappt trotzdem.`;
}

/** How far an evolution came, and at what price. */
function reached({ generation, niches }: Bred, title: string): string {
  const certain = niches.filter(isCertain).length;
  const lead = `war sich „${title}“ nach ${number(count(generation))} Generationen und ${number(count(generation * POPULATION))} Fragen`;
  if (certain === niches.length) return `${lead} bei allen zehn sicher.`;
  const least = Math.min(...niches.map(({ confidence }) => confidence));
  const most = certain === 0 ? "bei keinem" : certain === 1 ? "bei einem" : `bei ${numberWord(certain)}`;
  return `${lead} ${most} von zehn sicher, ${certain === niches.length - 1 ? "beim letzten" : "beim schwächsten"} zu ${number(percent(least))}.`;
}

/** What the members of a council have in common, and what they do not. */
function kinship({ id, description }: Ensemble): string {
  if (id === "shapes") return "Sie sind mit denselben Fotos aufgewachsen, aber verschieden gebaut.";
  if (id === "strangers") {
    return "Sie sind gleich gebaut und mit denselben Fotos aufgewachsen, aber jedes hat woanders angefangen: mit eigenen, ausgelosten Gewichten.";
  }
  return description;
}

function decides(rule: VoteRule): string {
  if (rule === "majority") return "die Mehrheit entscheidet";
  return rule === "mean" ? "ihre mittlere Sicherheit entscheidet" : "entschieden ist es, wenn alle dasselbe sagen";
}

function otherCouncils(others: Ensemble[]): string {
  const titles = others.map(({ title }) => `„${title}“`);
  if (titles.length === 0) return "Damit geht es in den nächsten Kapiteln weiter.";
  const waiting = titles.length === 1 ? `wartet noch ein anderer Rat: ${titles[0]}. Lass ihn` : `warten noch andere Räte: ${list(titles)}. Lass jeden`;
  return `Im Experiment ${waiting} abstimmen, und nimm dann ein Mitglied nach dem anderen dazu: Hilft das?`;
}

function surveyed({ pictures, budget, rule, models }: Facts["survey"], only: number, inTurn: number, joint: number): string {
  const size = `Wir haben es an ${number(pictures)} Galeriebildern versucht, mit ${number(of255(budget / 255))}. Die Abstimmung verlor ihre Antwort bei ${number(only)}, wenn nur das am besten gewählte Mitglied angegriffen wurde, bei ${number(inTurn)}, wenn eins nach dem anderen drankam, und bei ${number(joint)}, wenn es alle zugleich traf.`;
  if (joint > inTurn && inTurn <= only) return `Mit dem Nacheinander hatte die Antwort nicht unrecht. ${size}`;
  if (joint > inTurn) return `Nacheinander geht es besser, als die Antwort sagt; mit allen zugleich geht es noch besser. ${size}`;
  return `Die viel gelesene Antwort sagt: Eins nach dem anderen, das muss scheitern. Tat es aber nicht. ${size}${rule === "majority" ? ` Bei ${numberWord(models.length)} Stimmen genügen ${numberWord(Math.floor(models.length / 2) + 1)}, um die Mehrheit zu kippen.` : ""}`;
}
