/* Small things on every page: how old a checked fact is today, and spelling help once search is used. */
"use strict";
(() => {
  const DAY_MS = 86_400_000;
  const FULL_DATE = 10;
  const here = document.currentScript.src;

  for (const time of document.querySelectorAll("time.sg-checked")) {
    const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / DAY_MS);
    if (time.dateTime.length === FULL_DATE && days > 0) time.append(` (${days} ${days > 1 ? "days" : "day"} ago)`);
  }

  document.querySelector(".md-search__input")?.addEventListener("focus", load, { once: true });

  if (hasProgress() && !document.querySelector(".sg-review")) {
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("study.js", here).href }));
  }

  /** Returns whether this browser has stored answers or a plan for this guide. Pages of reviews load the script themselves. */
  function hasProgress() {
    const guide = document.querySelector('meta[name="studyguide-id"]')?.content;
    const prefix = `studyguide/${encodeURIComponent(guide || "unnamed")}/`;
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(`${prefix}log/`) || key === `${prefix}plan`);
    } catch {
      return false;
    }
  }

  function load() {
    const searched = document.getElementById("__config") && location.protocol !== "file:";
    if (searched) fetch(new URL("../search/search_index.json", here)).catch(() => {}); // search_worker.js asks for it next
    for (const name of ["names.js", "suggest.js"]) {
      const script = document.createElement("script");
      script.src = new URL(name, here);
      script.async = false;
      document.head.append(script);
    }
  }
})();
