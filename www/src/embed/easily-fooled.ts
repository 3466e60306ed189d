/**
 * `<easily-fooled figure="lab" net="tiny" …>`: one figure in anybody's page. Attributes mirror the keys of links. All that are on one
 * page share one engine. Events, which bubble: `ready` (the figure is there), `progress` (detail: iteration, totalIterations),
 * `result` (detail: the record that can also be downloaded, and the link), `error` (detail: message).
 * Whoever embeds it may style its colours (custom properties, see styles/tokens.css) and its parts: `figure`, `stage`, `pictures`,
 * `verdict`, `action` (the main button).
 */
import figtree from "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url";
import newsreader from "@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2?url";
import { css, html, LitElement, nothing, unsafeCSS } from "lit";
import { customElement, state } from "lit/decorators.js";
import { LOADERS } from "../figures/loaders.ts";
import type { Place } from "../figures/place.ts";
import { makePlace, ownPage } from "../place.ts";
import { PARAMETERS } from "../state/armoury.ts";
import { type Linkable, LINKED_FIGURES, type LinkedFigure } from "../state/link.ts";
import { base } from "../styles/shared.ts";
import tokens from "../styles/tokens.css?inline";
import { embed as text } from "../text/en/embed.ts";

const FIRST: LinkedFigure = "fool-one";
/** What concerns the element itself, not the figure's state. */
const OWN_ATTRIBUTES = ["figure", "loading", "theme", "v", "id", "class", "style", "slot", "part", "title", "lang", "dir", "hidden"];

/** HTML knows small letters only. */
const KEYS = new Map(Object.keys(PARAMETERS).map((name) => [name.toLowerCase(), name]));

let shared: Place | undefined;

/** The page's colours, those of one theme whatever the reader's preference. Whoever embeds the element may set each of them on it. */
const [light, dark] = Array.from(tokens.matchAll(/:root\s*\{([^}]*)\}/g), ([, block]) => block!);
const themes = unsafeCSS(`${tokens.replaceAll(":root", ":host")} :host([theme="light"]) { ${light}; color-scheme: light } :host([theme="dark"]) { ${dark}; color-scheme: dark }`);

for (const [family, address, weight] of [
  ["Figtree Variable", figtree, "300 900"],
  ["Newsreader Variable", newsreader, "200 800"],
] as const) {
  document.fonts.add(new FontFace(family, `url("${new URL(address, import.meta.url).href}")`, { weight, display: "swap" }));
}

@customElement("easily-fooled")
export class EasilyFooled extends LitElement {
  /** On its way, shown, or not to be had. */
  @state() private phase: "waiting" | "shown" | "failed" = "waiting";
  @state() private spoken = "";

  private readonly sight = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && void this.show(), { rootMargin: "400px" });
  private readonly attributesChanged = new MutationObserver(() => this.phase === "shown" && this.wanted !== this.opened && void this.show());
  /** What `wanted` was when it was last shown. */
  private opened = "";

  static override styles = [
    themes,
    base,
    css`
      :host {
        padding: 1rem;
        background: var(--paper);
      }
      /* What a page says of all its text is not meant for a figure's. */
      * {
        letter-spacing: normal;
        word-spacing: normal;
        text-indent: 0;
        text-transform: none;
        white-space: normal;
      }
      .room {
        display: grid;
        place-content: center;
        min-height: 30rem;
        text-align: center;
      }
      .credit {
        margin: 1rem 0 0;
        font-size: var(--small);
        color: var(--ink-soft);
      }
      a {
        color: inherit;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.getAttribute("loading") === "eager") void this.show();
    else this.sight.observe(this);
    this.attributesChanged.observe(this, { attributes: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sight.disconnect();
    this.attributesChanged.disconnect();
  }

  private get figure(): LinkedFigure {
    return LINKED_FIGURES.find((name) => name === this.getAttribute("figure")) ?? FIRST;
  }

  /** What its attributes say of the figure's state. */
  private get given(): URLSearchParams {
    const pairs = Array.from(this.attributes, ({ name, value }) => [KEYS.get(name) ?? name, value] as [string, string]);
    return new URLSearchParams(pairs.filter(([name]) => !OWN_ATTRIBUTES.includes(name)));
  }

  private get wanted(): string {
    return `${this.figure}?${this.given}`;
  }

  private async show(): Promise<void> {
    this.sight.disconnect();
    const { figure, given } = this;
    this.opened = this.wanted;
    try {
      shared ??= makePlace(ownPage());
      await LOADERS[figure]();
    } catch (reason) {
      this.phase = "failed";
      this.tell("error", { message: String(reason) });
      return;
    }
    this.phase = "shown";
    this.requestUpdate();
    await this.updateComplete;
    const shown = this.renderRoot.querySelector<HTMLElement & Linkable>(`ef-${figure}`)!;
    // Without a word about its state, a figure begins as on the page.
    if (`${given}` !== "") await shown.open(given);
    this.tell("ready", { figure });
  }

  override render() {
    return html`${this.phase === "shown" ? this.shownFigure() : html`<div class="room">${this.phase === "failed" ? text.failed : text.waiting}</div>`}
      ${shared ? html`<p class="credit">${text.credit} <a href=${shared.home} target="_blank" rel="noopener">${text.page}</a></p>` : nothing}
      <p class="visually-hidden" role="status">${this.spoken}</p>`;
  }

  private shownFigure() {
    const name = `ef-${this.figure}`;
    const kept = this.renderRoot.querySelector<HTMLElement>(name);
    if (kept) return kept;
    const element = document.createElement(name) as HTMLElement & { place?: Place };
    element.place = shared!;
    element.part.add("figure");
    element.setAttribute("exportparts", "stage, pictures, verdict, action");
    element.addEventListener("ef-announce", (event) => (this.spoken = (event as CustomEvent<string>).detail));
    for (const name of ["progress", "result", "error"] as const) {
      element.addEventListener(`ef-${name}`, (event) => this.tell(name, (event as CustomEvent).detail));
    }
    return element;
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
