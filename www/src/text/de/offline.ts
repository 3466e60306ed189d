/** Without a network. */
import { bytes as size } from "../../state/format.ts";
import type { offline as English } from "../en/offline.ts";

export const offline: typeof English = {
  some: "Was du von dieser Seite benutzt hast, geht ab jetzt auch ohne Internet.",
  keep: (bytes: number) => `Alles hier behalten (${size(bytes)})`,
  keeping: (kept: number, bytes: number) => `Der Rest kommt: ${size(kept)} von ${size(bytes)} …`,
  all: "Die ganze Seite ist auf diesem Gerät: Sie geht auch ohne Internet.",
  failed: {
    network: "Die Verbindung war weg, bevor alles da war.",
    storage: "Auf diesem Gerät ist nicht genug Platz für alles. Was schon da ist, bleibt; mit Internet geht weiterhin alles.",
  },
  none: "Dieser Browser behält nichts von dieser Seite: Sie geht, solange es Internet gibt.",
  newer: "Es gibt eine neuere Fassung dieser Seite.",
  use: "Neu laden",
  figure: "Diese Abbildung ist nicht angekommen. Prüf die Verbindung und versuch es noch einmal; wenn das nicht hilft, lade die Seite neu.",
  again: "Noch einmal",
};
