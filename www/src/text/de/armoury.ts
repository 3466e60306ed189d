/** What the Lab says of every attack and of every parameter. "Er" is the attack. */
import type { ArmouryWords } from "../../state/armoury.ts";
import { count, of255, plainNumber } from "../../state/format.ts";

export const armoury: ArmouryWords = {
  methods: {
    fgsm: { name: "FGSM", sentence: "Ein einziger Schritt entlang dem Vorzeichen des Gradienten, so weit das Budget reicht." },
    bim: { name: "BIM", sentence: "Viele kleine Schritte nach Art von FGSM, und jeder bleibt im Budget." },
    pgd: { name: "PGD", sentence: "Dasselbe mit zufälligem Start: der Standardtest des Fachs." },
    "mi-fgsm": { name: "MI-FGSM", sentence: "Schritte, die etwas von ihrem Momentum behalten und so nicht an jeder Unebenheit umkehren." },
    apgd: {
      name: "APGD",
      sentence: "Ein PGD, das seine Schritte selbst plant: Wo es nicht mehr bergauf geht, halbiert es sie und kehrt zum besten Punkt zurück.",
    },
    autoattack: {
      name: "AutoAttack",
      sentence: "Ein Angriff nach dem anderen, jeder vom Original aus, bis einer gelingt: APGD, dann APGD und FAB auf neun Klassen zu, dann Square.",
    },
    ascent: {
      name: "Aufstieg",
      sentence: "Bergauf, ganz ohne Budget, bis sich das Netz sicher ist: für Unsinn, an dem es keinen Zweifel hat.",
    },
    deepfool: {
      name: "DeepFool",
      sentence: "Geradewegs zur nächsten Grenze zwischen zwei Antworten, als wäre das Netz linear, und das so oft, bis er drüber ist.",
    },
    "carlini-wagner": {
      name: "Carlini und Wagner",
      sentence: "Wägt ab zwischen einer kurzen Änderung und der falschen Antwort und sucht das Gewicht, bei dem die kürzeste übrig bleibt.",
    },
    ddn: {
      name: "DDN",
      sentence: "Wandert auf einer Kugel um das Original. Sie schrumpft, solange das Netz sich täuschen lässt, und wächst, wenn nicht.",
    },
    fab: {
      name: "FAB",
      sentence: "Läuft an der Grenze zwischen zwei Antworten entlang, vom Original angezogen, bis dahin, wo sie ihm am nächsten kommt.",
    },
    jsma: { name: "JSMA", sentence: "Ändert wenige Werte, aber kräftig: in jedem Schritt die zwei, die am meisten versprechen." },
    square: { name: "Square", sentence: "Wirft farbige Quadrate auf das Bild, immer kleinere, und behält jedes, das wehtut." },
    nes: { name: "NES", sentence: "Schätzt den Gradienten aus den Punktzahlen zufälliger Nachbarn und geht dann Schritte wie PGD." },
    spsa: { name: "SPSA", sentence: "Schätzt den Gradienten aus Paaren gegenüberliegender Nachbarn und folgt ihm mit Adam." },
    "one-pixel": { name: "Ein Pixel", sentence: "Züchtet Ort und Farbe für ein einziges Pixel oder für ein paar." },
    hopskipjump: {
      name: "HopSkipJump",
      sentence: "Hört nur das eine Wort. Beginnt weit weg, wo die Antwort falsch ist, und tastet sich an der Grenze entlang zum Original hin.",
    },
  },

  parameters: {
    norm: {
      name: "Das Budget begrenzt",
      sentence: "Woran sich misst, wie groß eine Änderung ist: an ihrem größten Wert oder an ihrer Länge.",
      choices: { linf: "die größte Änderung (L∞)", l2: "die Länge der Änderung (L2)" },
    },
    epsilon: { name: "Budget ε", sentence: "Wie weit sich das Bild vom Original entfernen darf.", none: "unbegrenzt" },
    steps: { name: "Schritte", sentence: "Wie viele Iterationen jeder Neustart höchstens bekommt." },
    stepSize: { name: "Schrittweite", sentence: "Wie weit ein Schritt geht." },
    restarts: { name: "Neustarts", sentence: "Wie oft es von vorn losgeht, jedes Mal mit anderem Zufall; das Beste wird behalten." },
    randomStart: {
      name: "Zufälliger Start",
      sentence: "Beginnt an einem zufälligen Punkt im Budget statt beim Original. Spätere Neustarts tun das immer.",
    },
    momentum: { name: "Momentum", sentence: "Wie viel von den Schritten davor erhalten bleibt; 0 vergisst sie." },
    loss: {
      name: "Was er hinaufklettert",
      sentence: "Die Zahl, die mit jedem Schritt wachsen soll.",
      choices: {
        "cross-entropy": "Kreuzentropie",
        margin: "Abstand: beste falsche Punktzahl minus richtige",
        "mean-probability": "Logarithmus der mittleren Wahrscheinlichkeit",
        dlr: "DLR: Abstand, gleich in welchem Maßstab",
      },
    },
    strategy: {
      name: "Wen er angreift",
      sentence: "An welchen Mitgliedern des Rats eine Iteration arbeitet.",
      choices: {
        joint: "alle zugleich",
        only: "nur eins",
        "one-after-another": "eins nach dem anderen",
        "round-robin": "reihum, je Schritt ein anderes",
      },
    },
    member: { name: "Welches", sentence: "Das Mitglied, das allein angegriffen wird; das erste hat die Nummer 0." },
    normalizeMembers: {
      name: "Gleiches Stimmgewicht",
      sentence: "Die Gradienten der Mitglieder werden auf gleiche Länge gebracht und dann erst addiert, damit keiner die anderen übertönt.",
    },
    confidence: {
      name: "Stopp bei Sicherheit",
      sentence: "Früher aufhören, sobald die falsche Antwort mit dieser Sicherheit kommt, und zwar auf dem Bild, wie es in einer Datei stünde.",
      none: "alle Schritte",
    },
    pInit: { name: "Erste Quadrate", sentence: "Welchen Anteil des Bildes die ersten Quadrate bedecken; die späteren werden kleiner." },
    samples: { name: "Fragen je Schritt", sentence: "Wie oft das Netz vor jedem Schritt gefragt wird." },
    spread: { name: "Reichweite der Fragen", sentence: "Wie weit weg vom Bild er fragt, um zu spüren, wo es bergauf geht." },
    pixels: { name: "Pixel", sentence: "Wie viele Pixel er umfärben darf, in beliebigen Farben." },
    queries: {
      name: "Fragen, höchstens",
      sentence: "Wenn er so oft gefragt hat, über alle Neustarts zusammen, muss reichen, was er bis dahin hat.",
      none: "unbegrenzt",
    },
    seed: { name: "Startzahl", sentence: "Wo der Zufall beginnt: Gleiche Startzahl und gleiche Einstellungen ergeben das gleiche Bild, überall." },
  },

  rules: {
    budget: `${of255(8 / 255)}, in L2 ${plainNumber(0.5)}`,
    loss: "Kreuzentropie; gegen alle zugleich und ohne Wunsch: mittlere Wahrscheinlichkeit",
    whole: "ε",
    generous: `${plainNumber(2.5)} ε / Schritte`,
    even: "ε / Schritte",
    halved: "anfangs 2 ε",
    tenth: `${plainNumber(0.1)} ε`,
  },

  meanings: {
    limit: "Die kleinste Änderung sucht er von selbst. Ein Limit obendrein kann nur dazu führen, dass er scheitert.",
    smallest: "Was er klein hält: den größten Wert der Änderung oder ihre Länge.",
    stepsOfEach: "Für jeden seiner Gradientenangriffe; sein Square stellt fünfzigmal so viele Fragen.",
    stepsShared: `Aufgeteilt auf neun Gewichte: 100 für jedes. (Im Artikel sind es bis zu ${count(10_000)} für jedes.)`,
    stepsOfTwo: "Jeder ändert zwei Werte; 153 Schritte berühren ein Zehntel aller Werte im Bild.",
    stepsAsking: "Höchstens so viele Fragen: eine je Schritt.",
    longestStep: "Weiter darf kein Schritt gehen.",
    firstStep: "Die des ersten Schritts; spätere sind kürzer.",
    valueStep: "Um wie viel sich ein ausgewählter Wert auf einmal ändert.",
    learningRate: "Die Lernrate von Adam, dem er folgt.",
    fewValues: "Wie weit sich ein Wert ändern darf; dafür ändert er nur wenige.",
    fewPixels: "Wie weit sich ein Farbwert ändern darf; dafür färbt er nur wenige Pixel um.",
    candidates: "Wie viele Kandidaten miteinander gekreuzt werden.",
    firstQuestions: "Im ersten Schritt; später werden es mehr.",
  },
};
