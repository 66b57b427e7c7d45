/* Keeps a guide readable without a network. The build puts the list of its files before this script: see offline.py.
 *
 * With a network, every answer comes from the server: a guide that is kept never looks older than its site, and a fault
 * here cannot break it. Without one, answers come from the caches of this build:
 *
 *     studyguide/<id> <path> <version>          the essential files, all of them or none, each checked by its hash
 *     studyguide/<id> <path> <version> pages    pages that were visited, with the files that they load
 *
 * A new build has another version, so this file differs and the browser installs it. If one essential file cannot be
 * loaded or is not that of the build, the installation fails and the old worker stays with its own files.
 */
"use strict";
/**
 * @typedef {object} KeptFiles
 * @property {string} guide Id of the guide.
 * @property {string} notKept The page that is shown in place of one that is not kept; `{root}` is the site's root.
 * @property {string} version Made from the content of the files and of this script.
 * @property {Record<string, string>} files Hash of each essential file, by its address below the site's root.
 *
 * @typedef {Event & { waitUntil(work: Promise<unknown>): void }} WorkerEvent
 * @typedef {WorkerEvent & { request: Request, respondWith(answer: Promise<Response>): void }} RequestEvent
 */
(() => {
  /** Pages and their files that are kept at most; the oldest are removed first. */
  const MOST_VISITED = 400;
  const SERVER_FAULT = 500;
  const worker = /** @type {any} */ (globalThis);
  /** @type {KeptFiles} */
  const { guide, version, notKept, files: listed } = worker.studyguideOffline;
  const root = new URL("./", worker.location.href);
  const own = `studyguide/${guide} ${root.pathname} `;
  const essential = own + version;
  const visited = `${essential} pages`;
  const hashes = new Map(Object.entries(listed).map(([address, hash]) => [new URL(address, root).href, hash]));
  const LINKED_FILE = /\s(?:src|href)="([^"#?]+\.(?:js|css|svg|png|jpe?g|gif|webp|avif|woff2?))"/g;
  const MANIFEST = /<link rel="manifest" href="([^"]*)">/;

  worker.addEventListener("install", (/** @type {WorkerEvent} */ event) => event.waitUntil(install()));
  worker.addEventListener("activate", (/** @type {WorkerEvent} */ event) => event.waitUntil(activate()));
  worker.addEventListener("fetch", (/** @type {RequestEvent} */ event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(root.href) || request.headers.has("range")) return;
    event.respondWith(answer(event));
  });
  // A page that was opened before there was a worker asks to be kept.
  worker.addEventListener("message", (/** @type {WorkerEvent & { source: { url: string } }} */ event) =>
    event.waitUntil(visit(event.source.url)),
  );

  async function install() {
    const old = (await caches.keys()).filter((name) => name.startsWith(own) && name !== essential && name !== visited);
    const cache = await caches.open(essential);
    const results = await Promise.allSettled([...hashes].map(([url, hash]) => addEssential(cache, url, hash, old)));
    if (results.some(({ status }) => status === "rejected")) {
      await caches.delete(essential);
      throw new Error("an essential file is missing or is not that of this build");
    }
    for (const name of old.filter((one) => one.endsWith(" pages"))) {
      const pages = await caches.open(name);
      for (const request of await pages.keys()) {
        const response = await pages.match(request);
        if (response && isPage(response)) await visit(request.url);
      }
    }
    await worker.skipWaiting();
  }

  /**
   * Adds a file of this build, from an older cache if it has not changed.
   * @param {Cache} cache
   * @param {string} url
   * @param {string} hash
   * @param {string[]} old Names of older caches.
   */
  async function addEssential(cache, url, hash, old) {
    for (const cacheName of old) {
      const response = await caches.match(url, { cacheName });
      if (response && (await hashOf(response.clone())) === hash) return cache.put(url, response);
    }
    const response = await fetch(url, { integrity: hash, cache: "no-cache" });
    if (!isWhole(response)) throw new Error(`${url} was answered with ${response.status}`);
    await cache.put(url, await plain(response));
  }

  /** @param {Response} response */
  async function hashOf(response) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
    return `sha256-${btoa(String.fromCharCode(...digest))}`;
  }

  async function activate() {
    const names = (await caches.keys()).filter((name) => name.startsWith(own));
    await Promise.all(
      names.filter((name) => name !== essential && name !== visited).map((name) => caches.delete(name)),
    );
    await worker.clients.claim();
  }

  /**
   * Answers from the server, and from the caches where that fails. The server is asked about every file: a browser that
   * takes some from its own cache and some from the server could join a page and scripts of two builds.
   * @param {RequestEvent} event
   */
  async function answer(event) {
    const { request } = event;
    try {
      const response = await fetch(request, { cache: "no-cache" });
      if (request.mode === "navigate" && isPage(response) && isWhole(response)) event.waitUntil(visit(request.url));
      return (response.status >= SERVER_FAULT && (await stored(request.url))) || response;
    } catch (error) {
      const response = await stored(request.url);
      if (response) return response;
      if (request.mode !== "navigate") throw error;
      return new Response(notKept.replace("{root}", root.pathname), {
        status: 503,
        headers: { "Content-Type": "text/html; charset=utf-8" },
      });
    }
  }

  /** @param {string} url */
  async function stored(url) {
    const key = keyOf(url);
    return (
      (await caches.match(key, { cacheName: essential, ignoreVary: true })) ??
      (await caches.match(key, { cacheName: visited, ignoreVary: true }))
    );
  }

  /** Loads a page to keep it; nothing happens if that fails. @param {string} url */
  async function visit(url) {
    const key = keyOf(url);
    if (!hashes.has(key)) await keepPage(key).catch(() => {});
  }

  /**
   * Keeps a page with the files that it loads, if it is one of this guide and of this build.
   * @param {string} url
   */
  async function keepPage(url) {
    const response = await fetch(url, { cache: "no-cache" });
    if (!isPage(response) || !isWhole(response)) return;
    const copy = await plain(response);
    const text = await copy.clone().text();
    const manifest = MANIFEST.exec(text);
    if (!manifest || new URL(manifest[1], url).href !== new URL("manifest.webmanifest", root).href) return;
    const addresses = [...text.matchAll(LINKED_FILE)].map(([, address]) => new URL(address, url).href);
    const files = new Set(addresses.filter((file) => file.startsWith(root.href) && !hashes.has(file)));
    const responses = await Promise.all([...files].map((file) => fetch(file, { cache: "no-cache" })));
    if (!(await isCurrent())) return;
    const whole = responses.filter(isWhole);
    const cache = await caches.open(visited);
    await Promise.all(whole.map(async (file) => cache.put(file.url, await plain(file))));
    await cache.put(url, copy);
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_VISITED)).map((request) => cache.delete(request)));
  }

  /** Returns whether the server has this build. With another one, a page could need scripts that are not kept. */
  async function isCurrent() {
    const response = await fetch(worker.location.href, { cache: "no-cache" }).catch(() => null);
    return response !== null && response.ok && (await response.text()).includes(`"version":"${version}"`);
  }

  /** @param {Response} response */
  function isPage(response) {
    return response.headers.get("Content-Type")?.startsWith("text/html") === true;
  }

  /** Returns whether it is all of a file of this site: no error, no part, nothing opaque. @param {Response} response */
  function isWhole(response) {
    return response.status === 200 && response.type === "basic";
  }

  /** Returns a copy without its address: browsers refuse a redirected response to a navigation. @param {Response} response */
  async function plain(response) {
    return new Response(await response.arrayBuffer(), { headers: response.headers });
  }

  /** Returns the address under which a page or file is kept. @param {string} url */
  function keyOf(url) {
    const { origin, pathname } = new URL(url);
    return origin + pathname.replace(/\/index\.html$/, "/");
  }
})();
