import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isScaled, type OwnNet, readChannels, readClasses } from "../state/own-net.ts";
import { base, controls, fileButton } from "../styles/shared.ts";
import { core } from "../text/en/core.ts";
import { ownNet } from "../text/en/own-net.ts";
import { spoken } from "./spoken.ts";

export type Adjusted = Pick<OwnNet, "options" | "classes">;

/** A net of the visitor's: its file, how it wants its pictures, and what it holds. Fires `choose-file` and `adjust`. */
@customElement("ef-own-net")
export class EfOwnNet extends LitElement {
  @property({ attribute: false }) own: OwnNet | undefined;
  /** What is wrong with the file, or that it is being read. */
  @property() said = "";
  @state() private problem = "";

  static override styles = [
    base,
    controls,
    fileButton,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 0.9rem;
        align-items: center;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: 0.8rem 1.2rem;
      }
      label {
        display: grid;
        gap: 0.2rem;
        align-content: space-between;
      }
      .names {
        grid-column: 1 / -1;
      }
      input[type="text"] {
        width: 100%;
        min-width: 0;
      }
      .problem {
        color: var(--orange);
        font-weight: 600;
      }
      ul {
        display: grid;
        gap: 0.2rem;
        max-width: 44rem;
      }
    `,
  ];

  override render() {
    return html`<div class="top">
        <label class="file">
          ${this.own ? ownNet.another : ownNet.choose}
          <input type="file" accept=".onnx" aria-describedby="hint" @change=${this.chooseFile} />
        </label>
        <p id="hint" class="small soft">${ownNet.hint}</p>
      </div>
      <p class="small problem" role="status">${spoken(this.problem || this.said)}</p>
      ${this.own ? this.fields(this.own) : nothing}`;
  }

  private fields({ name, report, options, classes, content }: OwnNet) {
    const text = (what: "mean" | "std" | "names", value: string) =>
      html`<label class=${what}>
        <span class="heading">${ownNet[what]}</span>
        <input type="text" name=${what} .value=${value} placeholder=${ownNet.placeholders[what]} spellcheck="false" autocomplete="off" @change=${this.adjust} />
      </label>`;
    return html`<div class="fields">
        ${text("mean", options.mean?.join(", ") ?? "")} ${text("std", options.std?.join(", ") ?? "")}
        <label>
          <span class="heading">${ownNet.layout}</span>
          <select name="layout" @change=${this.adjust}>
            ${(["nchw", "nhwc"] as const).map((layout) => html`<option value=${layout} ?selected=${layout === (options.layout ?? "nchw")}>${ownNet.layouts[layout]}</option>`)}
          </select>
        </label>
        ${text("names", classes.join(", "))}
      </div>
      <ul class="small soft">
        <li>${ownNet.holds(name, report, content.length)}</li>
        ${isScaled(report) ? html`<li>${ownNet.scaled(report)}</li>` : nothing}
        <li>${report.hasGradient ? ownNet.gradient(report.multiplyAdds) : ownNet.noGradient}</li>
        ${report.notes.map((note) => html`<li>${spoken(core(note))}</li>`)}
      </ul>`;
  }

  private chooseFile(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = "";
    if (file) this.dispatchEvent(new CustomEvent<File>("choose-file", { detail: file }));
  }

  private adjust(): void {
    const value = (name: string) => this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`)!.value;
    const mean = readChannels(value("mean"));
    const std = readChannels(value("std"));
    this.problem = !mean ? ownNet.threeNumbers(ownNet.mean) : !std ? ownNet.threeNumbers(ownNet.std) : std.some((each) => each <= 0) ? ownNet.positive : "";
    if (this.problem || !mean || !std) return;
    const layout = value("layout") as "nchw" | "nhwc";
    const options = { ...(mean.length > 0 ? { mean } : {}), ...(std.length > 0 ? { std } : {}), ...(layout === "nchw" ? {} : { layout }) };
    const classes = readClasses(value("names"), this.own!.report.classCount);
    this.dispatchEvent(new CustomEvent<Adjusted>("adjust", { detail: { options, classes } }));
  }
}
