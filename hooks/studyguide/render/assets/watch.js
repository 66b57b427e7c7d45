/* The watch list: what a reader ticks stays ticked in this browser, and is counted. Needs store.js and texts.js.
 *
 * A tick is `<input type="checkbox" class="sg-tick" data-key="..." hidden>`; items that say the same share a key.
 * `<span class="sg-ticked" role="status"></span>` says how many are ticked in its part of the page.
 */
"use strict";
((sg) => {
  const NAME = "ticks";
  const NOT_KEPT = /** @type {const} */ ({ blocked: "watch_list.not_kept_blocked", full: "watch_list.not_kept_full" });
  const store = sg.store.open(sg.store.guideId());
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input.sg-tick")]);

  for (const box of boxes) {
    box.hidden = false;
    box.addEventListener("change", () => tick(box));
  }
  takeOver();
  store.watch(NAME, show);
  show();

  /** Takes over, of the ticks that all guides of a host once shared, those of this page; the others stay there. */
  function takeOver() {
    const shared = sg.store.legacy.read(NAME);
    if (!Array.isArray(shared) || isNewer()) return;
    const keys = new Set(boxes.map(keyOf));
    const mine = shared.filter((key) => keys.has(key));
    if (!mine.length || store.write(NAME, [...new Set([...ticked(), ...mine])].sort())) return;
    const left = shared.filter((key) => !keys.has(key));
    sg.store.legacy.write(NAME, left.length ? left : null);
  }

  /** @param {HTMLInputElement} box */
  function tick(box) {
    for (const other of boxes) if (keyOf(other) === keyOf(box)) other.checked = box.checked;
    if (isNewer()) return count(sg.text("watch_list.newer"));
    const ticks = ticked();
    if (box.checked) ticks.add(keyOf(box));
    else ticks.delete(keyOf(box));
    const error = store.write(NAME, [...ticks].sort());
    count(error && sg.text(NOT_KEPT[error]));
  }

  function ticked() {
    const ticks = store.read(NAME);
    return new Set(Array.isArray(ticks) ? ticks.map(String) : []);
  }

  /** Returns whether what is stored has another form than this version knows. */
  function isNewer() {
    const ticks = store.read(NAME);
    return ticks !== null && !Array.isArray(ticks);
  }

  function show() {
    const ticks = ticked();
    for (const box of boxes) box.checked = ticks.has(keyOf(box));
    count(sg.store.isAvailable() ? "" : sg.text("watch_list.blocked"));
  }

  /** @param {HTMLInputElement} box */
  function keyOf(box) {
    return box.dataset.key ?? "";
  }

  /** @param {string} remark */
  function count(remark) {
    for (const place of document.querySelectorAll(".sg-ticked")) {
      const part = boxes.filter((box) => (place.closest(".sg-part") ?? document).contains(box));
      const shown = sg.text("watch_list.ticked", {
        ticked: part.filter((box) => box.checked).length,
        total: part.length,
      });
      place.textContent = remark ? `${shown} ${remark}` : shown;
    }
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
