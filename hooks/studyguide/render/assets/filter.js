/*
 * Filters the lists of a page by the words in its field, and opens what is closed where something in it is asked for.
 * Without script the field stays hidden, and a closed list is opened by its summary.
 */
"use strict";
((sg) => {
  const field = /** @type {HTMLElement | null} */ (document.querySelector("[data-filter]"));
  const input = field?.querySelector("input");
  const status = field?.querySelector("[role=status]");
  if (!field || !input || !status) return;
  const lists = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-filtered]")]);
  const folds = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-fold]"));
  /** @type {Set<HTMLDetailsElement>} */
  const openedByFilter = new Set();
  const entries = lists.flatMap(children).map((element) => ({ element, text: element.textContent.toLowerCase() }));
  input.addEventListener("input", () => filter(input.value, status));
  field.hidden = false;
  if (input.value) filter(input.value, status);
  if (folds.length) {
    // The event for a link to the fragment that the address already has does not fire: hence the click.
    document.addEventListener("click", ({ target }) => {
      const link = target instanceof Element && target.closest("a");
      if (link && link.hash && link.pathname === location.pathname) openAt(link.hash);
    });
    window.addEventListener("hashchange", () => openAt(location.hash));
    if (openAt(location.hash)) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  /** @param {Element} list */
  function children(list) {
    return /** @type {HTMLElement[]} */ ([...list.children]);
  }

  /**
   * Opens the list that a fragment names by its heading or by an entry. Returns whether it was closed.
   * @param {string} hash
   */
  function openAt(hash) {
    const named = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    const after = named?.tagName === "H2" ? named.nextElementSibling : null;
    const fold = named?.closest("details[data-fold]") ?? after?.querySelector("details[data-fold]");
    if (!(fold instanceof HTMLDetailsElement) || fold.open) return false;
    fold.open = true;
    return true;
  }

  /**
   * @param {string} query
   * @param {Element} status
   */
  function filter(query, status) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { element, text } of entries) element.hidden = !words.every((word) => text.includes(word));
    for (const list of lists) {
      const isEmpty = children(list).every((element) => element.hidden);
      const part = /** @type {HTMLElement | null} */ (list.closest(".sg-part"));
      const heading = part?.previousElementSibling;
      if (part && heading instanceof HTMLHeadingElement && heading.tagName === "H2")
        part.hidden = heading.hidden = isEmpty;
    }
    for (const fold of folds) {
      if (words.length && !fold.open) openedByFilter.add(fold);
      if (openedByFilter.has(fold)) fold.open = words.length > 0;
    }
    if (!words.length) openedByFilter.clear();
    const shown = entries.filter(({ element }) => !element.hidden).length;
    status.textContent = words.length ? sg.text("common.filtered", { shown, total: entries.length }) : "";
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
