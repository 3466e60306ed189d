import { LitElement } from "lit";
import { property, state } from "lit/decorators.js";
import { type Picked, pictureIn } from "../elements/ef-picker.ts";
import { type Control, failureOf } from "../engine/protocol.ts";
import type { GalleryPicture } from "../state/catalog.ts";
import type { Council, Origin, Run, Subject } from "../state/run.ts";
import type { Settings, Wish } from "../state/settings.ts";
import { en } from "../text/en.ts";
import { announce } from "./announce.ts";
import { galleryPixels } from "./pictures.ts";
import type { Place } from "./place.ts";
import { type Order, RunController } from "./run-controller.ts";

/** What the figures about one picture under attack share: the picture, the settings, and the attack's life. */
export abstract class AttackFigure extends LitElement {
  @property({ attribute: false }) place: Place | undefined;

  @state() protected settings: Settings = this.poster().settings;
  @state() protected council: Council = this.poster().council;
  @state() protected models: string[] = this.poster().models;
  @state() protected subject: Subject = this.poster().subject;
  @state() protected gain = 20;
  @state() protected dropping = false;
  /** About a file that could not be used; the figure itself goes on. */
  @state() protected problem = "";

  protected readonly runs = new RunController(this);
  private picking = new AbortController();

  constructor() {
    super();
    this.runs.show(this.poster(), "poster");
    this.addEventListener("pointerenter", this.warm, { once: true });
    this.addEventListener("focusin", this.warm, { once: true });
    this.addEventListener("dragover", this.dragOver);
    this.addEventListener("dragleave", this.dragLeave);
    this.addEventListener("drop", this.drop);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.paste);
  }

  /** The finished run to show before the first click. */
  protected abstract poster(): Run;
  /** After a result: the milestone, and whatever else is to be asked about it. */
  protected abstract finished(run: Run): void;

  protected get run(): Run {
    return this.runs.run!;
  }

  protected get wish(): string | undefined {
    return this.settings.wish === "other" ? undefined : this.nameOf(this.settings.wish);
  }

  protected nameOf(label: number): string {
    return this.place?.catalog.classes[label] ?? "";
  }

  protected get wishIsGranted(): boolean {
    return this.settings.wish !== "other" && this.settings.wish === (this.subject.label ?? this.run.label);
  }

  protected galleryPicture(origin: Origin): GalleryPicture | undefined {
    return origin.kind === "gallery" ? this.place?.gallery?.find(({ id }) => id === origin.id) : undefined;
  }

  protected subjectName(subject: Subject): string {
    const { origin } = subject;
    if (origin.kind === "file") return en.picker.ownName(origin.name);
    if (origin.kind === "noise") return en.picker.noiseName(origin.seed);
    const picture = this.galleryPicture(origin);
    return picture ? en.picker.galleryName(this.nameOf(picture.label), picture.title) : "";
  }

  protected async start(oneStep = false): Promise<void> {
    if (!this.place) return;
    this.problem = "";
    announce(this, en.status.started);
    const won = await this.runs.start(this.place.engine, this.order(), { motion: this.motion, oneStep });
    if (won) this.finished(this.run);
    else if (this.runs.phase === "failed") announce(this, this.runs.failure);
  }

  /** The one main button: begins, pauses, goes on. */
  protected press(): void {
    if (this.runs.phase === "running") this.control("pause");
    else if (this.runs.phase === "paused") this.control("resume");
    else if (!this.runs.busy) void this.start();
  }

  protected step(): void {
    if (this.runs.attacking) this.runs.control("step");
    else if (!this.runs.busy) void this.start(true);
  }

  protected control(control: Control): void {
    this.runs.control(control);
    if (control === "pause") announce(this, en.status.pausedSpoken);
  }

  /** New settings: a running attack starts anew with them, a finished one stays in sight. */
  protected set(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    if (this.runs.underWay) void this.start();
  }

  /** Other nets, or another way to vote: what was found before says nothing about them. */
  protected async ask(change: { models?: string[]; council?: Council }): Promise<void> {
    const again = this.runs.underWay;
    this.models = change.models ?? this.models;
    this.council = change.council ?? this.council;
    if (again) await this.start();
    else await this.look();
  }

  protected async pick(picked: Picked): Promise<void> {
    if (!this.place) return;
    this.picking.abort();
    this.picking = new AbortController();
    const { signal } = this.picking;
    const { engine, galleryFolder } = this.place;
    this.problem = "";
    try {
      let subject: Subject;
      if (picked.kind === "gallery") {
        const pixels = await galleryPixels(galleryFolder + picked.picture.file);
        subject = { origin: { kind: "gallery", id: picked.picture.id }, pixels, label: picked.picture.label };
      } else if (picked.kind === "file") {
        announce(this, en.picker.decoding);
        subject = { origin: { kind: "file", name: picked.file.name }, pixels: await engine.decode(picked.file, signal), label: undefined };
      } else {
        const seed = this.subject.origin.kind === "noise" ? this.subject.origin.seed + 1 : this.settings.seed;
        subject = { origin: { kind: "noise", seed }, pixels: await engine.noise(seed, signal), label: undefined };
      }
      if (signal.aborted) return;
      this.subject = subject;
      announce(this, en.picker.ready(this.subjectName(subject)));
      await this.look();
    } catch (reason) {
      if (signal.aborted) return;
      this.problem = this.describe(reason);
      announce(this, this.problem);
    }
  }

  protected reset(): void {
    this.picking.abort();
    const poster = this.poster();
    this.settings = poster.settings;
    this.council = poster.council;
    this.models = poster.models;
    this.subject = poster.subject;
    this.problem = "";
    this.runs.show(poster, "poster");
  }

  protected setWish(value: string): void {
    const wish: Wish = value === "other" ? "other" : Number(value);
    this.set({ wish });
  }

  private order(): Order {
    return { subject: this.subject, models: this.models, council: this.council, settings: this.settings };
  }

  private async look(): Promise<void> {
    if (!this.place) return;
    await this.runs.look(this.place.engine, this.order());
  }

  private describe(reason: unknown): string {
    const { code, message } = failureOf(reason);
    return en.failure(code, message);
  }

  protected get motion(): boolean {
    return !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  private warm = (): void => this.place?.engine.warm(this.models);

  private dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dropping = true;
  };

  private dragLeave = (event: DragEvent): void => {
    if (!this.contains(event.relatedTarget as Node | null)) this.dropping = false;
  };

  private drop = (event: DragEvent): void => {
    event.preventDefault();
    this.dropping = false;
    const file = pictureIn(event.dataTransfer);
    if (file) void this.pick({ kind: "file", file });
  };

  /** What is pasted goes to the figure that the visitor is at. */
  private paste = (event: ClipboardEvent): void => {
    if (!this.matches(":hover, :focus-within")) return;
    const file = pictureIn(event.clipboardData);
    if (file) void this.pick({ kind: "file", file });
    else {
      const from = event.composedPath()[0];
      if (from instanceof HTMLInputElement) return;
      this.problem = en.noPictureInPaste;
      announce(this, this.problem);
    }
  };
}
