import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { type ChoiceParameter, methodRow, type NumberParameter, parameter, type ParameterName, type Value } from "../state/armoury.ts";
import { count, plainNumber } from "../state/format.ts";
import { checkTyped, type Choice, defaultOf, isRule, readBounds, scaleOf, shown, unitOf, valueOf } from "../state/lab.ts";
import { base, controls } from "../styles/shared.ts";
import { lab } from "../text/en/lab.ts";

/** Every parameter of the chosen attack, with what it does, its default and its range. Fires `tune` with name and value. */
@customElement("ef-parameters")
export class EfParameters extends LitElement {
  @property({ attribute: false }) choice!: Choice;
  /** How many nets are attacked. */
  @property({ attribute: false }) members = 1;
  /** What was typed and could not stay. */
  @state() private problem: { name: ParameterName; text: string } | undefined;

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .rows {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
        gap: 1.3rem 2rem;
        align-items: start;
      }
      .control {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.6rem;
        min-height: 2.5rem;
        margin-block: 0.2rem 0.25rem;
      }
      input[type="number"] {
        width: 8.5rem;
        text-align: right;
      }
      input:disabled {
        border-style: dashed;
      }
      select {
        min-width: 0;
        flex: 1 1 auto;
      }
      .check {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 2.5rem;
        margin-left: 0.4rem;
      }
      .back {
        min-height: 2rem;
        padding-block: 0.1rem;
      }
      .note {
        font-size: var(--small);
        line-height: 1.45;
        color: var(--ink-soft);
      }
      .problem {
        color: var(--orange);
        font-weight: 600;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("choice") && changed.get("choice")?.method !== this.choice.method) this.problem = undefined;
  }

  override render() {
    return html`<div class="rows">${shown(this.choice, this.members).map((name) => this.row(name))}</div>`;
  }

  private row(name: ParameterName) {
    const given = parameter(name);
    const { sentence } = methodRow(this.choice.method).takes[name]!;
    const changed = this.choice.tuned[name] !== undefined;
    const problem = this.problem?.name === name ? this.problem.text : "";
    const control =
      given.kind === "number" ? this.number(name, given) : given.kind === "choice" ? this.select(name, given) : this.toggle(name);
    return html`<div class="row" data-parameter=${name}>
      <label class="heading" for=${name}>${given.name}</label>
      <div class="control">
        ${control}
        ${changed
          ? html`<button class="quiet back" type="button" aria-label=${lab.backTo(given.name)} @click=${() => this.tune(name, undefined)}>${lab.back}</button>`
          : nothing}
      </div>
      <p id="${name}-note" class="note">${sentence ?? given.sentence} ${lab.default(this.defaultWords(name))} ${this.rangeWords(name)}</p>
      <p class="note problem" aria-live="polite">${problem}</p>
    </div>`;
  }

  private number(name: ParameterName, { none }: NumberParameter) {
    const value = valueOf(name, this.choice, this.members);
    const absent = value === undefined || value === Infinity;
    const { min, max, step } = readBounds(name, this.choice, this.members);
    const unit = this.unit(name);
    const box = html`<input
        id=${name}
        type="number"
        min=${min}
        max=${max}
        step=${step || "any"}
        aria-describedby="${name}-note"
        .value=${live(absent ? "" : String(this.read(name, Number(value))))}
        ?disabled=${absent}
        @change=${(event: Event) => this.typed(name, event.target as HTMLInputElement)}
      />${unit ? html`<span>${unit}</span>` : nothing}`;
    if (none === undefined) return box;
    return html`${box}<label class="check"
        ><input type="checkbox" .checked=${live(absent)} @change=${(event: Event) => this.toggleNone(name, (event.target as HTMLInputElement).checked)} />${none}</label
      >`;
  }

  private select(name: ParameterName, { choices }: ChoiceParameter) {
    const value = valueOf(name, this.choice, this.members);
    const offered = methodRow(this.choice.method).takes[name]?.choices ?? Object.keys(choices);
    return html`<select id=${name} aria-describedby="${name}-note" .value=${live(String(value))} @change=${(event: Event) => this.tune(name, (event.target as HTMLSelectElement).value)}>
      ${offered.map((key) => html`<option value=${key} ?selected=${key === value}>${choices[key]}</option>`)}
    </select>`;
  }

  private toggle(name: ParameterName) {
    return html`<input
      id=${name}
      type="checkbox"
      aria-describedby="${name}-note"
      .checked=${live(valueOf(name, this.choice, this.members) === true)}
      @change=${(event: Event) => this.tune(name, (event.target as HTMLInputElement).checked)}
    />`;
  }

  private unit(name: ParameterName): string {
    const unit = unitOf(name, this.choice.method)!;
    if (unit !== "distance") return lab.units[unit];
    return scaleOf(name, this.choice) === 255 ? lab.units.of255 : lab.units.length;
  }

  /** A value of the core's as it is read here: three digits that count are enough. */
  private read(name: ParameterName, value: number): number {
    const read = value * scaleOf(name, this.choice);
    return Number.isInteger(read) ? read : Number(read.toPrecision(4));
  }

  private inWords(name: ParameterName, value: Value | undefined): string {
    const given = parameter(name);
    if (value === undefined || value === Infinity) return given.kind === "number" ? (given.none ?? lab.none) : lab.none;
    if (given.kind === "choice") return given.choices[String(value)] ?? String(value);
    if (given.kind === "switch") return value ? lab.on : lab.off;
    const unit = this.unit(name);
    const read = this.read(name, Number(value));
    const number = Number.isInteger(read) ? count(read) : plainNumber(read);
    return unit === "" || unit === lab.units.of255 ? number + unit : `${number}\u00a0${unit}`;
  }

  /** The default, and where it depends on something, how. */
  private defaultWords(name: ParameterName): string {
    const by = methodRow(this.choice.method).takes[name]?.by;
    const now = this.inWords(name, defaultOf(name, this.choice, this.members));
    return isRule(by) ? lab.now(by.words, now) : now;
  }

  private rangeWords(name: ParameterName): string {
    if (parameter(name).kind !== "number") return "";
    const { min, max } = readBounds(name, this.choice, this.members);
    return lab.range(plainNumber(min), count(max));
  }

  private typed(name: ParameterName, input: HTMLInputElement): void {
    const checked = checkTyped(name, this.choice, this.members, input.value);
    const { name: title } = parameter(name);
    this.problem = checked.ok ? undefined : { name, text: lab.problem(title, readBounds(name, this.choice, this.members), checked) };
    if (Number.isNaN(checked.value)) this.requestUpdate();
    else this.tune(name, checked.value / scaleOf(name, this.choice), !checked.ok);
  }

  private toggleNone(name: ParameterName, none: boolean): void {
    const absent = defaultOf(name, this.choice, this.members);
    const byItself = absent === undefined || absent === Infinity;
    if (none) this.tune(name, byItself ? undefined : Infinity);
    else this.tune(name, byItself ? this.usual(name) : undefined);
  }

  /** A value to begin with where there was none: the field's usual one. */
  private usual(name: ParameterName): number {
    return name === "confidence" ? 0.99 : scaleOf(name, this.choice) === 255 ? 8 / 255 : 0.5;
  }

  private tune(name: ParameterName, value: Value | undefined, keepProblem = false): void {
    if (!keepProblem) this.problem = undefined;
    this.dispatchEvent(new CustomEvent("tune", { detail: { name, value } }));
  }
}
