/* Small things on every page: how old a checked fact is today, the buttons of code, and progress where there is any. */
"use strict";
((sg) => {
  const DAY_MS = 86_400_000;
  /** Length of a date with its day, as in 2026-03-02. */
  const FULL_DATE = 10;
  /** @type {any} */
  const { src: here } = document.currentScript;
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = document.querySelectorAll("time.sg-checked");

  for (const time of times) {
    const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / DAY_MS);
    if (time.dateTime.length === FULL_DATE && days > 0) time.append(` (${daysAgo(days)})`);
  }

  if (document.querySelector("pre > code")) {
    // The theme puts the button that copies a block of code into a landmark without a name: one for each block.
    const unnamed = "nav.md-code__nav:not([role])";
    new MutationObserver(() => {
      for (const nav of document.querySelectorAll(unnamed)) nav.setAttribute("role", "none");
    }).observe(document.body, { childList: true, subtree: true });
  }

  if (hasProgress() && !document.querySelector(".sg-review")) {
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("study.js", here).href }));
  }

  /** Returns the text without the script of all texts, which every page would load. @param {number} days */
  function daysAgo(days) {
    /** @type {any} */
    const written = sg.texts["spans.days_ago"];
    return (written[days > 1 ? "other" : "one"] ?? written).replace("{count}", days);
  }

  /** Returns whether this browser has stored answers or a plan for this guide. Pages of reviews load the script themselves. */
  function hasProgress() {
    const meta = document.querySelector('meta[name="studyguide-id"]');
    const guide = meta instanceof HTMLMetaElement ? meta.content : "";
    const prefix = `studyguide/${encodeURIComponent(guide || "unnamed")}/`;
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(`${prefix}log/`) || key === `${prefix}plan`);
    } catch {
      return false;
    }
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
