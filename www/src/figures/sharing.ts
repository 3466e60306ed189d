import { html } from "lit";
import "../elements/ef-share.ts";
import { type Dialect, readLink, writeLink } from "../state/link.ts";
import { ui } from "../text/en/ui.ts";
import type { Place } from "./place.ts";

/** The link of a figure that says what was chosen in it, not what came of it. */
export class Sharing<S> {
  /** Of a link that was made with others of the same names. */
  private nets: string | undefined;

  constructor(
    private readonly figure: { place: Place | undefined },
    private readonly dialect: Dialect<S>,
    /** What stands in the figure now. */
    private readonly state: () => S,
  ) {}

  read(given: URLSearchParams): S {
    const { catalog, gallery } = this.figure.place!;
    const { state, otherNets } = readLink(given, this.dialect, catalog, gallery);
    this.nets = otherNets ? this.netsOf(state) : undefined;
    return state;
  }

  /** `own`: the picture is the visitor's; `file`: so are those to be measured, which no link holds. */
  button({ own = false, file = false } = {}) {
    const note = this.nets !== undefined && this.nets === this.netsOf(this.state()) ? ui.share.otherNets : "";
    return html`<ef-share
      chosen
      .home=${this.figure.place?.home ?? ""}
      .state=${() => writeLink(this.dialect, this.state(), this.figure.place!.catalog)}
      ?own=${own}
      .lacks=${file ? ui.share.noFile : ""}
      .note=${note}
    ></ef-share>`;
  }

  private netsOf(state: S): string {
    return this.dialect.nets(state, this.figure.place!.catalog).join();
  }
}
