/** Tells the page's one live region a milestone; whoever hosts the figure says it aloud. */
export function announce(from: HTMLElement, text: string): void {
  from.dispatchEvent(new CustomEvent("ef-announce", { detail: text, bubbles: true, composed: true }));
}
