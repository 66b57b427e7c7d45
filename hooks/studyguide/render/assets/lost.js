/* The page for an address that leads nowhere: names most like its last part, and the search filled with its words.
 *
 * Needs words.js, names.js and suggest.js before it. Without script the page still has its search and its menu.
 */
"use strict";
((sg) => {
  const MAX_SHOWN = 5;
  /** Shorter words are in too many names. */
  const MIN_LETTERS = 4;
  const root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const part = document.getElementById("sg-near");
  const words = lastPart(location.pathname);
  const near = words ? nearest(words) : [];
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("sg-lost-words"));

  if (field) field.value = words;
  if (part && near.length) {
    part.querySelector("ul")?.append(...near.map(item));
    part.hidden = false;
  }

  /**
   * Returns "look out" of "/x/look-out.html". An address may be encoded in any way, or badly.
   * @param {string} path
   */
  function lastPart(path) {
    const parts = path.split("/").filter((piece) => piece && piece !== "index.html");
    return decoded(parts.at(-1) ?? "")
      .replace(/\.html?$/i, "")
      .replace(/[-_+\s]+/g, " ")
      .replace(/^404$/, "")
      .trim();
  }

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /**
   * Returns the names most like a text by letters, as the search's own spelling help does; if there are none, those that
   * share most of its long words.
   * @param {string} text
   */
  function nearest(text) {
    const similar = sg.suggestions?.(text) ?? [];
    return similar.length ? similar : sharing(text);
  }

  /** @param {string} text */
  function sharing(text) {
    const wanted = new Set(wordsOf(text).filter((word) => word.length >= MIN_LETTERS));
    /** @type {Map<string, NamedPage & { shared: number }>} */
    const pages = new Map();
    for (const [name, address] of globalThis.sgNames ?? []) {
      const shared = wordsOf(name).filter((word) => wanted.has(word)).length;
      if (shared > (pages.get(address)?.shared ?? 0)) pages.set(address, { name, address, shared });
    }
    return [...pages.values()].sort((a, b) => b.shared - a.shared || a.name.length - b.name.length).slice(0, MAX_SHOWN);
  }

  /** @param {string} text */
  function wordsOf(text) {
    return sg.words.fold(text).split(/[^\p{L}\p{N}]+/u);
  }

  /** @param {NamedPage} page */
  function item({ name, address }) {
    const link = Object.assign(document.createElement("a"), { href: new URL(address, root).href, textContent: name });
    const line = document.createElement("li");
    line.append(link);
    return line;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
