/* What the review page says, as functions of numbers. */
"use strict";
((sg) => {
  const MINUTE_MS = 60_000;
  const HOUR_MS = 3_600_000;
  const DAY_MS = 86_400_000;
  const OR_ANKI = "or study with the Anki decks.";

  /** Why answers are not kept, and what to do; "" when they are. */
  const TROUBLE = {
    "": "",
    blocked:
      "This browser does not let the guide keep anything, so progress is lost when this page is closed. " +
      `Save a backup file before you leave and restore it next time, ${OR_ANKI}`,
    full: `This browser's storage is full, and the last answers are not kept. Save a backup file now, ${OR_ANKI}`,
  };
  const CHANGED = "Progress was changed in another tab.";
  const DELETED = "Progress was deleted, by another tab or by the browser. Restore a backup to get it back.";
  const OFFLINE = "The questions could not be loaded. Try again when you are online.";

  /** A stretch of time in the largest unit that tells it. */
  function span(ms) {
    const days = ms / DAY_MS;
    if (days >= 365) return counted(Math.round(days / 36.5) / 10, "year");
    if (days >= 60) return counted(Math.round(days / 30), "month");
    if (days >= 1) return counted(Math.round(days), "day");
    if (ms >= HOUR_MS) return counted(Math.round(ms / HOUR_MS), "hour");
    return counted(Math.max(1, Math.round(ms / MINUTE_MS)), "minute");
  }

  function counted(number, unit) {
    return `${number} ${unit}${number === 1 ? "" : "s"}`;
  }

  /**
   * What there is to do and how long it takes.
   * @param {{due: string[], fresh: string[], unseen: number, next: number|null}} plan
   * @param {number} seconds It takes.
   */
  function planned({ due, fresh, unseen, next }, seconds, now) {
    if (due.length + fresh.length) return `${due.length} due, ${fresh.length} new, about ${span(seconds * 1000)}.`;
    const soon = next === null ? "" : ` The next one comes back in ${span(next - now)}.`;
    const more = unseen ? ` ${unseen} not asked yet: new ones tomorrow, or raise the number of new questions.` : "";
    return `Nothing is due here now.${soon}${more}`;
  }

  /** What this browser keeps. */
  function kept(size, backedUp, now) {
    if (!size)
      return "Nothing is kept in this browser. If you studied here before, the browser deleted it: restore a backup.";
    const last = backedUp ? `${span(now - backedUp)} ago` : "never";
    return `Progress on ${counted(size, "question")} is kept in this browser and nowhere else. Last backup: ${last}.`;
  }

  /** What a restored file did. */
  function restored({ refused, taken, stayed }) {
    if (refused) return `${refused} Nothing was changed.`;
    return `Restored: ${counted(taken, "question")} came from the file, ${stayed} stayed as they were here.`;
  }

  sg.phrases = Object.freeze({ TROUBLE, CHANGED, DELETED, OFFLINE, span, counted, planned, kept, restored });
})((globalThis.studyguide ??= {}));
