/* Spelling help for the search: when no page holds all words of a query, the names most like it are offered.
 *
 * Data: `sgNames` of names.js, [[name or other spelling, address below the site's root], ...]. Results stay untouched.
 */
"use strict";
((sg) => {
  const MAX_SHOWN = 3;
  const WAIT_MS = 150;
  /** Letters of a query, and how many of them may be wrong. */
  const ALLOWED = [[12, 3], [7, 2], [4, 1]];
  const root = new URL("..", document.currentScript.src);
  const names = (globalThis.sgNames ?? []).map(entry);

  /**
   * Return the names most like a query, the shortest first, one for each page.
   * @param {string} query
   * @returns {{name: string, address: string}[]}
   */
  function suggestions(query) {
    const wanted = fold(query);
    const limit = ALLOWED.find(([length]) => wanted.length >= length)?.[1];
    if (!limit) return [];
    const near = names
      .map((name) => ({ ...name, distance: distance(wanted, name.folded, limit) }))
      .filter((name) => name.distance <= limit)
      .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length);
    const best = near.filter((name) => name.distance === near[0].distance);
    const pages = new Map(best.map((name) => [name.address, best.find((other) => other.address === name.address)]));
    return [...pages.values()].slice(0, MAX_SHOWN);
  }

  function entry([name, address]) {
    return { name, address, folded: fold(name) };
  }

  /** Letters and digits of any script, in lower case and without accents. */
  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  /** Letters to insert, remove, replace or swap with their neighbour; more than `limit` is told as `limit + 1`. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && before[j - 2] + 1;
        const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replaced, swapped || Infinity);
      }
      if (Math.min(...row) > limit) return limit + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  const input = document.querySelector(".md-search__input");
  const result = document.querySelector(".md-search-result");
  const meta = result?.querySelector(".md-search-result__meta");
  const list = result?.querySelector(".md-search-result__list");
  if (input && meta && list) watch();

  function watch() {
    const line = Object.assign(document.createElement("p"), { className: "sg-suggest", hidden: true });
    line.setAttribute("role", "status");
    meta.after(line);
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => tell(line, foundWhole() ? [] : suggestions(input.value)), WAIT_MS);
    };
    input.addEventListener("input", later);
    new MutationObserver(later).observe(list, { childList: true });
    new MutationObserver(later).observe(meta, { childList: true, characterData: true, subtree: true });
    later();
  }

  /** Whether some result holds every word of the query: below one that does not, the theme lists what is missing. */
  function foundWhole() {
    return [...list.children].some((item) => {
      const [page, ...sections] = item.querySelectorAll("article");
      return (sections.length ? sections : [page]).some((part) => !part?.querySelector(".md-search-result__terms"));
    });
  }

  function tell(line, found) {
    const links = found.map(({ name, address }) =>
      Object.assign(document.createElement("a"), { href: new URL(address, root), textContent: name }));
    const listed = links.flatMap((link, at) => (at ? [" or ", link] : [link]));
    line.hidden = !links.length;
    line.replaceChildren(...(links.length ? ["Did you mean ", ...listed, "?"] : []));
  }

  sg.suggestions = suggestions;
})((globalThis.studyguide ??= {}));
