import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./site.ts";
import { serve } from "./server.mjs";

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** As `npm install` does with a packed folder: only what the package says that it ships. */
function install(source: string, name: string, project: string): void {
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], { cwd: source, encoding: "utf8" })) as { filename: string }[];
  const place = join(project, "node_modules", name);
  mkdirSync(place, { recursive: true });
  execFileSync("tar", ["-xzf", join(project, packed!.filename), "-C", place, "--strip-components=1"]);
}

test.use({ provoked: /request to http:\/\/127\.0\.0\.1/ });

test("the packed core and the packed element work in a project that knows nothing of ours", async ({ page }) => {
  test.setTimeout(180_000);
  const project = mkdtempSync(join(tmpdir(), "easily-fooled-"));
  try {
    install(root("pkg"), "easily-fooled", project);
    install(root("dist"), "easily-fooled-element", project);
    cpSync(root("models/linear.onnx"), join(project, "linear.onnx"));
    writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(
      join(project, "index.html"),
      `<!doctype html><html lang="en"><head><title>Mine</title><link rel="icon" href="data:,"></head><body>
        <p id="said"></p>
        <easily-fooled figure="fool-one" net="tiny" loading="eager"></easily-fooled>
        <script type="module" src="./main.js"></script></body></html>`,
    );
    writeFileSync(
      join(project, "main.js"),
      `import init, { Classifier } from "easily-fooled";
      import "easily-fooled-element";
      import net from "./linear.onnx?url";
      await init();
      const classifier = Classifier.fromOnnx(new Uint8Array(await (await fetch(net)).arrayBuffer()));
      document.querySelector("#said").textContent = classifier.logits(new Float32Array(3072).fill(0.5)).length + " classes";`,
    );
    execFileSync(process.execPath, [root("www/node_modules/vite/bin/vite.js"), "build", project, "--base", "./"], { cwd: project, stdio: "pipe" });
    const { address, stop } = await serve(0, join(project, "dist"));
    try {
      await page.goto(address);
      await expect(page.locator("#said")).toHaveText("10 classes");
      const element = page.locator("easily-fooled");
      await element.getByRole("button", { name: /^Make it/ }).click();
      await expect(element.locator(".verdict")).toContainText(/Changed|Target reached|Unchanged/);
    } finally {
      stop();
    }
  } finally {
    rmSync(project, { recursive: true });
  }
});
