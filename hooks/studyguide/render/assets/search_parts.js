/* Loads the parts of the index as scripts, which works from a web server and from a disk, and is kept by the browser
 * between pages. All parts belong to one build: where a newer one is met, everything is loaded again.
 */
"use strict";
((sg) => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const CORE = "core";
  const IS_OLD = "another build";
  /** @type {Promise<SearchIndex> | undefined} */
  let opened;

  /**
   * Does something with the index, once more if a part of a newer build was met.
   * @template T
   * @param {(index: SearchIndex) => Promise<T>} job
   * @returns {Promise<T>}
   */
  async function withIndex(job) {
    try {
      return await job(await (opened ??= newIndex("")));
    } catch (error) {
      opened = undefined;
      if (!(error instanceof Error) || error.message !== IS_OLD) throw error;
      return job(await (opened = newIndex(String(error.cause))));
    }
  }

  /** @param {string} version @returns {Promise<SearchIndex>} */
  async function newIndex(version) {
    const [, digest, core] = (!version && pushed(CORE)) || (await loaded(CORE, version));
    return sg.searchIndex.open(core, async (name) => {
      const [, ofPart, data] = await loaded(name, digest);
      if (ofPart !== digest) throw new Error(IS_OLD, { cause: ofPart });
      return data;
    });
  }

  /** Returns the newest part with a name that a script has handed over. @param {string} name */
  function pushed(name) {
    return globalThis.sgSearch?.findLast(([of]) => of === name);
  }

  /**
   * @param {string} name
   * @param {string} version
   * @returns {Promise<SearchPart>}
   */
  function loaded(name, version) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`../search/${name}.js${version && `?${version}`}`, here).href;
      script.onload = () => {
        const part = pushed(name);
        if (part) resolve(part);
        else reject(new Error(`there is no part ${name} in its file`));
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`a part of the index could not be loaded: ${name}`));
      };
      document.head.append(script);
    });
  }

  sg.searchParts = Object.freeze({ withIndex });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
