import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { labelGlyph, targetGlyph } from "../elements/glyphs.ts";
import "../elements/ef-picker.ts";
import { type Picked, pictureIn } from "../elements/ef-picker.ts";
import { FileDrop } from "../elements/file-drop.ts";
import { spoken } from "../elements/spoken.ts";
import { failureOf } from "../engine/protocol.ts";
import type { GalleryPicture } from "../state/catalog.ts";
import type { Pictured } from "../state/link.ts";
import type { Origin, Subject } from "../state/run.ts";
import { figureStyles } from "../styles/figure.ts";
import { base, controls } from "../styles/shared.ts";
import { ui } from "../text/en/ui.ts";
import { announce } from "../elements/announce.ts";
import { Folds } from "./folds.ts";
import { galleryPixels } from "./pictures.ts";
import type { Place } from "./place.ts";
import type { Phase } from "./run-controller.ts";
import type { Names } from "./telling.ts";

export interface Saying {
  label: number | undefined;
  confidence: number;
}

interface Told {
  phase: Phase;
  /** Of the work that is done, 0 to 1. */
  part: number;
  /** Why it failed, where it did. */
  failure: string;
  sentence: string;
  details: string;
  more?: unknown;
}

const FIRST_NOISE = 1;

/** What the figures about one picture share: where it comes from, and the frame around everything. */
export abstract class PictureFigure extends LitElement {
  static override styles = [base, controls, figureStyles];

  @property({ attribute: false }) place: Place | undefined;

  @state() protected subject: Subject = this.firstSubject();
  /** About a file that could not be used; the figure itself goes on. */
  @state() protected problem = "";

  /** Aborted when another picture is wanted. */
  protected picking = new AbortController();
  private readonly dropped = new FileDrop(this, (dropped) => {
    const file = pictureIn(dropped);
    if (file) this.take(file);
  });
  protected readonly folds = new Folds(this);
  /** Parts that are there: each has a task of its own, so that no phone is busy for long at a time. */
  @state() private partsShown = 1;
  private parts = 1;

  constructor() {
    super();
    this.addEventListener("pointerenter", this.warm, { once: true });
    this.addEventListener("focusin", this.warm, { once: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.paste);
  }

  protected override firstUpdated(): void {
    // The page keeps the room of what is missing.
    this.toggleAttribute("partial", true);
    this.showNext();
  }

  private showNext(): void {
    if (this.partsShown >= this.parts) return void this.toggleAttribute("partial", false);
    setTimeout(() => {
      this.partsShown++;
      void this.updateComplete.then(() => this.showNext());
    });
  }

  /** The picture to begin with. */
  protected abstract firstSubject(): Subject;
  /** The nets that the first press will need. */
  protected abstract needed(): string[];
  /** Another picture is in place: shows it, and asks about it. */
  protected abstract look(): Promise<void>;

  protected get classes(): string[] {
    return this.place?.catalog.classNames ?? [];
  }

  protected nameOf(label: number): string {
    return this.classes[label] ?? "";
  }

  protected titleOf(model: string): string {
    return this.place?.catalog.models.find(({ id }) => id === model)?.title ?? model;
  }

  protected get names(): Names {
    return { nameOf: (label) => this.nameOf(label), titleOf: (model) => this.titleOf(model) };
  }

  protected get motion(): boolean {
    return !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  protected galleryPicture(origin: Origin): GalleryPicture | undefined {
    return origin.kind === "gallery" ? this.place?.gallery.find(({ id }) => id === origin.id) : undefined;
  }

  protected subjectName(subject: Subject): string {
    const { origin } = subject;
    if (origin.kind === "file") return ui.picker.ownName(origin.name);
    if (origin.kind === "noise") return ui.picker.noiseName(origin.seed);
    const picture = this.galleryPicture(origin);
    return picture ? ui.picker.galleryName(this.nameOf(picture.label), picture.title) : "";
  }

  /** What the picture is, for those who do not see it. */
  protected subjectTwin({ origin, label }: Subject): string {
    if (origin.kind === "gallery" && label !== undefined) return ui.picture.gallery(this.nameOf(label));
    return origin.kind !== "noise" ? ui.picture.own : ui.picture.noise;
  }

  /** Puts the first picture back. */
  protected reset(): void {
    this.picking.abort();
    this.problem = "";
    this.subject = this.firstSubject();
  }

  /** The frame around a figure and its parts, from top to bottom. */
  protected stage(parts: (() => TemplateResult)[], title: string, what: string) {
    this.parts = parts.length;
    return html`<section class="stage" part="stage" aria-label=${title}>
      <div class="title"><h3>${title}</h3><span class="soft">${what}</span></div>
      ${parts.map((part, index) => (index < this.partsShown ? part() : nothing))} ${this.dropped.over ? html`<div class="drop">${ui.picker.drop}</div>` : nothing}
    </section>`;
  }

  /** How far it is, and the verdict: a sentence, then numbers, then whatever else; or why there is none. */
  protected told({ phase, part, failure, sentence, details, more }: Told) {
    return html`<div class="verdict is-${phase}" part="verdict">
      <div class="progress" aria-hidden="true"><div style="width:${phase === "loading" ? "" : `${(part * 100).toFixed(1)}%`}"></div></div>
      ${phase === "failed"
        ? html`<div class="failure"><p class="sentence">${ui.failed}</p><p class="details">${spoken(failure)}</p></div>`
        : html`<p class="sentence">${sentence}</p>
            <p class="details">${details} ${phase === "poster" ? html`<em>${ui.precomputed}</em>` : nothing}</p>
            ${more ?? nothing}`}
      ${this.problem ? html`<p class="details failure">${spoken(this.problem)}</p>` : nothing}
    </div>`;
  }

  protected picker() {
    const { origin } = this.subject;
    const picture = this.galleryPicture(origin);
    return html`<ef-picker
      .pictures=${this.place?.gallery ?? []}
      .classes=${this.classes}
      .addressOf=${(picture: GalleryPicture) => this.place!.addressOf(picture)}
      .chosen=${origin.kind === "gallery" ? origin.id : ""}
      .current=${picture
        ? ui.picker.credit(this.subjectName(this.subject), picture.author, picture.licence)
        : this.subjectName(this.subject)}
      @pick=${(event: CustomEvent<Picked>) => void this.pick(event.detail)}
    ></ef-picker>`;
  }

  protected saying({ label, confidence }: Saying): string {
    return label === undefined ? ui.several.noDecision : ui.picture.says(this.nameOf(label), confidence);
  }

  /** In the colour of its role: blue for `is`, what it is or was taken for, orange for anything else. */
  protected spoken(saying: Saying | undefined, is: number | undefined) {
    if (!saying) return html`<span class="soft">…</span>`;
    const right = saying.label === is;
    return html`<span class="says ${right ? "is-label" : "is-target"}">${right ? labelGlyph : targetGlyph}${this.saying(saying)}</span>`;
  }

  private async pick(picked: Picked): Promise<void> {
    if (!this.place) return;
    this.picking.abort();
    this.picking = new AbortController();
    const { signal } = this.picking;
    this.problem = "";
    try {
      const subject = await this.fetched(picked, signal);
      if (signal.aborted) return;
      this.subject = subject;
      announce(this, ui.picker.ready(this.subjectName(subject)));
      await this.look();
    } catch (reason) {
      if (!signal.aborted) this.excuse(reason);
    }
  }

  private async fetched(picked: Picked, signal: AbortSignal): Promise<Subject> {
    if (picked.kind === "gallery") return this.pictured({ kind: "gallery", id: picked.picture.id }, signal);
    if (picked.kind === "file") {
      announce(this, ui.picker.decoding);
      const { file } = picked;
      return { origin: { kind: "file", name: file.name }, pixels: await this.place!.engine.decode(file, signal), label: undefined };
    }
    const { origin } = this.subject;
    return this.pictured({ kind: "noise", seed: origin.kind === "noise" ? origin.seed + 1 : FIRST_NOISE }, signal);
  }

  /** Puts the picture in place that a link names, unless it is there already; false where another is wanted by now, or `fail` was told why not. */
  protected async follow(pictured: Pictured | undefined, fail = (reason: unknown) => this.excuse(reason)): Promise<boolean> {
    this.picking.abort();
    this.picking = new AbortController();
    const { signal } = this.picking;
    const { origin } = this.subject;
    if (!pictured || (pictured.kind === "gallery" && origin.kind === "gallery" && pictured.id === origin.id)) return true;
    try {
      const subject = await this.pictured(pictured, signal);
      if (signal.aborted) return false;
      this.subject = subject;
      return true;
    } catch (reason) {
      if (!signal.aborted) fail(reason);
      return false;
    }
  }

  protected async pictured(pictured: Pictured, signal: AbortSignal): Promise<Subject> {
    const { engine, addressOf, gallery } = this.place!;
    if (pictured.kind === "own") return { origin: { kind: "file", name: ui.share.fromLink }, pixels: pictured.pixels, label: undefined };
    if (pictured.kind === "noise") {
      const { seed } = pictured;
      return { origin: { kind: "noise", seed }, pixels: await engine.noise(seed, signal), label: undefined };
    }
    const picture = gallery.find(({ id }) => id === pictured.id)!;
    return { origin: pictured, pixels: await galleryPixels(addressOf(picture)), label: picture.label };
  }

  /** A file that was dropped on the figure. */
  protected take(file: File): void {
    void this.pick({ kind: "file", file });
  }

  private excuse(reason: unknown): void {
    const { code, message } = failureOf(reason);
    this.complain(ui.failure(code, message));
  }

  private complain(problem: string): void {
    this.problem = problem;
    announce(this, problem);
  }

  private warm = (): void => this.place?.engine.warm(this.needed());

  /** What is pasted goes to the figure that the visitor is at. */
  private paste = (event: ClipboardEvent): void => {
    if (!this.matches(":hover, :focus-within")) return;
    const file = pictureIn(event.clipboardData);
    if (file) void this.pick({ kind: "file", file });
    else if (!(event.composedPath()[0] instanceof HTMLInputElement)) this.complain(ui.noPictureInPaste);
  };
}
