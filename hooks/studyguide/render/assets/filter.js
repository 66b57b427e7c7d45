/* Filters the lists of a page by the words in its field. Without script the field stays hidden and the lists whole. */
"use strict";
(() => {
  const field = /** @type {HTMLElement | null} */ (document.querySelector("[data-filter]"));
  const input = field?.querySelector("input");
  const status = field?.querySelector("[role=status]");
  if (!field || !input || !status) return;
  const lists = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-filtered]")]);
  const entries = lists.flatMap(children).map((element) => ({ element, text: element.textContent.toLowerCase() }));
  input.addEventListener("input", () => filter(input.value, status));
  field.hidden = false;
  if (input.value) filter(input.value, status);

  /** @param {Element} list */
  function children(list) {
    return /** @type {HTMLElement[]} */ ([...list.children]);
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
    const shown = entries.filter(({ element }) => !element.hidden).length;
    status.textContent = words.length ? `${shown} of ${entries.length}` : "";
  }
})();
