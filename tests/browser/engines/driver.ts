/** Starts an engine's WebDriver and a browser by it; both talk to nobody else. */
import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { delimiter, join } from "node:path";
import { Builder, type WebDriver } from "selenium-webdriver";

export const ENGINES = ["firefox", "webkit"] as const;
export type Engine = (typeof ENGINES)[number];

interface Started {
  browser: WebDriver;
  stop(): Promise<void>;
}

export async function start(engine: Engine): Promise<Started> {
  return engine === "firefox" ? startFirefox() : startWebKit();
}

async function startFirefox(): Promise<Started> {
  return startBy("geckodriver", process.env, [], {
    browserName: "firefox",
    "moz:firefoxOptions": {
      binary: onPath("firefox-esr") ?? onPath("firefox"),
      args: ["-headless", "-width", "1280", "-height", "1000"],
      // 0: no proxy, whatever the surroundings say.
      prefs: { "network.proxy.type": 0, "intl.accept_languages": "en" },
    },
  });
}

/** MiniBrowser, which the driver finds by itself, has no headless mode. */
async function startWebKit(): Promise<Started> {
  const screen = launch("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"], process.env, ["ignore", "ignore", "ignore", "pipe"]);
  const [number] = (await once(screen.stdio[3]!, "data")) as [Buffer];
  const { http_proxy: _, https_proxy: __, all_proxy: ___, ...rest } = process.env;
  const surroundings = { ...rest, DISPLAY: `:${number.toString().trim()}`, GDK_BACKEND: "x11", LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };
  return startBy("WebKitWebDriver", surroundings, [screen], { browserName: "MiniBrowser" });
}

async function startBy(driver: string, surroundings: NodeJS.ProcessEnv, others: ChildProcess[], capabilities: object): Promise<Started> {
  const port = await freePort();
  const running = launch(driver, [`--port=${port}`], surroundings, "ignore");
  const address = `http://127.0.0.1:${port}`;
  const end = async () => {
    // The screen last: browsers complain when it goes first.
    for (const child of [running, ...others]) {
      if (child.exitCode !== null || !child.kill()) continue;
      await once(child, "exit");
    }
  };
  try {
    await answering(address);
    const browser = await new Builder().usingServer(address).withCapabilities(capabilities).build();
    await browser.manage().setTimeouts({ script: 60_000, pageLoad: 120_000 });
    const stop = () => browser.quit().finally(end);
    return { browser, stop };
  } catch (error) {
    await end();
    throw error;
  }
}

function launch(command: string, options: string[], env: NodeJS.ProcessEnv, stdio: StdioOptions): ChildProcess {
  const child = spawn(command, options, { env, stdio });
  child.on("error", (error) => console.error(`${command} does not start: ${error.message}`));
  return child;
}

async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await fetch(`${address}/status`).then(({ ok }) => ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no WebDriver answers at ${address}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)).find(existsSync);
}
