/** What the core says, in German. Its sentences are those of src/error.rs, src/onnx/mod.rs and src/classifier.rs; reasons inside them stay English. */
import { count } from "../../state/format.ts";
import { english } from "../foreign.ts";

const SENTENCES: [said: RegExp, german: (...parts: string[]) => string][] = [
  [/^This file can't be read as an ONNX model: (.+)\.$/s, (reason) => `Diese Datei lässt sich nicht als ONNX-Modell lesen. Der Grund, auf Englisch: ${english(reason)}.`],
  [/^This model is not a picture classifier that we can run: (.+)\.$/s, (reason) => `Dieses Modell ordnet keine Bilder so ein, dass es hier laufen könnte. Der Grund, auf Englisch: ${english(reason)}.`],
  [/^This model is too large for the page: (.+) is (\d+), the limit is (\d+)\.$/s, (what, found, limit) => `Dieses Modell ist zu groß für die Seite: ${english(what)} ist ${count(Number(found))}, höchstens geht ${count(Number(limit))}.`],
  [
    /^The network can run, but it has no gradient here: node “(.+)” uses (.+?) \((.+)\)\. Attacks that only ask questions still work on it\.$/s,
    (node, op, reason) => `Das Netz läuft, hat hier aber keinen Gradienten: Der Knoten „${node}“ benutzt ${op} (auf Englisch: ${english(reason)}). Angriffe, die nur fragen, funktionieren trotzdem.`,
  ],
  [/^The option “(.+?)” is (.+); it must be (.+)\.$/s, (name, found, allowed) => `Die Einstellung „${name}“ ist ${english(found)}; erlaubt ist, auf Englisch: ${english(allowed)}.`],
  [
    /^This network can't be built from its file: (.+)\. Reload the page; if that does not help, its files on the host do not belong together\.$/s,
    (reason) => `Dieses Netz lässt sich aus seiner Datei nicht aufbauen. Der Grund, auf Englisch: ${english(reason)}. Lade die Seite neu; hilft das nicht, gehören die Dateien auf dem Server nicht zusammen.`,
  ],
  [/^The second runtime could not run this model: (.+)\.$/s, (reason) => `Das zweite Programm konnte dieses Modell nicht ausführen. Der Grund, auf Englisch: ${english(reason)}.`],
  [/^The system gave no random seed: (.+)\. Choose a seed yourself\.$/s, (reason) => `Das System hat keine zufällige Startzahl geliefert (auf Englisch: ${english(reason)}). Wähl selbst eine.`],
  [/^It has (\d+) outputs; the first is taken as the class scores\.$/, (outputs) => `Es hat ${outputs} Ausgänge; der erste gilt als Punktzahlen der Klassen.`],
  [/^It was made for batches of (\d+); it is run with one picture at a time\.$/, (batch) => `Es ist für Stapel von ${batch} Bildern gemacht; hier bekommt es eins nach dem anderen.`],
  [/^It leaves the picture's size open; (\d+) × (\d+) is used\.$/, (height, width) => `Die Größe des Bildes lässt es offen; genommen wird ${height} × ${width}.`],
  [/^Its final (softmax|log-softmax) was removed: attacks work on the scores before it \(logits\)\.$/, (layer) => `Das ${layer === "softmax" ? "Softmax" : "Log-Softmax"} am Ende fällt weg: Angriffe rechnen mit den Punktzahlen davor (Logits).`],
  [/^Some of its weights are not finite \(NaN or ∞\); its answers may be meaningless\.$/, () => "Einige seiner Gewichte sind nicht endlich (NaN oder ∞); seine Antworten bedeuten vielleicht nichts."],
  [/^(.+): expected (.+), found (.+)\.$/s, (what, expected, found) => `Etwas hat nicht die erwartete Größe. Auf Englisch: ${english(`${what}: expected ${expected}, found ${found}`)}.`],
];

export function core(sentence: string): string {
  for (const [said, german] of SENTENCES) {
    const [found, ...parts] = said.exec(sentence) ?? [];
    if (found !== undefined) return german(...parts);
  }
  return `Die Meldung dazu gibt es nur auf Englisch: ${english(sentence)}`;
}
