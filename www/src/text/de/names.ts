/** What classes, nets and councils are called. */
import type { Names } from "../../state/catalog.ts";

const stranger = "2×2-Flecken, die feststehen, dann sechs 3×3-Faltungen, in jedem Paar ein Max-Pooling";
const shortcut = ", und eine Abkürzung um die zweite Faltung jedes Paares";
const learnt = "Eine Faltung, dann sechs 3×3-Faltungen, in jedem Paar ein Max-Pooling";
const numbered = (count: number, entry: (number: number) => [string, { title: string; description: string }]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index + 1)));

export const names: Names = {
  shapes: {
    title: "Drei Bauarten",
    description: "Drei Netze, die verschieden gebaut sind: eine gewichtete Summe, ein Stapel von Schichten und eines mit Abkürzungen.",
  },
  classes: {
    airplane: "Flugzeug",
    automobile: "Auto",
    bird: "Vogel",
    cat: "Katze",
    deer: "Hirsch",
    dog: "Hund",
    frog: "Frosch",
    horse: "Pferd",
    ship: "Schiff",
    truck: "Lastwagen",
  },
  nets: {
    linear: {
      title: "Lineares Modell",
      description: "Für jede Klasse eine einzige gewichtete Summe der Pixel: zehn Schablonen, die man als Bilder ansehen kann.",
    },
    plain: {
      title: "Schlichtes Netz",
      description: "Sechs 3×3-Faltungen, nach jeder zweiten ein Max-Pooling, keine Abkürzungen: ein kleines VGG.",
    },
    residual: {
      title: "Residuales Netz",
      description: "ResNet-20: eine Faltung, neun Paare von Faltungen mit je einer Abkürzung darum, dann der Mittelwert über das Bild.",
    },
    tiny: {
      title: "Winziges Netz",
      description: "Wie die ersten Fremden, nur halb so breit: für die Evolution und für Angriffe, die viel fragen.",
    },
    depthwise: {
      title: "Kanalweises Netz",
      description: "2×2-Flecken, dann achtmal eine Faltung innerhalb jedes Kanals und eine über die Kanäle hinweg, in zwei Größen, mit glatter Aktivierung.",
    },
    attention: {
      title: "Aufmerksames Netz",
      description: "Drei Faltungen, dann dreimal Attention: Jede Stelle des Bildes sieht jede andere.",
    },
    robust: {
      title: "Robustes Netz",
      description: `${learnt}. Es hat an Bildern gelernt, die gegen es verändert wurden.`,
    },
    ...numbered(5, (number) => [
      `strangers-${number}`,
      {
        title: `Fremder ${number}`,
        description: `${stranger}${number > 3 ? shortcut : ""}. Eines von mehreren Netzen gleicher Größe und gleichen Trainings, die nichts voneinander wissen.`,
      },
    ]),
    ...numbered(4, (number) => [
      `disagree-${number}`,
      {
        title: `Abweichler ${number}`,
        description: `${stranger}${number > 3 ? shortcut : ""}. Eines von mehreren Netzen, die als Fremde begannen und dann gemeinsam lernten, auf verschiedene Bilder hereinzufallen (DVERGE, Yang et al. 2020).`,
      },
    ]),
    ...numbered(3, (number) => [
      `hardened-${number}`,
      {
        title: `Gehärtetes ${number}`,
        description: `${learnt}. Eines von mehreren Netzen gleicher Größe und gleichen Trainings, die an Bildern gelernt haben, die gegen sie verändert wurden.`,
      },
    ]),
  },
  councils: {
    strangers: { title: "Fremde", description: "Netze gleicher Größe und gleichen Trainings, die nichts voneinander wissen." },
    disagree: {
      title: "Auf Widerspruch trainiert",
      description: "Netze, die als Fremde begannen und dann gemeinsam lernten, auf verschiedene Bilder hereinzufallen.",
    },
    hardened: { title: "Gehärtet", description: "Netze gleicher Größe und gleichen Trainings, die an Bildern gelernt haben, die gegen sie verändert wurden." },
  },
};
