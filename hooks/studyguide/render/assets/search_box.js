/* The search box: asks the index whenever the text changes, however it was changed, and shows only the answer to the text
 * that is there now. Arrow keys lead through the results; Enter opens the best one. Needs texts.js and search_results.js.
 */
"use strict";
((sg) => {
  const MORE = 20;
  /** Words of most languages begin with them. */
  const REHEARSED = ["s", "c", "re"];
  const MAX_SUGGESTED = 3;
  const MAX_MISSES = 50;
  const SETTLED_MS = 1500;
  const AFTER_ANSWER_MS = 200;
  const input = /** @type {HTMLInputElement | null} */ (document.querySelector(".md-search__input"));
  const meta = /** @type {HTMLElement | null} */ (document.querySelector(".md-search-result__meta"));
  const list = /** @type {HTMLElement | null} */ (document.querySelector(".md-search-result__list"));
  const completion = document.querySelector(".md-search__suggest");
  const isPreview = document.querySelector("meta[name=studyguide-preview]") !== null;
  if (input && meta && list) watch(input, meta, list);

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} meta The line above the results.
   * @param {HTMLElement} list
   */
  function watch(input, meta, list) {
    const help = element("p", "sg-suggest");
    const more = element("button", "sg-hit__more");
    const misses = element("div", "sg-misses");
    let turn = 0;
    let timer = 0;
    let asked = "";
    meta.setAttribute("role", "status");
    more.setAttribute("type", "button");
    help.hidden = more.hidden = misses.hidden = true;
    meta.after(help);
    list.after(more, misses);
    input.addEventListener("input", ask);
    input.form?.addEventListener("reset", () => setTimeout(() => (ask(), input.focus()), 0));
    input.form?.addEventListener("submit", (event) => event.preventDefault());
    input.closest(".md-search")?.addEventListener("keydown", (event) => keys(/** @type {KeyboardEvent} */ (event)));
    list.addEventListener("click", remember);
    ask();
    if (!asked) whenIdle(rehearse);

    function ask() {
      const query = input.value.trim().slice(0, 200);
      if (query === asked && turn) return;
      asked = query;
      turn += 1;
      clearTimeout(timer);
      if (query) answer(query, turn, sg.searchResults.FIRST_SHOWN);
      else show({ says: sg.text("search.idle") });
    }

    /**
     * Shows the answer to a query. If it needs parts that are not loaded yet and the core answers it already, the answer
     * of the core is shown until they are.
     * @param {string} query
     * @param {number} own The turn it belongs to: a later one makes it stale.
     * @param {number} shown
     */
    async function answer(query, own, shown) {
      try {
        await sg.searchParts.withIndex(async (index) => {
          if (own !== turn) return;
          const early = index.answer(query);
          let groups = early.isExact ? present(index, query, early, shown) : undefined;
          const loading = index.loading(query);
          await loading;
          if (own !== turn) return;
          if (loading || !groups) groups = present(index, query, index.answer(query), shown);
          more.onclick = () => answer(query, own, shown + MORE);
          whenIdle(() => index.loadWords().catch(() => {}));
          if (isPreview && !groups.length) timer = setTimeout(() => addMiss(query), SETTLED_MS);
        });
      } catch {
        if (own === turn) show({ says: sg.text("search.not_loaded") });
      }
    }

    /**
     * Shows an answer, and returns its pages.
     * @param {SearchIndex} index
     * @param {string} query
     * @param {SearchAnswer} found
     * @param {number} shown
     */
    function present(index, query, found, shown) {
      const groups = sg.searchResults.grouped(index, found);
      const items = sg.searchResults.items(index, groups, new Set(found.forms), shown);
      const names = found.isExact ? [] : suggested(index, query, groups);
      show({ says: counted(groups.length, query), items, names, rest: groups.length - items.length });
      complete(query, groups[0] ? index.document(groups[0].documents[0]).title : "");
      return groups;
    }

    /** @param {SearchView} view */
    function show({ says, items = [], names = [], rest = 0 }) {
      const focused = [...list.querySelectorAll("a")].indexOf(/** @type {any} */ (document.activeElement));
      meta.textContent = says;
      list.replaceChildren(...items);
      if (focused >= 0) (list.querySelectorAll("a")[focused] ?? input).focus(); // a late answer replaces what has the focus
      help.hidden = !names.length;
      const links = names.map(({ name, href }) => Object.assign(element("a", ""), { href, textContent: name }));
      help.replaceChildren(
        ...(links.length ? sg.textParts("search.did_you_mean", { names: either(links) }).flat() : []),
      );
      more.hidden = rest <= 0;
      more.textContent = rest > 0 ? sg.text("search.more", { count: rest }) : "";
      misses.hidden = !isPreview || items.length > 0;
      if (!misses.hidden) showMisses(misses);
      if (!items.length) complete("", "");
    }

    /** @param {KeyboardEvent} event */
    function keys(event) {
      if (event.isComposing) return;
      const stops = [input, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
      const at = stops.indexOf(/** @type {any} */ (document.activeElement));
      if (event.key === "Enter" && at === 0) {
        event.preventDefault();
        list.querySelector("a")?.click();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : stops.length - 1;
        event.preventDefault();
        stops[(Math.max(at, 0) + step) % stops.length].focus();
      } else if (
        event.key === "ArrowRight" &&
        at === 0 &&
        completion?.textContent &&
        input.selectionEnd === input.value.length
      ) {
        input.value = completion.textContent;
        ask();
      }
    }

    /** Keeps the query in the address of the page that is left, so that going back shows the results again. */
    function remember() {
      const url = new URL(location.href);
      url.searchParams.set("q", asked);
      try {
        history.replaceState(history.state, "", url);
      } catch {
        // a page from disk may not change its address
      }
    }
  }

  /**
   * Opens the index and makes answers that nobody sees: the browser compiles a function when it is first called, which takes
   * longer than the answer.
   */
  function rehearse() {
    const { grouped, items, FIRST_SHOWN } = sg.searchResults;
    sg.searchParts
      .withIndex(async (index) => {
        for (const query of REHEARSED) {
          const found = index.answer(query);
          items(index, grouped(index, found), new Set(found.forms), FIRST_SHOWN);
        }
      })
      .catch(() => {}); // the first query says so
  }

  /** Does something when the page has nothing else to do. @param {() => void} job */
  function whenIdle(job) {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(job);
    else setTimeout(job, AFTER_ANSWER_MS);
  }

  /**
   * Shows behind the query how the best title goes on; the right arrow takes it over.
   * @param {string} query
   * @param {string} title
   */
  function complete(query, title) {
    if (!completion) return;
    const goesOn = query && title.toLowerCase().startsWith(query.toLowerCase()) && title.length > query.length;
    completion.textContent = goesOn ? query + title.slice(query.length) : "";
  }

  /**
   * Returns names like the query that are not the best hit already.
   * @param {SearchIndex} index
   * @param {string} query
   * @param {HitGroup[]} groups
   */
  function suggested(index, query, groups) {
    return index
      .nearlyNamed(query)
      .map(({ document }) => index.document(document))
      .filter(({ group, location }) => group !== "Comparison" && group !== "Decision" && location !== groups[0]?.page)
      .slice(0, MAX_SUGGESTED)
      .map(({ title, location }) => ({ name: title, href: sg.searchResults.hrefOf(location) }));
  }

  /** @param {number} count @param {string} query */
  function counted(count, query) {
    return count ? sg.text("search.hits", { count }) : sg.text("search.no_hit", { query });
  }

  /**
   * Returns names of which one is meant, with words between them.
   * @param {HTMLElement[]} links At least one.
   * @returns {(string | HTMLElement)[]}
   */
  function either([first, ...others]) {
    return others.length ? sg.textParts("search.either", { first, others: either(others) }).flat() : [first];
  }

  function missesKey() {
    const guide = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="studyguide-id"]'))?.content;
    return `studyguide/${encodeURIComponent(guide || "unnamed")}/misses`;
  }

  /** @returns {string[]} */
  function storedMisses() {
    try {
      const stored = JSON.parse(localStorage.getItem(missesKey()) ?? "[]");
      return Array.isArray(stored) ? stored.map(String) : [];
    } catch {
      return [];
    }
  }

  /** @param {string} query */
  function addMiss(query) {
    const kept = [query, ...storedMisses().filter((other) => other !== query)].slice(0, MAX_MISSES);
    try {
      localStorage.setItem(missesKey(), JSON.stringify(kept));
    } catch {
      // a full or blocked storage keeps no list
    }
  }

  /** Lists the queries without a hit in this browser, for the author of a preview. @param {HTMLElement} part */
  function showMisses(part) {
    const queries = storedMisses();
    part.hidden = !queries.length;
    const title = element("p", "");
    title.append(sg.text("search.misses"));
    const list = element("ul", "");
    for (const query of queries) list.append(Object.assign(element("li", ""), { textContent: query }));
    const textContent = sg.text("search.clear_misses");
    const clear = Object.assign(element("button", "sg-hit__more"), { type: "button", textContent });
    clear.addEventListener("click", () => {
      localStorage.removeItem(missesKey());
      showMisses(part);
    });
    part.replaceChildren(title, list, clear);
  }

  /** @param {string} name @param {string} className */
  function element(name, className) {
    const made = document.createElement(name);
    if (className) made.className = className;
    return made;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
