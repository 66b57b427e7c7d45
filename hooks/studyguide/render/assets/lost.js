/* The page for an address that leads nowhere: names most like its last part, and the search filled with its words.
 *
 * Needs names.js and suggest.js before it. Without script the page still has its search and its menu.
 */
"use strict";
((sg) => {
  const MAX_SHOWN = 5;
  const LONG_WORD = 4;
  const root = new URL("..", document.currentScript.src);
  const part = document.getElementById("sg-near");
  const words = lastPart(location.pathname);
  const near = words ? nearest(words) : [];
  const field = document.getElementById("sg-lost-words");

  if (field) field.value = words;
  if (part && near.length) {
    part.querySelector("ul").append(...near.map(item));
    part.hidden = false;
  }

  /** "/x/look-out.html" to "look out"; an address may be encoded in any way, or badly. */
  function lastPart(path) {
    const place = path.split("/").filter((piece) => piece && piece !== "index.html").pop() ?? "";
    let text = place;
    try {
      text = decodeURIComponent(place);
    } catch {} // kept as it is
    return text.replace(/\.html?$/i, "").replace(/[-_+\s]+/g, " ").replace(/^404$/, "").trim();
  }

  /** By letters first, as the search's own spelling help has it; else the names that share most of the long words. */
  function nearest(text) {
    const similar = sg.suggestions?.(text) ?? [];
    return similar.length ? similar : sharing(text);
  }

  function sharing(text) {
    const wanted = new Set(text.toLowerCase().split(" ").filter((word) => word.length >= LONG_WORD));
    const found = new Map();
    for (const [name, address] of globalThis.sgNames ?? []) {
      const shared = name.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => wanted.has(word)).length;
      if (shared > (found.get(address)?.shared ?? 0)) found.set(address, { name, address, shared });
    }
    return [...found.values()].sort((a, b) => b.shared - a.shared || a.name.length - b.name.length).slice(0, MAX_SHOWN);
  }

  function item({ name, address }) {
    const link = Object.assign(document.createElement("a"), { href: new URL(address, root), textContent: name });
    const line = document.createElement("li");
    line.append(link);
    return line;
  }
})((globalThis.studyguide ??= {}));
