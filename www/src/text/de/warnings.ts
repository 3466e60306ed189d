/** The core's safety flags, in words: signs that a result says less than it seems to. */
import type { warningTexts as English } from "../en/warnings.ts";

export const warningTexts: typeof English = {
  "zero-gradient":
    "Irgendwo unterwegs war der Gradient null, also gab es nichts, dem man folgen konnte. Dass es nicht geklappt hat, sagt vielleicht mehr über die Rechnung als über das Netz: Versuch einen Angriff, der nur fragt.",
  "lost-on-rounding":
    "Der Angriff hatte schon gewonnen, bis das Bild auf die 256 Stufen gerundet wurde, die eine Bilddatei kennt. Mit etwas mehr Spielraum gewinnt er wieder.",
  "judge-disagrees":
    "Das zweite Programm sieht dieses Bild anders. Es liegt so nah an einer Grenze, dass Rundungsfehler entscheiden, also zählt es nicht.",
  "black-box-beat-white-box":
    "Fragen allein haben gefunden, wohin kein Gradient geführt hatte. Die Gradienten weisen also in die Irre, und wenn Angriffe scheitern, die ihnen folgen, sagt das wenig.",
  "softmax-as-logits":
    "Dieses Netz antwortet mit Wahrscheinlichkeiten, wo rohe Punkte erwartet werden. Das macht den Berg flach, den der Angriff hinaufklettert: Scheitert er, liegt es vielleicht nur daran.",
};
