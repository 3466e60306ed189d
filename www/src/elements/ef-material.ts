import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { BatchError, MOST_BYTES, TestBatch } from "../state/test-batch.ts";
import { base, controls, fileButton } from "../styles/shared.ts";
import { reuse } from "../text/en/reuse.ts";
import "./ef-choice.ts";
import { FileDrop } from "./file-drop.ts";

/** Which pictures are measured: the gallery's, or some of a file's. */
export type Chosen = { kind: "gallery" } | { kind: "file"; batch: TestBatch; count: number };

/** What is offered of a file. */
const COUNTS = [20, 50, 100, 200, 500, 1000];
const FIRST_COUNT = 50;

/** Many labelled pictures: the gallery, or CIFAR-10's test file from the visitor's disk (chosen, or dropped here). Fires `choose`. */
@customElement("ef-material")
export class EfMaterial extends LitElement {
  @property({ attribute: false }) chosen: Chosen = { kind: "gallery" };
  /** Pictures in the gallery; undefined while it is on its way. */
  @property({ attribute: false }) gallery: number | undefined;

  @state() private batch: TestBatch | undefined;
  @state() private note = "";
  @state() private problem = "";

  private readonly dropped = new FileDrop(this, ({ files: [file] }) => file && void this.open(file));

  static override styles = [
    base,
    controls,
    fileButton,
    css`
      :host {
        display: grid;
        gap: 0.8rem;
      }
      .open {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 0.75rem;
        align-items: center;
        padding: 0.6rem;
        border: 1px dashed var(--line-strong);
        border-radius: var(--round);
      }
      .open.dropping {
        border: 2px dashed var(--orange);
        padding: calc(0.6rem - 1px);
      }
      .said {
        flex: 1 1 14rem;
      }
      .problem {
        padding-left: 0.6rem;
        border-left: 4px solid var(--orange);
        color: var(--ink);
      }
    `,
  ];

  override render() {
    const { material } = reuse;
    const choices = [
      { value: "gallery", text: material.gallery(this.gallery ?? 0), disabled: this.gallery === 0 },
      { value: "file", text: material.file, disabled: !this.batch },
    ];
    return html`<ef-choice
        .legend=${material.legend}
        .value=${live(this.chosen.kind)}
        .choices=${choices}
        @choose=${(event: CustomEvent<Chosen["kind"]>) => this.choose(event.detail === "gallery" ? { kind: "gallery" } : this.ofFile(FIRST_COUNT))}
      ></ef-choice>
      <div class="open ${this.dropped.over ? "dropping" : ""}">
        <label class="file">
          ${material.choose}
          <input type="file" accept=".bin,application/octet-stream" aria-describedby="said" @change=${this.chooseFile} />
        </label>
        <span id="said" class="said small soft ${this.problem ? "problem" : ""}" role="status">
          ${this.dropped.over ? material.drop : this.problem || this.note || material.hint}
        </span>
      </div>
      ${this.chosen.kind === "file" ? this.counts(this.chosen.batch, this.chosen.count) : nothing}`;
  }

  private counts(batch: TestBatch, chosen: number) {
    const counts = [...new Set(COUNTS.map((count) => Math.min(count, batch.count)))];
    return html`<ef-choice
      class="counts"
      layout="chips"
      .legend=${reuse.material.howMany}
      .value=${String(chosen)}
      .choices=${counts.map((count) => ({ value: String(count), text: String(count) }))}
      @choose=${(event: CustomEvent<string>) => this.choose(this.ofFile(Number(event.detail)))}
    ></ef-choice>`;
  }

  private ofFile(count: number): Chosen {
    const batch = this.batch!;
    return { kind: "file", batch, count: Math.min(count, batch.count) };
  }

  private choose(chosen: Chosen): void {
    this.dispatchEvent(new CustomEvent<Chosen>("choose", { detail: chosen }));
  }

  private chooseFile = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) void this.open(file);
    input.value = "";
  };

  /** What was in place stays there when the file is of no use. */
  private async open(file: File): Promise<void> {
    const { material } = reuse;
    this.problem = "";
    this.note = material.reading;
    try {
      // Before it is read: a film of some gigabytes would take the page's memory.
      if (file.size > MOST_BYTES) throw new BatchError("too-large");
      this.batch = TestBatch.read(file.name, new Uint8Array(await file.arrayBuffer()));
      this.note = material.there(file.name, this.batch.count);
      this.choose(this.ofFile(FIRST_COUNT));
    } catch (reason) {
      this.note = this.batch ? material.there(this.batch.name, this.batch.count) : "";
      this.problem = material.problem(reason instanceof BatchError ? reason.problem : "unreadable", file.name);
    }
  }
}
