import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Lets files be dropped anywhere on an element. Where one such element lies inside another, the inner one takes them. */
export class FileDrop implements ReactiveController {
  /** Is a file held over the element? */
  over = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly take: (dropped: DataTransfer) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener("dragover", this.dragOver);
    this.host.addEventListener("dragleave", this.dragLeave);
    this.host.addEventListener("drop", this.drop);
  }

  hostDisconnected(): void {
    this.host.removeEventListener("dragover", this.dragOver);
    this.host.removeEventListener("dragleave", this.dragLeave);
    this.host.removeEventListener("drop", this.drop);
  }

  private dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.hold(true);
  };

  private dragLeave = (event: DragEvent): void => {
    if (!this.host.contains(event.relatedTarget as Node | null)) this.hold(false);
  };

  private drop = (event: DragEvent): void => {
    const taken = event.defaultPrevented;
    event.preventDefault();
    this.hold(false);
    if (!taken && event.dataTransfer) this.take(event.dataTransfer);
  };

  private hold(over: boolean): void {
    if (this.over === over) return;
    this.over = over;
    this.host.requestUpdate();
  }
}
