import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";

/** A guess before the answer: question, then whatever is guessed with, then a button, then the answer. */
export abstract class Guess extends LitElement {
  @property({ attribute: false }) classes: string[] = [];
  @state() protected revealed = false;

  static override styles = [
    base,
    controls,
    css`
      :host {
        margin-block: 1.5rem;
        padding: 1.25rem 1.4rem 1.3rem;
        background: var(--panel);
        border-radius: 0.75rem;
      }
      h3 {
        display: flex;
        gap: 0.7rem;
        font-family: var(--serif);
        font-size: 1.25rem;
        font-weight: 500;
        line-height: 1.3;
        margin-bottom: 1rem;
        text-wrap: pretty;
      }
      h3::before {
        content: "?";
        flex: none;
        display: grid;
        place-items: center;
        width: 2rem;
        height: 2rem;
        margin-top: -0.1rem;
        border-radius: 50%;
        background: var(--ink);
        color: var(--paper);
        font-weight: 600;
      }
      .foot {
        margin-top: 1rem;
      }
      .answer {
        font-family: var(--serif);
        font-size: 1.125rem;
        line-height: 1.5;
      }
      .answer p + p {
        margin-top: 0.4rem;
      }
      .answer strong {
        font-weight: 650;
      }
    `,
  ];

  protected abstract question(): string;
  protected abstract ask(): TemplateResult;
  protected abstract answer(): TemplateResult;
  protected get ready(): boolean {
    return true;
  }

  override render() {
    return html`
      <h3>${this.question()}</h3>
      ${this.ask()}
      <div class="foot">
        ${this.revealed
          ? nothing
          : html`<button type="button" ?disabled=${!this.ready} @click=${() => (this.revealed = true)}>${ui.guess.reveal}</button>`}
        <div class="answer" role="status">${this.revealed ? this.answer() : nothing}</div>
        ${this.revealed ? html`<button class="quiet" type="button" @click=${() => (this.revealed = false)}>${ui.guess.change}</button>` : nothing}
      </div>
    `;
  }
}
