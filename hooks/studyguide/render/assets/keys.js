/* What the theme keeps from keyboards and screen readers.
 *
 * It opens menu and search of small screens by labels, which no key reaches: they become buttons.
 */
"use strict";
(({ texts }) => {
  /** @type {HTMLInputElement | null} */
  const drawer = document.querySelector("#__drawer");
  /** @type {HTMLInputElement | null} */
  const search = document.querySelector("#__search");
  /** @type {HTMLElement | null} */
  const sidebar = document.querySelector(".md-sidebar--primary");
  if (drawer && sidebar) menu(button(drawer, texts["theme.menu"]), drawer, sidebar);
  if (search) button(search, texts["theme.search"]);
  /** @type {NodeListOf<HTMLElement>} */
  const backs = document.querySelectorAll(".md-nav--primary .md-nav .md-nav__title[for]");
  for (const back of backs) back.tabIndex = 0;

  /**
   * Puts a button in place of the header's label of a toggle; the theme's own styles go by class and `for`.
   * @param {HTMLInputElement} toggle
   * @param {string} name
   */
  function button(toggle, name) {
    const label = document.querySelector(`.md-header__button[for=${toggle.id}]`);
    if (!label) return null;
    const opener = Object.assign(document.createElement("button"), { type: "button", className: label.className });
    opener.setAttribute("for", toggle.id);
    opener.setAttribute("aria-label", name);
    opener.append(...label.childNodes);
    opener.addEventListener("click", () => toggle.click());
    label.replaceWith(opener);
    return opener;
  }

  /**
   * Moves the focus into an open menu; Esc closes it, and it closes behind a focus that leaves it.
   * @param {HTMLButtonElement | null} opener
   * @param {HTMLInputElement} drawer
   * @param {HTMLElement} sidebar
   */
  function menu(opener, drawer, sidebar) {
    if (!opener) return;
    /** @type {NodeListOf<HTMLElement>} */
    const entries = sidebar.querySelectorAll("a, label[tabindex]");
    const expanded = () => opener.setAttribute("aria-expanded", String(drawer.checked));
    expanded();
    drawer.addEventListener("change", () => {
      expanded();
      if (drawer.checked) [...entries].find((entry) => entry.checkVisibility({ visibilityProperty: true }))?.focus();
    });
    sidebar.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (drawer.checked && next instanceof Node && !sidebar.contains(next)) drawer.click();
    });
    sidebar.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !drawer.checked) return;
      drawer.click();
      opener.focus();
    });
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
