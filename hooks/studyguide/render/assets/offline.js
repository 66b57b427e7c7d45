/* Keeps the guide on this device: registers the worker that answers without a network.
 *
 * Only pages with a manifest have a worker beside it: a copy for a disk and an exported guide have none. A preview is
 * marked, and removes what an earlier site at the same address has left.
 */
"use strict";
(() => {
  /** @type {HTMLLinkElement | null} */
  const manifest = document.querySelector('link[rel="manifest"]');
  const workers = navigator.serviceWorker;
  if (manifest && workers && location.protocol.startsWith("http")) {
    const root = new URL("./", manifest.href);
    if (document.querySelector('meta[name="studyguide-preview"]')) void remove(root);
    else if (isWanted(root)) addEventListener("load", () => void register(root));
    else addEventListener("appinstalled", () => void register(root));
  }

  /**
   * Returns whether the guide is to be kept: it is installed, has progress, or this is its first page or the review. A
   * page that was opened from a search engine costs no more than itself.
   * @param {URL} root
   */
  function isWanted(root) {
    const isInstalled = matchMedia("(display-mode: standalone)").matches;
    if (isInstalled) void navigator.storage?.persist?.().catch(() => {});
    const path = location.pathname.replace(/index\.html$/, "");
    const isStudying = document.querySelector('.sg-review, script[src$="/study.js"]') !== null;
    return isInstalled || isStudying || path === root.pathname;
  }

  /** @param {URL} root */
  async function register(root) {
    try {
      await workers.register(new URL("sw.js", root), { updateViaCache: "none" });
      if (workers.controller) return;
      const { active } = await workers.ready;
      active?.postMessage("visited");
    } catch {
      // The guide works without it: a browser may refuse to store anything.
    }
  }

  /** @param {URL} root */
  async function remove(root) {
    const registration = await workers.getRegistration(root.href);
    if (registration?.scope !== root.href) return;
    await registration.unregister();
    const meta = document.querySelector('meta[name="studyguide-id"]');
    const own = `studyguide/${meta instanceof HTMLMetaElement ? meta.content : ""} ${root.pathname} `;
    for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  }
})();
