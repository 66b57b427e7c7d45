/* Opens and closes the search, as the theme does, and loads the rest of it when it is first used: by focus, by a pointer on
 * its way, by one of the keys `/`, `s` and `f`, or by a query in the address (`?q=`).
 */
"use strict";
(() => {
  const KEYS = ["/", "f", "s"];
  const { src: here } = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** @type {HTMLInputElement | null} */
  const toggle = document.querySelector("#__search");
  /** @type {HTMLElement | null} */
  const dialog = document.querySelector(".md-search:not([data-md-component])");
  /** @type {HTMLInputElement | null} */
  const input = document.querySelector(".md-search__input");
  /** @type {HTMLElement | null} */
  const opener = document.querySelector(".md-header__button[for=__search]");
  let isLoading = false;
  if (toggle && dialog && input) watch(toggle, dialog, input);

  /**
   * @param {HTMLInputElement} toggle
   * @param {HTMLElement} dialog
   * @param {HTMLInputElement} input
   */
  function watch(toggle, dialog, input) {
    const isOpen = (/** @type {boolean} */ wanted) => {
      if (toggle.checked !== wanted) toggle.click();
    };
    input.addEventListener("focus", () => {
      load();
      isOpen(true);
    });
    for (const element of [input, opener]) element?.addEventListener("pointerenter", load, { once: true });
    opener?.addEventListener("click", () => input.focus());
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      isOpen(false);
      if (opener?.checkVisibility()) opener.focus();
      else input.blur();
      event.stopPropagation();
    });
    dialog.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (next instanceof Node && !dialog.contains(next)) isOpen(false);
    });
    addEventListener("keydown", (event) => {
      const { key, target, altKey, ctrlKey, metaKey } = event;
      if (!KEYS.includes(key) || altKey || ctrlKey || metaKey || toggle.checked) return;
      if (target instanceof Element && target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      isOpen(true);
      input.focus();
      input.select();
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (!asked) return;
    input.value = asked;
    isOpen(true);
    input.focus();
  }

  function load() {
    if (isLoading) return;
    isLoading = true;
    for (const path of ["../search/core.js", "search.js"]) {
      const script = document.createElement("script");
      script.src = new URL(path, here).href;
      script.async = false;
      document.head.append(script);
    }
  }
})();
