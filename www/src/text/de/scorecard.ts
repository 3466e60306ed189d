/** Every word of the scorecard: claims, verdicts, the numbers behind them, and the figure that repeats them. */
import type { Filter } from "easily-fooled";
import { count, duration, fixed, onePlacePercent, plainNumber, wholePercent } from "../../state/format.ts";
import { type ClaimId, EQUAL_BUDGET, type Figure, FINE_ENOUGH, type Part, type PartId, THRESHOLDS, type ThresholdId, type Verdict, VERDICT_BUDGET, type Word } from "../../state/verdicts.ts";
import type { scorecard as English } from "../en/scorecard.ts";
import { type Kind, kindOf, points, tiny, type Titles } from "../scorecard.ts";
import { capital, list, numberWord, times } from "./grammar.ts";

const budget = `${VERDICT_BUDGET}/255`;
const equal = `${EQUAL_BUDGET}/255`;

const epsilon = (n: number) => (n > 32 ? "mehr als 32/255" : `${n}/255`);

function told(figure: Figure, kind: Kind): string {
  const { value, n, origin } = figure;
  if (kind === "gain") return `${points(value)}\u00a0Punkte`;
  if (kind === "times") return `${fixed(value, 1)}\u00a0×`;
  if (kind === "residual") return value === 0 ? "0" : tiny(value);
  if (origin === "all") return `${Math.round(value * n)} von ${n}`;
  return origin === "test" ? onePlacePercent(value) : wholePercent(value);
}

function interval({ low, high, origin }: Figure, kind: Kind): string {
  if (origin === "all" || kind === "times" || kind === "residual") return "";
  if (kind === "gain") return `${points(low)} bis ${points(high)}`;
  const digits = origin === "test" ? 1 : 0;
  return `${fixed(low * 100, digits)} bis ${fixed(high * 100, digits)}\u00a0%`;
}

/** Without an article: it stands after a colon or in brackets. */
const filterName = (filter: Filter | undefined): string => {
  if (!filter) return "der beste Filter";
  switch (filter.kind) {
    case "gaussian":
      return `Unschärfe, σ ${plainNumber(filter.sigma)}`;
    case "median":
      return `Median, ${filter.size} × ${filter.size}`;
    case "bilateral":
      return `bilateraler Filter, σ ${plainNumber(filter.sigma)}`;
    case "bit-depth":
      return `${filter.bits} Bit je Farbe`;
    case "total-variation":
      return `totale Variation, Gewicht ${plainNumber(filter.weight)}`;
    case "jpeg":
      return `JPEG, Qualität ${filter.quality}`;
    case "shift":
      return `zufälliges Verschieben um bis zu ${filter.margin}`;
    case "noise":
      return `zufälliges Rauschen, σ ${plainNumber(filter.sigma)}`;
  }
};

const find = (verdict: Verdict, id: PartId, of?: string) => verdict.parts.find((part) => part.id === id && (of === undefined || part.of === of));
const value = (part: Part | undefined) => (part?.figure ? told(part.figure, kindOf(part.by, part.id)) : "–");

/** One sentence for each claim, whatever came out; the word itself stands beside it. */
const reasons: Record<ClaimId, (verdict: Verdict, titles: Titles) => string> = {
  weights: (verdict, titles) => {
    const [main, weakest, sturdy] = [find(verdict, "weights-main"), find(verdict, "weights-weakest"), find(verdict, "weights-sturdy")];
    const others = weakest ? ` Am besten hielt sich „${titles(weakest.of!)}“: Es verlor ${value(weakest)}.` : "";
    const hard = sturdy ? ` Training mit angegriffenen Bildern hilft: „${titles(sturdy.of!)}“ verlor ${value(sturdy)}.` : "";
    return `„${titles(main!.of!)}“ verlor ${value(main)} der Bilder, bei denen es richtig gelegen hatte, ohne dass eine Farbe um mehr als ${budget} verändert wurde.${others}${hard}`;
  },
  certain: (verdict, titles) => {
    const [uphill, led] = [find(verdict, "certain-uphill"), find(verdict, "certain-led")];
    const little = led?.figure ? ` Ändert man das Rauschen nur um höchstens ${budget}, wird es in ${value(led)} der Fälle so sicher beurteilt wie ein Foto.` : "";
    return `Von Rauschen aus ließ sich „${titles(uphill!.of!)}“ bei ${value(uphill)} Wörtern auf 99,99 % bringen.${little}`;
  },
  line: (verdict) => {
    const [away, random, straight] = [find(verdict, "line-away"), find(verdict, "line-random"), find(verdict, "line-straight")];
    return `Wer immer weitergeht, kommt zu Bildern, bei denen sich das Netz sicher ist: auf ${value(away)} der Wege, die von der richtigen Antwort wegführen, und auf ${value(random)} der ausgelosten. Hinter dem letzten Knick weichen die Antworten um höchstens ${value(straight)} ihrer Größe von einer Geraden ab. Netze ohne scharfe Knicke zählen bei dieser letzten Zahl nicht mit: Bei ihnen besagt sie nichts.`;
  },
  keys: (verdict, titles) => {
    const [scores, label] = [find(verdict, "keys-scores"), find(verdict, "keys-label")];
    return `${verdict.word === "fails" ? "Fragen genügte. " : ""}Von den Bildern, die „${titles(scores!.of!)}“ richtig hatte, ließen sich ${value(scores)} mit Fragen nach seiner Sicherheit kippen und ${value(label)} mit Fragen, auf die nur ein Wort zurückkam.`;
  },
  reuse: (verdict) => {
    const [any, chosen] = [find(verdict, "reuse-any"), find(verdict, "reuse-chosen")];
    return `Von den Bildern, die für ein Netz gemacht sind, täuschen ${value(any)} ohne Weiteres auch ein Geschwisternetz. Soll es dabei etwas Bestimmtes sehen, gelingt es bei ${value(chosen)}.`;
  },
  blur: (verdict) => {
    const [aware, unaware, clean] = [find(verdict, "blur-aware"), find(verdict, "blur-unaware"), find(verdict, "blur-clean")];
    return `Wir haben die Glättung gesucht, die am meisten hilft. Weiß der Angreifer nichts von ihr, sind noch ${value(unaware)} richtig. Weiß er davon, sind es ${value(aware)} (${filterName(aware?.filter)}); ganz ohne Angriff sind es dort ${value(clean)}.`;
  },
  vote: (verdict, titles) => {
    const councils = [...new Set(verdict.parts.map(({ of }) => of!))];
    const one = (id: string, index: number) => {
      const [turns, joint] = [value(find(verdict, "vote-turns", id)), value(find(verdict, "vote-joint", id))];
      return index === 0
        ? `„${titles(id)}“ ${turns}, wenn der Angreifer sich die Mitglieder nacheinander vornimmt, und ${joint}, wenn er alle zugleich angreift`
        : `„${titles(id)}“ ${turns} und ${joint}`;
    };
    return `Von dem, was die Abstimmung richtig hatte, behält ${councils.map(one).join("; ")}.`;
  },
  numbers: (verdict, titles) => {
    const councils = [...new Set(verdict.parts.map(({ of }) => of!))];
    const one = (id: string) => {
      const [gain, further] = [find(verdict, "numbers-gain", id), find(verdict, "numbers-further", id)];
      const [, last = 0] = (further ?? gain)?.counts ?? [];
      const [, , from, to] = further?.counts ?? [];
      const grown = gain?.figure?.value;
      const more = grown === undefined ? "–" : `${fixed(Math.abs(grown * 100), 1)} Prozentpunkte ${grown < 0 ? "weniger" : "mehr"}`;
      const reach = from === undefined || to === undefined ? "" : `, und um die Hälfte zu täuschen, braucht es ${from === to ? `weiterhin ${epsilon(from)}` : `${epsilon(to)} statt ${epsilon(from)}`}`;
      return `„${titles(id)}“ mit ${numberWord(last)} Mitgliedern statt mit einem: Bei ${equal} bleiben ${more} richtig${reach}.`;
    };
    const flat = verdict.parts.some(({ of, word, decides }) => decides && of === "strangers" && word === "fails") ? " Bei Fremden ist die Kurve so gut wie flach." : "";
    return `Jeder Angreifer darf gleich viele Gradienten verbrauchen. ${councils.map(one).join(" ")}${flat}`;
  },
};

export const scorecard: typeof English = {
  claims: {
    weights: "Wer den Bauplan und alle Gewichte eines Netzes hat, kann es täuschen.",
    certain: "Netze sind sich sehr sicher bei Bildern, auf denen niemand etwas erkennen kann.",
    line: "Jenseits aller Fotos geht es für ein Netz geradeaus weiter, und am Ende ist es sich sicher.",
    keys: "Ohne Bauplan und Gewichte kann niemand ein Netz täuschen.",
    reuse: "Ein Bild, das ein Netz täuscht, lässt sich bei einem anderen nicht wiederverwenden.",
    blur: "Erst das Bild weichzeichnen: Das ist eine Abwehr.",
    vote: "Lass mehrere abstimmen. Wer eines nach dem anderen angreift, macht zunichte, was er gewonnen hat.",
    numbers: "Je mehr Netze abstimmen, desto schwerer sind sie zu täuschen.",
  } satisfies Record<ClaimId, string>,

  chapters: {
    weights: { section: "fool-one", title: "Eins hereinlegen" },
    certain: { section: "certain", title: "Sicher, wo nichts ist" },
    line: { section: "straight-line", title: "Geradewegs ins Falsche" },
    keys: { section: "without-keys", title: "Ohne Schlüssel" },
    reuse: { section: "reuse", title: "Wiederverwenden" },
    blur: { section: "blur", title: "Weichzeichnen" },
    vote: { section: "ask-several", title: "Mehrere fragen" },
    numbers: { section: "ask-several", title: "Mehrere fragen" },
  } satisfies Record<ClaimId, { section: string; title: string }>,

  words: { holds: "Stimmt", half: "Halb wahr", fails: "Stimmt nicht", unmeasured: "Noch nicht gemessen" } satisfies Record<Word, string>,
  took: (title: string) => `Wie es dazu kam: „${title}“`,
  command: "Der Befehl",
  flagged: "In diesem Lauf war ein Angreifer, der von einem Filter wusste, schwächer als einer, der nichts davon wusste. Der Angriff war also zu schwach, und diese Zahl sagt weniger, als es scheint.",
  beside: "daneben",

  reason: (verdict: Verdict, titles: Titles): string =>
    verdict.word === "unmeasured" ? "An den Netzen, die jetzt hier sind, hat noch niemand alles gemessen. Darum gibt es kein Urteil." : reasons[verdict.claim](verdict, titles),

  /** What a row's number is. */
  row: ({ id, of, filter, counts }: Part, titles: Titles): string => {
    const title = of === undefined ? "" : `„${titles(of)}“`;
    const members = counts?.[1] ?? 0;
    const rows: Record<PartId, () => string> = {
      "weights-main": () => `${title}: getäuscht, wo es vorher richtig lag`,
      "weights-weakest": () => `${title}: hielt sich am besten von ${times(counts?.[0] ?? 0, "Netz", "Netzen")}`,
      "weights-sturdy": () => `${title}: mit angegriffenen Bildern trainiert`,
      "certain-uphill": () => "Mit 99,99 % erreichte Wörter, von Rauschen aus bergauf",
      "certain-led": () => `Rauschen, um ${budget} verändert: so sicher beurteilt wie ein Foto`,
      "certain-pixels": () => "Durch Züchten von Pixeln erreichte Wörter",
      "certain-patterns": () => "Durch Züchten von Mustern erreichte Wörter",
      "line-away": () => `Wege von der richtigen Antwort weg: am Ende sicher${title && `, ${title}`}`,
      "line-random": () => `Ausgeloste Wege: am Ende sicher${title && `, ${title}`}`,
      "line-straight": () => "Abweichung von der Geraden, hinter dem letzten Knick",
      "keys-scores": () => "Getäuscht durch Fragen nach der Sicherheit",
      "keys-label": () => "Getäuscht durch Fragen allein nach dem Wort",
      "reuse-any": () => "Täuschen ein Geschwisternetz, egal als was",
      "reuse-chosen": () => "Täuschen ein Geschwisternetz, als etwas Bestimmtes",
      "reuse-disagree": () => `Egal als was, bei ${title}`,
      "reuse-stranger": () => "Egal als was, bei einem Netz anderer Bauart",
      "blur-aware": () => `Richtig, und der Angreifer weiß davon: ${filterName(filter)}`,
      "blur-unaware": () => `Richtig, und der Angreifer ist ahnungslos: ${filterName(filter)}`,
      "blur-clean": () => `Richtig ohne Angriff: ${filterName(filter)}`,
      "blur-any": () => `Der beste von allen Filtern, und der Angreifer weiß davon: ${filterName(filter)}`,
      "vote-turns": () => `${title}, nacheinander: Abstimmung noch richtig`,
      "vote-joint": () => `${title}, alle zugleich: Abstimmung noch richtig`,
      "numbers-gain": () => `${title}: mit ${members || "allen"} Mitgliedern mehr richtig als mit einem, bei ${equal}`,
      "numbers-further": () => `${title}: nötiges Budget, um die Hälfte zu täuschen, mit ${members || "allen"} Mitgliedern statt mit einem`,
    };
    return rows[id]();
  },

  number: (figure: Figure | undefined, kind: Kind) => (figure ? told(figure, kind) : "–"),
  interval: (figure: Figure, kind: Kind) => interval(figure, kind),
  sample: ({ n, origin }: Figure, yours = false): string => (origin === "all" ? "alle, die es gibt" : `n = ${count(n)}${yours ? "" : origin === "gallery" ? ", Galerie" : ""}`),
  none: "noch nicht gemessen",
  /** The plot in words. */
  twin: (figure: Figure, kind: Kind) => {
    const range = interval(figure, kind);
    return range ? `95-%-Intervall: ${range}` : "kein Intervall";
  },

  tally: (words: readonly Word[]): string => {
    const of = (word: Word) => words.filter((one) => one === word).length;
    const parts = [
      [of("holds"), "stimmt", "stimmen"],
      [of("half"), "ist halb wahr", "sind halb wahr"],
      [of("fails"), "stimmt nicht", "stimmen nicht"],
      [of("unmeasured"), "ist noch nicht gemessen", "sind noch nicht gemessen"],
    ] as const;
    const told = parts.filter(([number]) => number > 0).map(([number, one, many]) => (number === 1 ? `eine ${one}` : `${numberWord(number)} ${many}`));
    return `Acht Behauptungen: ${capital(list(told))}.`;
  },

  legend: {
    zones: "Bei Zahlen, die entscheiden, ist die Skala dort blau, wo die Behauptung stimmen würde, und dort orange, wo sie nicht stimmen würde. Der Strich ist das 95-%-Intervall. Nur wenn es ganz in einem der beiden Felder liegt, ist etwas entschieden.",
    all: "Alle Zahlen in einer Datei",
    rules: "Wie die Urteile zustande kommen",
    rulesText:
      "Jedes Urteil ist berechnet, keines eingetippt. Jede Zahl, die entscheidet, hat zwei Schwellen. Liegt das ganze Intervall jenseits einer von ihnen, spricht die Zahl für die Behauptung oder gegen sie; sonst ist sie halb wahr. Entscheiden mehrere Zahlen und sagen sie nicht dasselbe, ist die Behauptung halb wahr. Fehlt eine, gibt es kein Urteil.",
    rule: (id: ThresholdId): string => {
      const { holds, fails } = THRESHOLDS[id];
      const [name, show] = ruleNames[id];
      const up = holds > fails;
      return `${name}: stimmt ab ${show(holds)} ${up ? "aufwärts" : "abwärts"}, stimmt nicht ab ${show(fails)} ${up ? "abwärts" : "aufwärts"}.`;
    },
  },

  repeat: {
    heading: "Wiederhol es",
    go: "Auf diesem Gerät wiederholen",
    again: "Noch einmal wiederholen",
    stop: "Stopp",
    size: (pictures: number) => `${times(pictures, "Bild", "Bilder")}, ein kleinerer Angriff`,
    loading: "Die Netze sind unterwegs.",
    running: (done: number, total: number) => `${count(done)} von ${count(total)} fertig`,
    stopped: (done: number, total: number) => `Nach ${count(done)} von ${count(total)} gestoppt.`,
    took: (milliseconds: number) => `Hier, gerade eben: ${duration(milliseconds)} gerechnet.`,
    yours: "Hier",
    spoken: (claim: string) => `Fertig. Deine Zahlen stehen unter „${claim}“`,
    missing: "Die Netze, die es dazu braucht, sind hier nicht dabei.",
    nothing: "Nichts zu zählen: Die Netze lagen schon vorher bei jedem Bild falsch.",
    material: "Welche Bilder die Knöpfe benutzen",
    note: "Die kleinen Läufe kommen mit weniger Schritten und einem Start aus. Sie sind also nur ein Hinweis. Die Zahlen oben stammen von den Befehlen.",
  },
};

const asPercent = (value: number) => wholePercent(value);
const ruleNames: Record<ThresholdId, [string, (value: number) => string]> = {
  weights: ["Getäuscht von jemandem, der die Gewichte hat", asPercent],
  nothing: ["Mit 99,99 % erreichte Wörter, von zehn", (value) => numberWord(Math.round(value * 10))],
  farEnd: ["Wege, an deren Ende sich das Netz sicher ist", asPercent],
  straight: ["Abweichung von einer Geraden", tiny],
  keys: ["Getäuscht von jemandem, der nur fragt", asPercent],
  reuse: ["Bilder, die ein anderes Netz täuschen", asPercent],
  blur: ["Richtig hinter dem Filter, unter Angriff", asPercent],
  vote: ["Abstimmungen noch richtig, von den vorher richtigen", asPercent],
  gain: ["Mit allen Mitgliedern mehr richtig als mit einem", (value) => `${Math.round(value * 100)} Prozentpunkten`],
  further: [`Nötiges Budget, um die Hälfte zu täuschen, mit allen Mitgliedern statt mit einem (nur wo es bei einem mindestens ${FINE_ENOUGH}/255 braucht: darunter sind ganze Schritte zu grob)`, (value) => `dem ${plainNumber(value)}-Fachen`],
};
