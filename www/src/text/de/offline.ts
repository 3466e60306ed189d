/** Without a network. */
import { bytes as size } from "../../state/format.ts";
import type { offline as English } from "../en/offline.ts";

export const offline: typeof English = {
  some: "Was du von dieser Seite benutzt hast, geht ab jetzt auch ohne Internet.",
  keep: (bytes: number) => `Alles hier behalten (${size(bytes)})`,
  keeping: (kept: number, bytes: number) => `Der Rest kommt: ${size(kept)} von ${size(bytes)} …`,
  all: "Die ganze Seite ist auf diesem Gerät: Sie geht auch ohne Internet.",
  failed: "Die Verbindung war weg, bevor alles da war.",
  newer: "Es gibt eine neuere Fassung dieser Seite.",
  use: "Neu laden",
};
