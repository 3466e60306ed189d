import { html, type ReactiveController, type ReactiveControllerHost } from "lit";
import { whenOpened } from "../elements/when-opened.ts";

/** In CSS pixels. */
const NARROW = 480;

/** On phones all but the picture, the verdict and the main control waits behind folds. */
export class Folds implements ReactiveController {
  /** Until the figure is measured, the window's width is the best guess. */
  private narrow = innerWidth < NARROW;
  private readonly size = new ResizeObserver((entries) => this.fit(entries.at(-1)!.contentRect.width < NARROW));

  constructor(private readonly host: ReactiveControllerHost & Element) {
    host.addController(this);
  }

  hostConnected(): void {
    this.size.observe(this.host);
  }

  hostDisconnected(): void {
    this.size.disconnect();
  }

  /** A panel; where there is room, it is open. */
  panel(summary: string, content: () => unknown) {
    return html`<details class="fold" ?open=${!this.narrow}>
      <summary>${summary}</summary>
      <div class="setup">${whenOpened(content)}</div>
    </details>`;
  }

  private fit(narrow: boolean): void {
    if (narrow === this.narrow) return;
    this.narrow = narrow;
    this.host.requestUpdate();
  }
}
