import { noChange, nothing } from "lit";
import { AsyncDirective } from "lit/async-directive.js";
import { type ChildPart, directive, type PartInfo, PartType } from "lit/directive.js";

/** See `whenOpened`. */
class WhenOpened extends AsyncDirective {
  private content: () => unknown = () => nothing;
  private details: HTMLDetailsElement | undefined;
  private opened = false;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.CHILD) throw new Error("whenOpened stands for an element's content");
  }

  override render(content: () => unknown): unknown {
    this.content = content;
    return this.opened ? content() : noChange;
  }

  override update(part: ChildPart, [content]: [() => unknown]): unknown {
    if (!this.details) {
      this.details = (part.parentNode as Element).closest("details")!;
      this.details.addEventListener("toggle", this.toggled);
    }
    this.opened ||= this.details.open;
    return this.render(content);
  }

  private toggled = (): void => {
    if (this.opened || !this.details!.open) return;
    this.opened = true;
    if (this.isConnected) this.setValue(this.content());
  };
}

/** What is inside the <details> of the same template, made when it is opened first: few ever are. */
export const whenOpened = directive(WhenOpened);
