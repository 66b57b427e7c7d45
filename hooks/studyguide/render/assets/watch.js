/* The watch list: what a reader ticks stays ticked in this browser, and is counted. Needs store.js.
 *
 * A tick is `<input type="checkbox" class="sg-tick" data-key="..." hidden>`; items that say the same share a key.
 * `<span class="sg-ticked" role="status"></span>` tells how many are ticked in its part of the page.
 */
"use strict";
((sg) => {
  const NAME = "ticks";
  const boxes = [...document.querySelectorAll("input.sg-tick")];

  for (const box of boxes) {
    box.hidden = false;
    box.addEventListener("change", () => tick(box));
  }
  sg.store.watch(NAME, show);
  show();

  function tick(box) {
    const ticks = kept();
    if (box.checked) ticks.add(box.dataset.key);
    else ticks.delete(box.dataset.key);
    const trouble = sg.store.write(NAME, [...ticks].sort());
    for (const other of boxes) if (other.dataset.key === box.dataset.key) other.checked = box.checked;
    count(trouble && ` (not kept: this browser's storage is ${trouble})`);
  }

  function kept() {
    const ticks = sg.store.read(NAME);
    return new Set(Array.isArray(ticks) ? ticks.map(String) : []);
  }

  function show() {
    const ticks = kept();
    for (const box of boxes) box.checked = ticks.has(box.dataset.key);
    count(sg.store.available() ? "" : " (ticks are not kept: this browser's storage is blocked)");
  }

  function count(remark) {
    for (const place of document.querySelectorAll(".sg-ticked")) {
      const part = [...(place.closest(".sg-part") ?? document).querySelectorAll("input.sg-tick")];
      place.textContent = `${part.filter((box) => box.checked).length} of ${part.length} ticked${remark}`;
    }
  }
})((globalThis.studyguide ??= {}));
