/* What the theme keeps from keyboards and screen readers.
 *
 * It opens menu and search of small screens by labels, which no key reaches: they become buttons. Each search result
 * holds a landmark without a name: it becomes plain text.
 */
"use strict";
(() => {
  const drawer = document.getElementById("__drawer");
  const sidebar = document.querySelector(".md-sidebar--primary");
  const search = document.getElementById("__search");
  const query = document.querySelector(".md-search__input");
  if (drawer && sidebar) menu(button(drawer, "Menu"));
  if (search && query) searching(button(search, "Search"));
  for (const back of document.querySelectorAll(".md-nav--primary .md-nav .md-nav__title[for]")) back.tabIndex = 0;
  const results = document.querySelector(".md-search-result__list");
  if (results) new MutationObserver(() => results.querySelectorAll("nav").forEach((nav) => nav.setAttribute("role", "none"))).observe(results, { childList: true, subtree: true });

  /** Put a button in place of the header's label of a toggle; the theme's own styles go by class and `for`. */
  function button(toggle, name) {
    const label = document.querySelector(`.md-header__button[for=${toggle.id}]`);
    if (!label) return null;
    const made = Object.assign(document.createElement("button"), { type: "button", className: label.className });
    made.setAttribute("for", toggle.id);
    made.setAttribute("aria-label", name);
    made.append(...label.childNodes);
    made.addEventListener("click", () => toggle.click());
    label.replaceWith(made);
    return made;
  }

  /** The button leads into the field. The theme's own keys reach the field only where it shows: elsewhere they press the button. */
  function searching(opener) {
    if (!opener) return;
    opener.addEventListener("click", () => query.focus());
    addEventListener("keydown", (event) => {
      const { key, target, altKey, ctrlKey, metaKey } = event;
      if (!["/", "f", "s"].includes(key) || altKey || ctrlKey || metaKey || search.checked) return;
      if (target.closest("input, textarea, select, [contenteditable]") || !opener.checkVisibility()) return;
      event.preventDefault();
      opener.click();
    });
  }

  /** An open menu takes the focus, Esc closes it, and it closes behind a focus that leaves it. */
  function menu(opener) {
    if (!opener) return;
    const told = () => opener.setAttribute("aria-expanded", String(drawer.checked));
    told();
    drawer.addEventListener("change", () => {
      told();
      if (drawer.checked) [...sidebar.querySelectorAll("a, label[tabindex]")].find((at) => at.checkVisibility({ visibilityProperty: true }))?.focus();
    });
    sidebar.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (drawer.checked && next && !sidebar.contains(next)) drawer.click();
    });
    sidebar.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !drawer.checked) return;
      drawer.click();
      opener.focus();
    });
  }
})();
