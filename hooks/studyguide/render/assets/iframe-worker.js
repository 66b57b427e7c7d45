/* Search from disk. Browsers start no worker from a file, so a page opened from disk runs the worker's script in a frame
 * of its own, and reads the index from the script that stands beside it. On a web server this file does nothing.
 *
 * Its name says `iframe-worker`: by that the theme knows that it needs none from another host.
 */
"use strict";
if (location.protocol === "file:") {
  globalThis.Worker = class extends EventTarget {
    #frame;
    #ready;

    constructor(address) {
      super();
      const element = document.createElement("iframe");
      element.hidden = true;
      element.title = "Search";
      document.body.append(element);
      this.#frame = element.contentWindow;
      this.#frame.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      this.#frame.importScripts = (...scripts) => inOrder(scripts, (script) => run(this.#frame.document, script));
      this.#frame.fetch = (index) => fromScript(this.#frame, index);
      this.#ready = run(this.#frame.document, address);
    }

    async postMessage(data) {
      await this.#ready;
      this.#frame.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
    }

    terminate() {
      this.#frame.frameElement.remove();
    }
  };

  async function inOrder(scripts, load) {
    for (const script of scripts) await load(script);
  }

  function run(frame, address) {
    return new Promise((resolve, reject) => {
      const script = frame.createElement("script");
      script.src = new URL(address, location.href).href;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`cannot be read: ${script.src}`));
      frame.head.append(script);
    });
  }

  /** The offline build writes each index a second time, as a script that names it `__index`. */
  async function fromScript(frame, address) {
    await run(frame.document, String(address).replace(/\.json$/, ".js"));
    return { ok: true, json: async () => structuredClone(frame.__index) };
  }
}
