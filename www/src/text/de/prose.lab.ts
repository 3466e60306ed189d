/** The prose of the Lab. */
import { METHOD_NAMES } from "../../state/armoury.ts";

export function labProse() {
  return {
    lab: `
      <header>
        <h2>Das Labor</h2>
      </header>
      <p>Für alle, die geblieben sind: alles auf einmal. Dein Bild oder unseres, ein Netz oder ein Rat, ${METHOD_NAMES.length} Angriffe, und jede Zahl, die
      man ihnen mitgeben kann. Bei jedem steht, was er tut, wer ihn gefunden hat und was er verbraucht hat. Wenn es so aussieht, als hätte ein Netz
      standgehalten, dann schau zuerst auf die Warnungen unter dem Urteil: Manche Abwehr war nur ein kaputter Angriff.</p>
      <p>Versuch dasselbe Bild mit verschiedenen Angriffen. Welcher braucht die wenigsten Fragen? Welcher kommt mit der kürzesten Änderung aus? Und ein
      einziges Pixel: Reicht das?</p>`,
  };
}
