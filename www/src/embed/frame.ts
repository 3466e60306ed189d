/** The page of a frame: the figure that its hash names, and word to the page around it of how high it is. */
import "./easily-fooled.ts";
import { FRAME_MESSAGE } from "../state/snippet.ts";

function show(): void {
  const element = document.createElement("easily-fooled");
  element.setAttribute("loading", "eager");
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (/^[a-z][a-zA-Z]*$/.test(name) && name !== "style") element.setAttribute(name, value);
  }
  document.body.replaceChildren(element);
}
addEventListener("hashchange", show);
show();

new ResizeObserver(() => {
  // To whoever embeds it: a height is no secret.
  parent.postMessage({ type: FRAME_MESSAGE, height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
}).observe(document.body);
