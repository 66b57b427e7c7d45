/* Spelling help for the search: when no page holds all words of a query, the names most like it are offered.
 *
 * Needs words.js and names.js before it. The results of the search stay as they are.
 */
"use strict";
((sg) => {
  const MAX_SHOWN = 3;
  const WAIT_MS = 150;
  /** From how many letters on a query may have how many wrong ones. */
  const ALLOWED = [
    { letters: 12, wrong: 3 },
    { letters: 7, wrong: 2 },
    { letters: 4, wrong: 1 },
  ];
  const { fold, joined, distance } = sg.words;
  const root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const names = (globalThis.sgNames ?? []).map(([name, address]) => ({ name, address, folded: joined(fold(name)) }));

  /**
   * Returns the names most like a query, the shortest first, one for each page.
   * @param {string} query
   * @returns {NamedPage[]}
   */
  function suggestions(query) {
    const wanted = joined(fold(query));
    const limit = ALLOWED.find(({ letters }) => wanted.length >= letters)?.wrong;
    if (!limit) return [];
    const near = names
      .map((name) => ({ ...name, distance: distance(wanted, name.folded, limit) }))
      .filter((name) => name.distance <= limit)
      .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length);
    /** @type {Map<string, NamedPage>} */
    const pages = new Map();
    for (const name of near)
      if (name.distance === near[0].distance && !pages.has(name.address)) pages.set(name.address, name);
    return [...pages.values()].slice(0, MAX_SHOWN);
  }

  const input = /** @type {HTMLInputElement | null} */ (document.querySelector(".md-search__input"));
  const result = document.querySelector(".md-search-result");
  const meta = result?.querySelector(".md-search-result__meta");
  const list = result?.querySelector(".md-search-result__list");
  if (input && meta && list) watch(input, meta, list);

  /**
   * @param {HTMLInputElement} input
   * @param {Element} meta The line with the number of results.
   * @param {Element} list The results.
   */
  function watch(input, meta, list) {
    const line = Object.assign(document.createElement("p"), { className: "sg-suggest", hidden: true });
    line.setAttribute("role", "status");
    meta.after(line);
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => show(line, isComplete(list) ? [] : suggestions(input.value)), WAIT_MS);
    };
    input.addEventListener("input", later);
    new MutationObserver(later).observe(list, { childList: true });
    new MutationObserver(later).observe(meta, { childList: true, characterData: true, subtree: true });
    later();
  }

  /**
   * Returns whether some result holds every word of the query: the theme lists what a result misses below it.
   * @param {Element} list
   */
  function isComplete(list) {
    return [...list.children].some((item) => {
      const [page, ...sections] = item.querySelectorAll("article");
      return (sections.length ? sections : [page]).some((part) => !part?.querySelector(".md-search-result__terms"));
    });
  }

  /**
   * @param {HTMLElement} line
   * @param {NamedPage[]} pages
   */
  function show(line, pages) {
    const links = pages.map(({ name, address }) =>
      Object.assign(document.createElement("a"), { href: new URL(address, root).href, textContent: name }),
    );
    const listed = links.flatMap((link, at) => (at ? [" or ", link] : [link]));
    line.hidden = !links.length;
    line.replaceChildren(...(links.length ? ["Did you mean ", ...listed, "?"] : []));
  }

  sg.suggestions = suggestions;
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
