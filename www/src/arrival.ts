/** Figures whose scripts are on their way: where one does not arrive, its place says so. */
import { offline as text } from "./text/en/offline.ts";

/** Resolves when the figure is there; until then whoever reads can ask for it again. */
export async function arrive(figure: HTMLElement, load: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await load();
      return;
    } catch {
      await askedAgain(figure);
    }
  }
}

function askedAgain(figure: HTMLElement): Promise<void> {
  const note = document.createElement("p");
  note.className = "missing";
  note.setAttribute("role", "status");
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = text.again;
  note.append(`${text.figure} `, again);
  figure.prepend(note);
  return new Promise((resolve) =>
    again.addEventListener("click", () => {
      note.remove();
      resolve();
    }),
  );
}
