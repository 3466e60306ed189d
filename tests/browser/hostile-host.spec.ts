import { blog } from "./blog.ts";
import { expect, test } from "./site.ts";

test.use({ provoked: /request to http:\/\/localhost/ });

const ATTRIBUTES = 'figure="fool-one" net="tiny" picture="frog-1" wish="ship" loading="eager"';

for (const [what, css] of [
  ["resets everything", "* { all: unset !important }"],
  ["hides our tags, by name and by class", "ef-fool-one, ef-picture, ef-picker, ef-nets, canvas, button, .figure, .stage, .verdict, .main { display: none !important }"],
  ["shouts", "body, body * { font: 90px/3 serif !important; letter-spacing: 1em !important; word-spacing: 2em !important; text-transform: uppercase !important; text-indent: 9em !important; white-space: nowrap !important; color: red !important }"],
  ["scales and turns what it finds", "canvas, svg, img, input, button, label, p, div { transform: rotate(45deg) scale(3) !important; position: fixed !important; opacity: 0 !important; width: 9000px !important }"],
] as const) {
  test(`a page whose style ${what} cannot make the figure unusable`, async ({ page, site }) => {
    await blog(page, `<style>${css}</style><script type="module" src="${site.address}easily-fooled.js"></script><easily-fooled ${ATTRIBUTES}></easily-fooled>`);
    const figure = page.locator("ef-fool-one");
    await figure.getByRole("button", { name: "Make it a ship" }).click();
    await expect(figure.locator(".verdict")).toContainText("Target reached");
    const sentence = figure.locator(".verdict .sentence");
    await expect(sentence).toHaveCSS("letter-spacing", "normal");
    await expect(sentence).toHaveCSS("text-transform", "none");
    await expect(sentence).toHaveCSS("white-space", "normal");
    const { width, height } = (await sentence.boundingBox())!;
    expect(height).toBeLessThan(120);
    expect(width).toBeGreaterThan(200);
    // Each pixel of a picture is a whole number of the screen's.
    const { width: drawn } = (await figure.locator("ef-picture.result canvas").boundingBox())!;
    expect(drawn % 32).toBe(0);
  });
}

test("a page whose scripts throw junk at an element and a frame breaks neither", async ({ page, site }) => {
  test.slow();
  await blog(
    page,
    `<script>
      Array.prototype.flatten = function () {};
      Object.prototype.inherited = "from elsewhere";
    </script>
    <script type="module" src="${site.address}easily-fooled.js"></script>
    <easily-fooled id="one" ${ATTRIBUTES}></easily-fooled>
    <iframe id="frame" title="A figure" sandbox="allow-scripts" src="${site.address}figure.html#v=1&figure=fool-one&net=tiny&picture=frog-1&wish=ship" width="100%" height="900"></iframe>`,
  );
  const framed = page.frameLocator("#frame").locator("ef-fool-one");
  await expect(framed.getByRole("button", { name: "Make it a ship" })).toBeEnabled();
  await expect(page.locator("#one ef-fool-one").getByRole("button", { name: "Make it a ship" })).toBeEnabled();
  await page.evaluate(async () => {
    const [one, frame] = [document.querySelector("#one")!, document.querySelector<HTMLIFrameElement>("#frame")!];
    const huge = "x".repeat(5_000_000);
    const circle: Record<string, unknown> = {};
    circle["itself"] = circle;
    const junk = [null, undefined, 0, NaN, "", huge, [], {}, circle, { kind: "done", id: 1, value: huge }, { kind: "failed", id: 1 }, { type: "easily-fooled:height", height: -1 }, new ArrayBuffer(1 << 20), new Error("boom"), "keep", "use", { kept: "all" }];
    for (const message of junk) {
      frame.contentWindow!.postMessage(message, "*");
      postMessage(message, "*");
      for (const name of ["message", "ef-result", "ef-announce", "ef-error", "choose", "slide", "adjust", "choose-file"]) {
        one.dispatchEvent(new CustomEvent(name, { detail: message, bubbles: true, composed: true }));
        one.shadowRoot!.querySelector("p")!.dispatchEvent(new CustomEvent(name, { detail: message, bubbles: true, composed: true }));
      }
    }
    for (const value of [huge, "__proto__", "constructor", "%E0%A4%A", "\u0000", "-1e999", "<img src=x onerror=alert(1)>"]) {
      for (const name of ["figure", "net", "picture", "wish", "budget", "seed", "own", "method", "at", "filter", "result"]) {
        one.setAttribute(name, value);
        await Promise.resolve();
        one.removeAttribute(name);
      }
      frame.src = `${frame.src.split("#")[0]}#v=1&figure=${encodeURIComponent(value.slice(0, 100_000))}&net=${encodeURIComponent(value.slice(0, 100_000))}`;
    }
    // Moved about, taken out and put back.
    for (let times = 0; times < 20; times++) document.body.prepend(one);
    for (const [name, value] of [["figure", "fool-one"], ["net", "tiny"], ["picture", "frog-1"], ["wish", "ship"]]) one.setAttribute(name!, value!);
    frame.src = `${frame.src.split("#")[0]}#v=1&figure=fool-one&net=tiny&picture=frog-1&wish=ship`;
  });
  for (const figure of [page.locator("#one ef-fool-one"), framed]) {
    await figure.getByRole("button", { name: "Make it a ship" }).click();
    await expect(figure.locator(".verdict")).toContainText("Target reached");
  }
});
