/** The page without a network: what the service worker (plugins/service-worker.js) has of it, and how to have the rest. */
import { offline as text } from "./text/en/offline.ts";
import { trusted } from "./trusted.ts";

interface Kept {
  /** Of all files, in bytes. */
  kept: number;
  bytes: number;
  /** What ended it early. */
  failed?: "network" | "storage";
}

/** Writes into `place` what there is to say about it; says nothing where there is no service worker. */
export function keepOffline(place: HTMLElement): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol)) return;
  const { serviceWorker } = navigator;
  const line = place.appendChild(document.createElement("p"));
  const keep = button(text.keep(0), () => {
    keep.disabled = true;
    serviceWorker.controller?.postMessage("keep");
  });
  const news = document.createElement("p");
  news.className = "news";

  serviceWorker.addEventListener("message", ({ data: { kept, bytes, failed } }: MessageEvent<Kept>) => {
    const working = keep.disabled && !failed && kept < bytes;
    keep.disabled = working;
    keep.textContent = text.keep(bytes - kept);
    line.replaceChildren(`${kept === bytes ? text.all : failed ? text.failed[failed] : working ? text.keeping(kept, bytes) : text.some} `, ...(kept === bytes ? [] : [keep]));
  });

  const count = () => serviceWorker.controller?.postMessage("count");
  let asked = false;
  const offer = (waiting: ServiceWorker) => {
    const use = button(text.use, () => {
      asked = true;
      waiting.postMessage("use");
    });
    news.replaceChildren(`${text.newer} `, use);
    place.prepend(news);
  };
  serviceWorker.addEventListener("controllerchange", () => (asked ? location.reload() : count()));
  serviceWorker
    .register(trusted("./sw.js"))
    .then((registration) => {
      if (registration.waiting && serviceWorker.controller) offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing!;
        worker.addEventListener("statechange", () => {
          if (worker.state === "installed" && serviceWorker.controller) offer(worker);
          // What it is to keep cannot be stored, or did not come.
          if (worker.state === "redundant" && !registration.active) line.textContent = text.none;
        });
      });
      count();
    })
    .catch(() => {});
}

function button(words: string, press: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = words;
  element.addEventListener("click", press);
  return element;
}
