/** A page as a visitor has it: what can be seen and pressed, through all open shadow roots. */
import { expect } from "@playwright/test";
import type { WebDriver, WebElement } from "selenium-webdriver";
import { fingerprint } from "../fingerprint.ts";

/** Selectors, each looked for below what the one before found. */
export type Path = string[];

/** Two slow processors, busy with something else. */
const PATIENCE = { timeout: 150_000, intervals: [100, 250, 500] };

export class Tab {
  constructor(private readonly browser: WebDriver) {}

  async open(address: string): Promise<void> {
    // Where only what follows the # differs, nothing would be loaded.
    await this.browser.get("about:blank");
    await this.browser.get(address);
  }

  /** Brings a figure into sight, so that its script is loaded. */
  async figure(...path: Path): Promise<void> {
    await this.until(async () => expect(await this.browser.executeScript(script(bringIntoSight), path)).toBe(true));
    await this.until(async () => expect(await this.text(...path)).toMatch(/\S/));
    await this.browser.executeScript(script(bringIntoSight), path);
  }

  /** Presses a button, a radio button's label or a list's option: the first that has this name and can be pressed. */
  async press(name: RegExp, ...path: Path): Promise<void> {
    await this.until(async () => {
      const found = (await this.browser.executeScript(script(find), path, name.source)) as WebElement | null;
      if (!found) throw new Error(`nothing to press called ${name} in ${path.join(" ")}; there is: ${await this.text(...path.slice(0, -1))}`);
      await this.browser.executeAsyncScript(script(standStill), found);
      await found.click();
    });
  }

  async says(words: RegExp, ...path: Path): Promise<void> {
    await this.until(async () => expect(await this.text(...path)).toMatch(words));
  }

  /** A result that was found here, and not the one that was prepared. */
  async finds(words: RegExp, ...path: Path): Promise<void> {
    await this.until(async () => {
      const text = await this.text(...path);
      expect(text).toMatch(words);
      expect(text).not.toContain("Prepared beforehand");
    });
  }

  text(...path: Path): Promise<string> {
    return this.browser.executeScript(script(textOf), path);
  }

  /** Of a picture that is shown, from its pixels. */
  async fingerprint(...path: Path): Promise<string> {
    const canvas = await this.browser.executeScript(script(find), path, "");
    return this.browser.executeScript(script(fingerprint), canvas);
  }

  /** What the console was told, and whatever came from another host. */
  complaints(...hosts: string[]): Promise<string[]> {
    return this.browser.executeScript(script(complaintsBut), hosts);
  }

  private async until(works: () => Promise<void>): Promise<void> {
    await expect(works).toPass(PATIENCE);
  }
}

// What follows runs in the page.

const script = (run: (...given: never[]) => unknown) => `${locate}; return (${run}).apply(null, arguments)`;

function bringIntoSight(path: string[]): boolean {
  const [element] = locate(path);
  element?.scrollIntoView();
  return element !== undefined;
}

function find(path: string[], name: string): Element | undefined {
  const called = (element: Element) => element.getAttribute("aria-label") ?? element.getAttribute("title") ?? element.textContent ?? "";
  return locate(path).find((element) => !element.matches(":disabled, :has(> :disabled)") && new RegExp(name).test(called(element).trim()));
}

/** WebDriver clicks where an element was: what a figure above still moves would be missed. */
function standStill(element: Element, done: () => void): void {
  element.scrollIntoView({ block: "center" });
  let last = "";
  let times = 0;
  const look = () => {
    const { x, y } = element.getBoundingClientRect();
    times = last === `${x} ${y}` ? times + 1 : 0;
    last = `${x} ${y}`;
    if (times < 3) setTimeout(look, 50);
    else done();
  };
  look();
}

function textOf(path: string[]): string {
  const told = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element || node instanceof ShadowRoot) || (node instanceof Element && node.matches("style, script"))) return "";
    const shadow = node instanceof Element ? node.shadowRoot : null;
    return [...(shadow ? [shadow] : []), ...node.childNodes].map(told).join("");
  };
  return locate(path).map(told).join(" ").replace(/\s+/g, " ").trim();
}

function complaintsBut(hosts: string[]): string[] {
  const { complaints } = window as unknown as { complaints: string[] };
  const asked = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const strangers = asked.filter(({ protocol, host }) => /^http/.test(protocol) && ![location.host, ...hosts].includes(host));
  return [...complaints, ...strangers.map(({ href }) => `request to ${href}`)];
}

/** All elements that the last selector of a path fits, in the page's order. */
function locate(path: string[]): Element[] {
  const all = (root: ParentNode): Element[] => [...root.querySelectorAll("*")].flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  const below = (place: ParentNode) => [...(place instanceof Element && place.shadowRoot ? all(place.shadowRoot) : []), ...all(place)];
  return path.reduce<(Element | Document)[]>((places, selector) => places.flatMap((place) => below(place).filter((element) => element.matches(selector))), [document]) as Element[];
}
