/** The page that writes the HTML for whoever wants a figure in a page of theirs. */
import "./easily-fooled.ts";
import { readFigure, withoutHash } from "../state/link.ts";
import { elementSnippet, frameSnippet, type Wanted } from "../state/snippet.ts";
import { embed as text } from "../text/en/embed.ts";

const form = document.querySelector("form")!;
const figure = form.elements.namedItem("figure") as HTMLSelectElement;
const theme = form.elements.namedItem("theme") as HTMLSelectElement;
const link = form.elements.namedItem("link") as HTMLInputElement;
const said = document.querySelector("#said")!;
const preview = document.querySelector("#preview")!;
const site = new URL("./", withoutHash(location.href)).href;

for (const [value, words] of Object.entries(text.figures)) figure.append(new Option(words, value));

function wanted(): Wanted {
  const hash = link.value.includes("#") ? link.value.slice(link.value.indexOf("#")) : "";
  const linked = readFigure(hash);
  said.textContent = link.value && !linked ? text.unread : "";
  const state = new URLSearchParams(linked?.given);
  if (linked) figure.value = linked.figure;
  state.delete("v");
  state.delete("figure");
  return { site, figure: figure.value, state, theme: theme.value as Wanted["theme"] };
}

function write(): void {
  const now = wanted();
  document.querySelector("#element")!.textContent = elementSnippet(now);
  document.querySelector("#frame")!.textContent = frameSnippet(now, text.title(text.figures[now.figure as keyof typeof text.figures]));
  const element = document.createElement("easily-fooled");
  for (const [name, value] of [["figure", now.figure], ...now.state, ...(now.theme === "auto" ? [] : [["theme", now.theme]])]) element.setAttribute(name!, value!);
  preview.replaceChildren(element);
}

form.addEventListener("change", write);
form.addEventListener("submit", (event) => event.preventDefault());
// Another figure than the link's: the link says nothing about it.
figure.addEventListener("change", () => (link.value = ""), { capture: true });
write();

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
  button.textContent = text.copy;
  button.addEventListener("click", async () => {
    const code = document.querySelector(`#${button.dataset["copies"]}`)!;
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      said.textContent = button.textContent = text.copied;
    } catch {
      getSelection()?.selectAllChildren(code);
      said.textContent = text.byHand;
    }
    setTimeout(() => (button.textContent = text.copy), 2000);
  });
}
