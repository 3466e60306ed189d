/**
 * The service worker of the built site: what it needs to be read comes at once, programs and nets when they are first used or when
 * the visitor asks for all of them. Files with a hash in their name never change and outlive a build; the others belong to one.
 * SHELL, REST and BUILD are put in front of this when the site is built: see offline.ts.
 */
const scope = self.registration.scope;
const BUILD_CACHE = `easily-fooled ${scope} ${BUILD}`;
const FILE_CACHE = `easily-fooled ${scope} files`;
const HASHED = /^assets\//;
const known = new Map([...SHELL, ...REST].map(({ path, bytes }) => [new URL(path, scope).href, { path, bytes }]));

self.addEventListener("install", (event) => event.waitUntil(Promise.all(SHELL.map(keep))));

// Only when no page of the build before is open any more, or when the visitor has asked for it.
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  address.search = address.hash = "";
  if (event.request.method !== "GET") return;
  const file = known.get(address.href.endsWith("/") ? `${address.href}index.html` : address.href);
  if (file) event.respondWith(serve(file, event));
});

self.addEventListener("message", (event) => {
  if (event.data === "use") event.waitUntil(self.skipWaiting());
  if (event.data === "count") event.waitUntil(count().then((kept) => event.source.postMessage({ kept, bytes: total() })));
  if (event.data === "keep") event.waitUntil(keepAll(event.source));
});

const cacheOf = ({ path }) => caches.open(HASHED.test(path) ? FILE_CACHE : BUILD_CACHE);
const addressOf = ({ path }) => new URL(path, scope).href;
const total = () => [...known.values()].reduce((sum, { bytes }) => sum + bytes, 0);

async function serve(file, event) {
  // Where a browser refuses its storage, the page is as it would be without this worker.
  const cache = await cacheOf(file).catch(() => undefined);
  const kept = await cache?.match(addressOf(file)).catch(() => undefined);
  if (kept) return kept;
  const response = await fetch(addressOf(file));
  // Beside the answer, so that a program is compiled while it arrives.
  if (response.ok && cache) event.waitUntil(cache.put(addressOf(file), response.clone()).catch(() => {}));
  return response;
}

async function keep(file) {
  const cache = await cacheOf(file);
  if (HASHED.test(file.path) && (await cache.match(addressOf(file)))) return;
  // Past the browser's own cache, which may still hold the build before.
  const response = await fetch(addressOf(file), { cache: HASHED.test(file.path) ? "default" : "reload" });
  if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
  await cache.put(addressOf(file), response);
}

async function keepAll(client) {
  try {
    for (const file of REST) {
      await keep(file);
      client.postMessage({ kept: await count(), bytes: total() });
    }
  } catch (reason) {
    // A connection that breaks is a TypeError; what storage refuses is a DOMException.
    client.postMessage({ kept: await count(), bytes: total(), failed: reason instanceof DOMException ? "storage" : "network" });
  }
}

async function count() {
  const kept = await Promise.all([...known.values()].map(async (file) => ((await (await cacheOf(file)).match(addressOf(file))) ? file.bytes : 0)));
  return kept.reduce((sum, bytes) => sum + bytes, 0);
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`easily-fooled ${scope} `) && name !== BUILD_CACHE && name !== FILE_CACHE) await caches.delete(name);
  }
  const files = await caches.open(FILE_CACHE);
  for (const { url } of await files.keys()) if (!known.has(url)) await files.delete(url);
  await self.clients.claim();
}
