/** A net of the visitor's own. */
import { bytes as size, count } from "../../state/format.ts";
import type { NetReport } from "../../state/own-net.ts";
import type { ownNet as English } from "../en/own-net.ts";

export const ownNet: typeof English = {
  yours: "Dein eigenes Netz",
  choose: "Wähl eine .onnx-Datei",
  another: "Andere Datei",
  hint: "Oder zieh sie hierher. Nichts verlässt dein Gerät. Das Netz nimmt Bilder und gibt für jede Klasse eine Zahl.",
  reading: "Dein Netz wird gelesen …",
  unreadable: "Der Browser konnte diese Datei nicht lesen. Gibt es sie noch, und ist sie nicht zu groß? Deine Bilder und Netze sind, wie sie waren.",
  tooLarge: (name: string, most: number) => `„${name}“ ist größer als jedes Netz, das diese Seite nimmt (${size(most)}). Deine Bilder und Netze sind, wie sie waren.`,
  mean: "Mittelwert je Kanal",
  std: "Standardabweichung je Kanal",
  names: "Klassennamen, der Reihe nach",
  unnamed: (index: number) => `Klasse ${index}`,
  // The fields part numbers at commas (see readChannels), so these keep their points.
  placeholders: { mean: "0.491, 0.482, 0.447", std: "0.247, 0.243, 0.262", names: "Flugzeug, Auto, …" },
  layout: "Reihenfolge der Werte",
  layouts: { nchw: "Kanäle zuerst (PyTorch)", nhwc: "Kanäle zuletzt (TensorFlow)" },
  threeNumbers: (field: string) => `„${field}“ nimmt eine Zahl mit Dezimalpunkt, drei oder gar keine. Geändert wurde nichts.`,
  positive: "Standardabweichungen sind größer als 0. Geändert wurde nichts.",
  holds: (name: string, { nativeShape, classCount }: NetReport, bytes: number) =>
    `${name} (${size(bytes)}): von ${nativeShape.join(" × ")} Werten zu ${count(classCount)} Klassen.`,
  gradient: (multiplyAdds: number) =>
    `Jede Operation hat einen Gradienten, also funktionieren alle Angriffe. Ein Durchlauf kostet ${count(multiplyAdds)} Multiplikationen.`,
  noGradient: "Einen Gradienten hat es hier nicht, also funktionieren nur Angriffe, die fragen: siehe „Mit den Punktzahlen“ und „Mit dem Wort“.",
  scaled: ({ nativeShape: [channels, height, width] }: NetReport) =>
    `Bilder haben hier 32 × 32 Pixel. Bevor das Netz sie sieht, werden sie auf ${width} × ${height} gebracht${channels === 1 ? " und grau gemacht" : ""}, und sein Gradient läuft durch diese Umrechnung zurück.`,
  notLinked: "Ein eigenes Netz passt nicht in einen Link.",
};
