/* Search from disk. Browsers start no worker from a file, so a page opened from disk runs the worker's script in a frame
 * of its own, and reads the index from the script beside it. On a web server this file does nothing.
 *
 * Its name says `iframe-worker`: by that the theme knows that it needs none from another host.
 */
"use strict";
if (location.protocol === "file:") {
  globalThis.Worker = class extends EventTarget {
    /** @type {WorkerFrame} */
    #frame;
    #ready;
    onmessage = null;
    onmessageerror = null;
    onerror = null;

    /** @param {string | URL} address */
    constructor(address) {
      super();
      const element = document.createElement("iframe");
      element.hidden = true;
      element.title = "Search";
      document.body.append(element);
      this.#frame = /** @type {WorkerFrame} */ (/** @type {unknown} */ (element.contentWindow));
      this.#frame.postMessage = (data) => this.dispatchEvent(messageOf(data));
      this.#frame.importScripts = (...scripts) => inOrder(scripts, (script) => run(this.#frame.document, script));
      this.#frame.fetch = (address) => fromScript(this.#frame, address);
      this.#ready = run(this.#frame.document, address);
    }

    /** @param {any} data */
    async postMessage(data) {
      await this.#ready;
      this.#frame.dispatchEvent(messageOf(data));
    }

    terminate() {
      this.#frame.frameElement?.remove();
    }
  };

  /** @param {any} data */
  function messageOf(data) {
    return new MessageEvent("message", { data: structuredClone(data) });
  }

  /**
   * @param {(string | URL)[]} scripts
   * @param {(script: string | URL) => Promise<unknown>} load
   */
  async function inOrder(scripts, load) {
    for (const script of scripts) await load(script);
  }

  /**
   * @param {Document} page
   * @param {string | URL} address
   */
  function run(page, address) {
    return new Promise((resolve, reject) => {
      const script = page.createElement("script");
      script.src = new URL(address, location.href).href;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`cannot be read: ${script.src}`));
      page.head.append(script);
    });
  }

  /**
   * Reads an index. The offline build writes each a second time, as a script that names it `__index`.
   * @param {WorkerFrame} frame
   * @param {string | URL} address
   */
  async function fromScript(frame, address) {
    await run(frame.document, String(address).replace(/\.json$/, ".js"));
    return { ok: true, json: async () => structuredClone(frame.__index) };
  }
}
