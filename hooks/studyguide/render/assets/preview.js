/* A link to a term shows the term's definition while the pointer rests on it or the keyboard is on it.
 *
 * The text is the link's own `data-says`: nothing is asked for. A tap is no hover and just follows the link.
 */
"use strict";
(() => {
  const REST_MS = 300;
  const LEAVE_MS = 200;
  const MARGIN_PX = 8;
  const box = Object.assign(document.createElement("div"), { id: "sg-preview", className: "sg-preview", hidden: true });
  /** @type {HTMLElement | null} */
  let link = null;
  let timer = 0;
  box.setAttribute("role", "tooltip");
  (document.querySelector("main") ?? document.body).append(box);

  /**
   * @param {Event} event
   * @returns {HTMLElement | null}
   */
  function linkOf({ target }) {
    return target instanceof Element ? target.closest("a[data-says]") : null;
  }

  /** @param {Event} event */
  function isInBox({ target }) {
    return target instanceof Node && box.contains(target);
  }

  /**
   * @param {() => void} job
   * @param {number} wait
   */
  function later(job, wait) {
    clearTimeout(timer);
    timer = setTimeout(job, wait);
  }

  /** @param {HTMLElement} target */
  function show(target) {
    hide();
    link = target;
    box.textContent = link.dataset.says ?? "";
    link.setAttribute("aria-describedby", box.id);
    box.hidden = false;
    place(link);
  }

  function hide() {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    link = null;
    box.hidden = true;
  }

  /** Hides the text when the pointer goes, unless the keyboard is on the link. */
  function leave() {
    if (!link?.matches(":focus-visible")) hide();
  }

  /**
   * Puts the text below the first line of the link, above it where there is more room, always inside the window.
   * @param {HTMLElement} link
   */
  function place(link) {
    const at = link.getClientRects()[0];
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetWidth, offsetHeight } = box;
    const above = at.bottom + offsetHeight > clientHeight && at.top > clientHeight - at.bottom;
    const left = Math.max(MARGIN_PX, Math.min(at.left, clientWidth - offsetWidth - MARGIN_PX));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(above ? at.top - offsetHeight : at.bottom) + scrollY}px`;
  }

  document.addEventListener("pointerover", (event) => {
    const target = linkOf(event);
    if (event.pointerType === "touch") return;
    if (isInBox(event) || (target && target === link)) clearTimeout(timer);
    else if (target) later(() => show(target), REST_MS);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "touch" && (linkOf(event) || isInBox(event))) later(leave, LEAVE_MS);
  });
  document.addEventListener("focusin", (event) => {
    const target = linkOf(event);
    if (target?.matches(":focus-visible")) show(target);
  });
  document.addEventListener("focusout", (event) => {
    if (linkOf(event)) hide();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
})();
