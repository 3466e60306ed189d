/** Every word that a visitor reads or hears in the figures. (The prose around them: prose.ts.) */
import type { FailureCode } from "../../engine/protocol.ts";
import type { AttackMethod, Checked, Range, RangeName } from "../../state/settings.ts";
import { RANGES } from "../../state/settings.ts";
import { bytes, count, duration, fixed, of255, onePlacePercent, percent } from "../../state/format.ts";
import { core } from "./core.ts";
import type { ui as English } from "../en/ui.ts";
import type { Reworded } from "../reworded.ts";
import { capital, ein, einem, einen, list, numberWord, times } from "./grammar.ts";

const dotted = (...parts: (string | false)[]) => parts.filter(Boolean).join(" · ");

export const ui: Reworded<typeof English> = {
  precomputed: "Vorab gerechnet, mit demselben Programm. Drück auf den Knopf, dann passiert es hier.",
  precomputedShort: "vorab gerechnet",

  figures: {
    foolOneTitle: "Leg ein Netz herein",
    foolOne: "Such dir ein Bild und einen Wunsch aus, dann drück.",
    certainTitle: "Zehn Quadrate voller Nichts",
    certain: "Eins für jede Klasse, bis sich das Netz bei jedem zu 99,99\u00a0% sicher ist.",
    severalTitle: "Frag mehrere Netze",
    several: "Bestimm, wie der Angreifer vorgeht, und schau, wer nachgibt.",
  },

  opening: {
    original: "das Bild, wie es ist",
    changed: (linf: number) => `dasselbe Bild, kein Farbwert um mehr als ${of255(linf)} geändert`,
    magnified: (gain: number) => `die Änderung ${gain}-mal so stark, nur für deine Augen`,
    originalTwin: (is: string) => `Ein kleines Bild von ${einem(is)}.`,
    resultTwin: (is: string, wish: string) => `Dasselbe Bild von ${einem(is)}, ein klein wenig geändert; das Netz sieht ${einen(wish)}.`,
    slider: "Unterschied verstärken",
    value: (gain: number) => (gain === 1 ? "wie es ist" : `${gain}-fach`),
    asItIs: "wie es ist",
  },

  picture: {
    original: "Original",
    change: "Änderung",
    result: "Ergebnis",
    gain: (gain: number) => `× ${gain}`,
    again: "Noch einmal ansehen, Schritt für Schritt",
    atStep: (iteration: number) => (iteration === 0 ? "Vor dem ersten Schritt" : `Schritt ${iteration}`),
    gainLabel: "Änderung verstärken",
    untouched: "noch nichts geändert",
    originalTwin: (what: string) => `Das Original, 32 mal 32 Pixel: ${what}.`,
    changeTwin: (gain: number, linf: number, share: number) =>
      `Was geändert wurde, ${gain}-fach verstärkt auf Grau. Kein Farbwert weicht um mehr als ${of255(linf)} ab; bei ${Math.round(share * 100)}\u00a0% hat sich überhaupt etwas getan.`,
    noChangeTwin: "Reines Grau: Nichts wurde geändert.",
    resultTwin: (says: string) => `Das Ergebnis. ${says}`,
    atMost: (linf: number) => `höchstens ${of255(linf)} je Farbwert`,
    length: (l2: number) => `Länge ${fixed(l2, 2)}`,
    says: (name: string, confidence: number) => `${name}, ${percent(confidence)}`,
    gallery: (name: string) => `ein Bild von ${einem(name)}`,
    own: "dein Bild",
    noise: "Rauschen",
  },

  picker: {
    legend: "Bild",
    own: "Dein eigenes Bild",
    ownHint: "Wähl eins aus, zieh es herein oder füg es ein. Nichts verlässt dein Gerät.",
    drop: "Lass los: Es bleibt auf deinem Gerät",
    noise: "Rauschen",
    close: "Schließen",
    camera: {
      open: "Kamera",
      view: "Was die Kamera sieht",
      hint: "Genommen wird die Mitte, 32 × 32. Das Bild bleibt auf deinem Gerät.",
      none: "Hier gibt es keine Kamera, oder sie darf nicht benutzt werden.",
      take: "Aufnehmen",
      name: "von der Kamera",
    },
    drawing: {
      open: "Zeichnen",
      paper: "Papier, 32 × 32 Pixel",
      hint: "Zeichne mit Maus, Stift oder Finger. Oder mit Tasten: Pfeile bewegen, die Leertaste malt, Umschalt und Pfeil ziehen eine Linie.",
      colour: "Farbe",
      brush: "Pinsel",
      pixels: (size: number) => `${size} Pixel`,
      clear: "Leeres Blatt",
      use: "Nimm das",
      name: "Zeichnung",
    },
    credit: (title: string, author: string, licence: string) => [title, author, licence].filter(Boolean).join(" · "),
    ownName: (name: string) => `Dein Bild „${name}“`,
    noiseName: (seed: number) => `Rauschen Nummer ${seed}`,
    galleryName: (name: string, title: string) => (title ? `${name}: ${title}` : name),
    decoding: "Dein Bild wird gelesen …",
    ready: (name: string) => `${name} ist da.`,
  },

  controls: {
    net: "Netz",
    netNote: (accuracy: number, size: number) => dotted(`richtig bei ${onePlacePercent(accuracy)}`, size > 0 && bytes(size)),
    option: (title: string, accuracy: number, size: number) => dotted(title, onePlacePercent(accuracy), size > 0 && bytes(size)),
    together: "Oder eins von denen, die weiter unten gemeinsam abstimmen",
    noneOfThem: "keins davon",
    about: (title: string, description: string) => `${title}: ${description}`,
    setUp: (milliseconds: number) => `In ${duration(milliseconds)} aufgebaut.`,
    wish: "Mach daraus",
    wished: (name: string) => einen(name),
    anythingElse: "etwas anderes",
    budget: "Budget",
    budgetHint: "Um wie viele von 255 Stufen sich jeder Farbwert ändern darf.",
    radiusHint: "Wie lang die ganze Änderung sein darf (Wurzel aus der Summe der Quadrate).",
    of255: "/255",
    go: (wish: string | undefined) => `Mach daraus ${wish === undefined ? "etwas anderes" : einen(wish)}`,
    pause: "Pause",
    resume: "Weiter",
    step: "Ein Schritt",
    stop: "Anhalten, Bestes behalten",
    reset: "Experiment zurücksetzen",
    fold: "Mehr: anderes Bild, anderes Netz",
    more: "Mehr: Verfahren, Norm, Schritte, Startzahl",
    downloads: "Zum Mitnehmen",
    png: "PNG, 32 × 32",
    large: "PNG, 512 × 512",
    json: "Details als JSON",
    targetIsLabel: (name: string) => `Das ist schon ${ein(name)}. Wünsch dir etwas anderes.`,
  },

  share: {
    copy: "Link kopieren",
    again: { what: "Im Link steckt alles, was hier steht. Er führt wieder zum selben Bild.", copied: "Kopiert. Der Link führt wieder zum selben Bild." },
    chosen: { what: "Im Link steckt alles, was du hier gewählt hast.", copied: "Kopiert. Im Link steckt alles, was du hier gewählt hast." },
    own: {
      what: "Im Link steckt alles, was hier steht. Auch dein Bild: Wer den Link bekommt, kann es sehen.",
      copied: "Kopiert. Im Link steckt auch dein Bild: Wer ihn bekommt, kann es sehen.",
    },
    noFile: "Deine Datei bleibt bei dir: Wer dem Link folgt, fängt mit den Bildern der Galerie an.",
    otherNets: "Aus einem Link, der mit anderen Gewichten dieser Netze entstanden ist: Hier kann anderes herauskommen.",
    byHand: "Kopier diese Adresse:",
    fromLink: "aus dem Link",
    reproduced: (same: boolean, otherNets: boolean) =>
      same
        ? "Aus einem Link: wieder dasselbe Bild, Bit für Bit."
        : otherNets
          ? "Aus einem Link, der mit anderen Gewichten dieser Netze entstanden ist: Das Bild ist nicht dasselbe."
          : "Aus einem Link, aber das Bild ist nicht das, aus dem er entstanden ist.",
  },

  advanced: {
    method: "Verfahren",
    methods: {
      fgsm: "FGSM · ein Schritt",
      bim: "BIM · viele kleine Schritte",
      pgd: "PGD · projizierte Schritte",
      "mi-fgsm": "MI-FGSM · mit Schwung",
    } satisfies Record<AttackMethod, string>,
    norm: "Das Budget begrenzt",
    linf: "die größte Änderung (L∞)",
    l2: "die Länge der Änderung (L2)",
    steps: "Schritte",
    restarts: "Neustarts",
    randomStart: "Zufälliger Start",
    seed: "Startzahl",
    seedHint: "Gleiche Startzahl und gleiche Einstellungen ergeben das gleiche Bild, überall.",
  },

  range: {
    names: {
      budget: "Budget",
      radius: "Budget",
      steps: "Schritte",
      restarts: "Neustarts",
      seed: "Startzahl",
      gain: "Verstärkung",
    } satisfies Record<RangeName, string>,
    problem(name: RangeName, checked: Exclude<Checked, { ok: true }>): string {
      return this.outside(this.names[name], RANGES[name], checked);
    },
    outside(what: string, { min, max }: Range, checked: Exclude<Checked, { ok: true }>): string {
      if (checked.reason === "not-a-number") return `„${what}“ braucht eine Zahl von ${count(min)} bis ${count(max)}. Geändert wurde nichts.`;
      return `„${what}“ geht von ${count(min)} bis ${count(max)}; jetzt gilt ${count(checked.value)}.`;
    },
  },

  status: {
    loading: "Programm und Netze sind unterwegs …",
    looking: "Das Netz schaut sich das Bild an …",
    running: (iteration: number, total: number) => `Schritt ${iteration} von ${total}`,
    judging: "Fertig. Ein zweites, unabhängiges Programm wird gefragt …",
    paused: (iteration: number, total: number) => `Pause nach Schritt ${iteration} von ${total}`,
    sure: (name: string, confidence: number) => `Jetzt sagt es: ${name}, ${percent(confidence)}.`,
    started: "Der Angriff läuft.",
    pausedSpoken: "Pause.",
  },

  outcome: {
    reached: (name: string, confidence: number) => `Ziel erreicht. Das Netz sagt jetzt: ${name}, ${percent(confidence)}.`,
    changed: (name: string, confidence: number) => `Umgestimmt. Das Netz sagt jetzt: ${name}, ${percent(confidence)}.`,
    changedElsewhere: (name: string, confidence: number, wish: string) =>
      `Umgestimmt, aber gewünscht war ${ein(wish)}. Das Netz sagt jetzt: ${name}, ${percent(confidence)}.`,
    unchanged: (name: string, confidence: number) => `Unverändert. Das Netz sagt immer noch: ${name}, ${percent(confidence)}.`,
    tryHarder: (atMost: boolean) =>
      atMost ? "Versuch einen anderen Wunsch oder ein anderes Bild." : "Gib dem Angriff mehr Budget, oder wünsch dir einfach „etwas anderes“.",
    agreed: "Ein zweites, unabhängiges Programm sieht es genauso.",
    disagreed: "Ein zweites, unabhängiges Programm sieht es anders, also zählt es nicht.",
    moved: (linf: number) => `Kein Farbwert hat sich um mehr als ${of255(linf)} geändert.`,
    bestOnTheWay: "Behalten wird das beste Bild von allen Schritten, und das ist nicht immer das letzte.",
    stopped: "Du hast angehalten; das ist das Beste bis dahin.",
    took: (iterations: number, milliseconds: number) =>
      milliseconds > 0
        ? `${times(iterations, "Schritt", "Schritte")}, ${duration(milliseconds)} Rechenzeit.`
        : `${times(iterations, "Schritt", "Schritte")}.`,
    wrongBefore: (is: string, says: string, confidence: number) =>
      `Schon vor jedem Angriff irrt sich das Netz: Auf dem Bild ist ${ein(is)}, und es sieht ${einen(says)} (${percent(confidence)}).`,
    guessBefore: (says: string, confidence: number) =>
      `Was das ist, hat uns niemand gesagt. Das Netz hält es für ${einen(says)} (${percent(confidence)}), also führt der Angriff davon weg.`,
    rightBefore: (says: string, confidence: number) => `Vor jedem Angriff: ${says}, ${percent(confidence)}. Richtig.`,
    others: "Was die anderen Netze zu genau diesem Bild sagen",
    othersVote: (name: string | undefined) =>
      name === undefined ? "Wenn alle abstimmen: keine Mehrheit." : `Wenn alle abstimmen: ${name}.`,
    fooledToo: "getäuscht",
    notFooled: "nicht getäuscht",
    wrongAnyway: "lag schon vor dem Angriff falsch",
    attacked: "das angegriffene",
    waiting: "Fragen kannst du sie, sobald es ein Ergebnis gibt.",
    askOthers: (nets: number, size: number) => `Frag ${nets === 1 ? "es" : "sie"}${size > 0 ? ` (lädt ${bytes(size)})` : ""}`,
    asking: "Sie schauen es sich an …",
    askingFailed: "Das Fragen hat nicht geklappt: Etwas ist nicht angekommen. Drück noch einmal.",
  },

  bars: {
    heading: "Wie sicher es ist",
    role: { label: "was es ist", target: "was es werden soll" },
    before: "vor dem Angriff",
    caption: "Balken: das Bild, wie es jetzt ist. Feine Striche: vor dem Angriff.",
  },

  chart: {
    csv: "Kurven als CSV",
    svg: "Zeichnung als SVG",
    heading: "Während es passiert",
    x: "Schritte",
    summaryOne: (label: string, from: string, to: string, steps: number) =>
      `${capital(label)}: von ${from} auf ${to} in ${times(steps, "Schritt", "Schritten")}`,
    empty: "Die Kurve entsteht, während der Angriff läuft.",
    table: "Dasselbe in Zahlen",
    step: "Schritt",
    failed: "Das Diagramm ließ sich nicht zeichnen. Die Zahlen darunter sind vollständig.",
  },

  certain: {
    go: "Füll alle zehn",
    again: "Füll alle zehn noch mal",
    otherNoise: "Anderes Rauschen",
    cell: (name: string, confidence: number) => `${name}, ${percent(confidence)}`,
    cellTwin: "Aus Rauschen wurde:",
    working: (filled: number) => `${filled} von 10 gefüllt`,
    done: (filled: number, net: string) =>
      filled === 10
        ? `Alle zehn gefüllt. „${net}“ ist sich bei zehn Dingen, die nicht da sind, zu mindestens 99,99\u00a0% sicher.`
        : `${filled} von 10 haben 99,99\u00a0% erreicht.`,
    stopped: (filled: number) => `Angehalten, ${filled} von 10 gefüllt.`,
    summary: (items: string[]) => `So viele Schritte hat es gebraucht: ${list(items)}.`,
    item: (name: string, iterations: number) => `${name} ${count(iterations)}`,
    judged: (agreed: number, filled: number) =>
      agreed === filled
        ? "Ein zweites, unabhängiges Programm sieht es jedes Mal genauso."
        : `Ein zweites, unabhängiges Programm sieht es bei ${agreed} von ${filled} genauso.`,
    close: "Schließen",
    dialog: (name: string) => `„${capital(name)}“, sagt das Netz`,
    dialogText: (name: string, confidence: number, iterations: number, seed: number) =>
      `${percent(confidence)} ${name}. Am Anfang stand Rauschen Nummer ${seed}; dann ${times(iterations, "Schritt", "Schritte")} bergauf.`,
    steps: (iterations: number) => times(iterations, "Schritt", "Schritte"),
    grid: "Zehn Quadrate, eins für jede Klasse",
  },

  several: {
    wish: "Lass sie sehen",
    members: "Die Mitglieder",
    vote: "Die Abstimmung",
    noDecision: "unentschieden",
    by: { mean: "nach mittlerer Sicherheit", majority: "nach Mehrheit", unanimous: "nur einstimmig" },
    rule: "Es entscheidet",
    rules: { mean: "die mittlere Sicherheit", majority: "die Mehrheit", unanimous: "nur Einstimmigkeit" },
    plan: "Der Angreifer täuscht",
    plans: { only: "nur eins", "one-after-another": "eins nach dem anderen", joint: "alle zugleich" },
    which: "Welches",
    fold: "Mehr: anderes Bild, anderer Rat, anderer Plan",
    clean: (accuracy: number) => `richtig bei ${onePlacePercent(accuracy)}`,
    council: "Der Rat",
    voteOfAll: (members: number, accuracy: number) =>
      `Stimmen ${members === 2 ? "beide" : `alle ${numberWord(members)}`} ab, liegen sie bei ${onePlacePercent(accuracy)} richtig.`,
    size: "Wie viele abstimmen",
    cost: (members: number, size: number, milliseconds: number | undefined) =>
      [
        size > 0 ? `${capital(numberWord(members))} Netze, zusammen ${bytes(size)}.` : "",
        milliseconds === undefined ? "" : `In ${duration(milliseconds)} aufgebaut.`,
      ]
        .filter(Boolean)
        .join(" "),
    attackedNow: "wird angegriffen",
    go: (wish: string | undefined) => (wish === undefined ? "Leg den Rat herein" : `Lass sie ${einen(wish)} sehen`),
    outcome: {
      reached: (name: string) => `Ziel erreicht. Die Abstimmung ergibt jetzt: ${name}.`,
      changed: (name: string) => `Umgestimmt. Die Abstimmung ergibt jetzt: ${name}.`,
      changedElsewhere: (name: string, wish: string) => `Umgestimmt, aber gewünscht war ${ein(wish)}. Die Abstimmung ergibt jetzt: ${name}.`,
      now: (name: string | undefined) => (name === undefined ? "Im Moment: unentschieden." : `Im Moment ergibt die Abstimmung: ${name}.`),
      abstained: "Keine Entscheidung mehr: Die Mitglieder sind uneins, und der Rat schweigt.",
      abstainedBefore: "Keine Entscheidung, wie zuvor: Bei diesem Bild sind sich die Mitglieder nicht einig.",
      unchanged: (name: string) => `Unverändert. Die Abstimmung ergibt immer noch: ${name}.`,
      fooled: (fooled: number, members: number) =>
        fooled === 0
          ? `Keins der ${members} Mitglieder ließ sich täuschen.`
          : fooled === members
            ? `${members === 2 ? "Beide" : `Alle ${members}`} Mitglieder ließen sich täuschen.`
            : `${fooled} von ${members} Mitgliedern ${fooled === 1 ? "ließ" : "ließen"} sich täuschen.`,
    },
    chartLabel: (name: string) => `Wie sicher sich jedes Mitglied bei „${name}“ ist`,
    wrongBefore: (names: string[], is: string) =>
      `Schon vor jedem Angriff ${names.length === 1 ? "liegt" : "liegen"} ${list(names.map((name) => `„${name}“`))} falsch: Auf dem Bild ist ${ein(is)}.`,
    allRight: (is: string) => `Vor jedem Angriff sieht jedes Mitglied ${einen(is)}.`,
    guessBefore: (is: string) => `Was das ist, hat uns niemand gesagt; die Mitglieder halten es für ${einen(is)}.`,
  },

  guess: {
    reveal: "Das ist mein Tipp",
    yours: "Dein Tipp",
    change: "Noch mal raten",
    budget: {
      question: (is: string, wish: string) =>
        `Ein Farbwert geht von 0 bis 255. Um wie viel muss sich jeder ändern dürfen, damit das Netz nicht mehr ${einen(is)} sieht, sondern ${einen(wish)}?`,
      answer: (smallest: number | undefined) =>
        smallest === undefined ? "Selbst 32 von 255 haben nicht gereicht." : `${smallest} von 255 ${smallest === 1 ? "hat" : "haben"} gereicht.`,
      compare: (guess: number, smallest: number | undefined) =>
        smallest === undefined || guess === smallest
          ? "Genau, wie du gesagt hast."
          : guess > smallest
            ? `Du hast ${guess} erlaubt: Das ist großzügig. Probier es unten aus, und versuch, den Unterschied zu sehen.`
            : `Du hast ${guess} erlaubt: ein wenig knapp, aber nah an dem, was ohnehin niemand sehen kann.`,
    },
    cat: {
      question: (name: string) =>
        `Neun Quadrate voller Rauschen. In einem davon sieht das Netz ${einen(name)} und würde 10.000 zu 1 darauf wetten. In welchem?`,
      square: (number: number) => `Quadrat ${number}`,
      sure: (confidence: number) => percent(confidence),
      answer: (right: number, guessed: boolean) => (guessed ? `Quadrat ${right}, stimmt. Glück gehabt?` : `Es ist Quadrat ${right}.`),
      explain: (surest: number) =>
        `Hineingezeichnet wurde nichts: Jeder Wert wurde nur ein bisschen in die Richtung geschoben, die dem Netz gefällt. Die anderen acht sind so, wie sie gewürfelt wurden, und schau, was es darin sieht: Bei einem ist es sich zu ${percent(surest)} sicher.`,
    },
    plan: {
      question: (members: number) =>
        `${capital(numberWord(members))} Netze stimmen ab. Was muss ein Angreifer tun, um die Abstimmung zu kippen?`,
      choices: {
        only: "Eins täuschen",
        "one-after-another": "Eins nach dem anderen täuschen",
        joint: "Alle zugleich täuschen",
        nothing: "Er schafft es nicht",
      },
      answer: (pictures: number, budget: number) =>
        `Wir haben jeden Plan an den ${pictures} Galeriebildern ausprobiert, bei denen die Abstimmung richtig liegt, mit einem Budget von ${budget}/255. So oft kam danach nicht mehr das Richtige heraus:`,
      of: (fooled: number, pictures: number) => `${fooled} von ${pictures}`,
      only: (name: string) => `nur: ${name}`,
      explain: "Ein paar Dutzend Bilder sind ein Hinweis, kein Gesetz. Unten kannst du deine eigenen ausprobieren.",
    },
  },

  failure(code: FailureCode, message: string): string {
    switch (code) {
      case "unsupported":
        return `Dieser Browser kann die Experimente nicht ausführen: Ihm ${
          message === "simd" ? "fehlt WebAssembly SIMD" : message === "webassembly" ? "fehlt WebAssembly" : "fehlen Worker, die zeichnen können"
        }. Alles andere auf dieser Seite lässt sich lesen; jeder aktuelle Firefox, Chrome, Edge oder Safari kann alles.`;
      case "network":
        return `Die Datei „${message}“ ist nicht angekommen. Prüf die Verbindung, dann drück noch einmal; sonst ging nichts verloren.`;
      case "not-a-program":
        return `Statt „${message}“ hat der Server etwas anderes geschickt, vermutlich eine Webseite. Falls es dein Server ist: Wurde der ganze Ordner hochgeladen?`;
      case "not-started":
        return "Der Worker ist nicht gestartet. Entweder ist die Verbindung abgerissen, oder dieser Browser ist zu alt für Worker aus Modulen. Drück noch einmal, oder nimm einen aktuellen Browser.";
      case "crashed":
        return "Der Worker ist unerwartet stehen geblieben, und ein neuer hat übernommen. Dein Bild und deine Einstellungen sind noch da: Drück noch einmal.";
      case "memory":
        return "Der Browser hat dafür keinen Speicher mehr. Schließ andere Tabs oder nimm ein kleineres Netz, dann drück noch einmal; dein Bild und deine Einstellungen sind noch da.";
      case "picture":
        return message === "too-large"
          ? "Dieses Bild ist zu groß für die Seite (höchstens 60 Megapixel oder 40 MB). Mach es kleiner und versuch es noch einmal; das Bild von eben ist noch da."
          : "Diese Datei ist kein Bild, das dieser Browser lesen kann. PNG, JPEG, WebP oder GIF gehen; das Bild von eben ist noch da.";
      case "refused":
        return core(message);
    }
  },
  noPictureInPaste: "In dem, was du eingefügt hast, ist kein Bild. Kopier ein Bild, nicht seine Adresse, und füg es noch einmal ein.",
  failed: "Das hat nicht geklappt.",
};
