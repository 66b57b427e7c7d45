/* What the review page says, as functions of numbers. */
"use strict";
/** @typedef {StorageError | "newer"} Trouble Why answers are not stored; "" if they are. */
((sg) => {
  const MINUTE_MS = 60_000;
  const HOUR_MS = 3_600_000;
  const DAY_MS = 86_400_000;
  const OR_ANKI = "or study with the Anki decks.";

  /**
   * Why answers are not stored, and what to do; "" when they are.
   * @type {Record<Trouble, string>}
   */
  const TROUBLE = {
    "": "",
    blocked:
      "This browser does not let the guide keep anything, so progress is lost when this page is closed. " +
      `Save a backup file before you leave and restore it next time, ${OR_ANKI}`,
    full: `This browser's storage is full, and the last answers are not kept. Save a backup file now, ${OR_ANKI}`,
    newer:
      "A newer version of this guide has stored progress in this browser. It is left as it is, and what you answer " +
      "now is lost when this page is closed. Reload the page to get the newer version.",
  };
  const CHANGED = "Progress was changed in another tab.";
  const DELETED = "Progress was deleted, by another tab or by the browser. Restore a backup to get it back.";
  const PERSISTED = "The browser was asked to keep your progress, and agreed. A backup file is still the safest copy.";
  const NOT_PERSISTED =
    "The browser was asked to keep your progress, and did not promise it: it may delete it when space is short. Save a backup file now and then.";
  /** @type {Record<string, string>} What is said when a way to study has nothing to ask. */
  const NOTHING = {
    ahead: "There is nothing to study ahead here.",
    cram: "There are no questions here.",
    weak: "There are no weak spots here: nothing was forgotten, and nothing is likely to be.",
  };
  const OFFLINE = "The questions could not be loaded. Try again when you are online.";

  /**
   * Returns a stretch of time in the largest unit that fits it.
   * @param {number} ms
   */
  function span(ms) {
    const days = ms / DAY_MS;
    if (days >= 365) return counted(Math.round(days / 36.5) / 10, "year");
    if (days >= 60) return counted(Math.round(days / 30), "month");
    if (days >= 1) return counted(Math.round(days), "day");
    if (ms >= HOUR_MS) return counted(Math.round(ms / HOUR_MS), "hour");
    return counted(Math.max(1, Math.round(ms / MINUTE_MS)), "minute");
  }

  /** @param {number} number @param {string} unit */
  function counted(number, unit) {
    return `${number} ${unit}${number === 1 ? "" : "s"}`;
  }

  /**
   * Returns what there is to do and how long it takes.
   * @param {Plan} plan
   * @param {number} seconds
   * @param {number} now
   */
  function planned({ due, fresh, unseen, next }, seconds, now) {
    if (due.length + fresh.length) return `${due.length} due, ${fresh.length} new, about ${span(seconds * 1000)}.`;
    const soon = next === null ? "" : ` The next one comes back in ${span(next - now)}.`;
    const more = unseen ? ` ${unseen} not asked yet: new ones tomorrow, or raise the number of new questions.` : "";
    return `Nothing is due here now.${soon}${more}`;
  }

  /**
   * Returns what a way to study holds that is not bound to what is due.
   * @param {string} mode
   * @param {number} size
   * @param {number} seconds
   */
  function offered(mode, size, seconds) {
    const questions = `${counted(size, "question")}, about ${span(seconds * 1000)}.`;
    if (mode === "cram") return `${questions} Your answers change no schedule.`;
    return mode === "weak" ? `${questions} The weakest come first.` : `${questions} They are not due yet.`;
  }

  /**
   * Returns the reminder of a backup.
   * @param {number} backedUp When the last backup was saved; 0 for never.
   * @param {number} now
   */
  function reminder(backedUp, now) {
    return backedUp ? `Your last backup was ${span(now - backedUp)} ago.` : "You have no backup yet.";
  }

  /**
   * Returns what this browser stores.
   * @param {number} size Number of questions.
   * @param {number} backedUp When the last backup was saved; 0 for never.
   * @param {number} now
   */
  function stored(size, backedUp, now) {
    if (!size)
      return "Nothing is kept in this browser. If you studied here before, the browser deleted it: restore a backup.";
    const last = backedUp ? `${span(now - backedUp)} ago` : "never";
    return `Progress on ${counted(size, "question")} is kept in this browser and nowhere else. Last backup: ${last}.`;
  }

  /**
   * Returns what a restored file did.
   * @param {Restored} result
   */
  function restored({ refused, taken = 0, stayed = 0, lost = 0, foreign = 0 }) {
    if (refused) return `${refused} Nothing was changed.`;
    const left = foreign ? ` Left out, since this guide does not have them: ${counted(foreign, "question")}.` : "";
    const damage = lost ? ` ${damaged(lost)} of the file could not be read and ${lost === 1 ? "is" : "are"} lost.` : "";
    const came = `${counted(taken, "question")} came from the file`;
    return `Restored: ${came}, ${stayed} stayed as they were here.${left}${damage}`;
  }

  /**
   * Returns what is said of damaged entries in this browser; "" if there are none.
   * @param {number} lost
   */
  function unreadable(lost) {
    return lost ? `${damaged(lost)} of your progress could not be read. Restore a backup to get what is missing.` : "";
  }

  /** @param {number} lost */
  function damaged(lost) {
    return lost === 1 ? "1 damaged entry" : `${lost} damaged entries`;
  }

  const CONSTANTS = { TROUBLE, CHANGED, DELETED, OFFLINE, PERSISTED, NOT_PERSISTED, NOTHING };
  sg.phrases = Object.freeze({ ...CONSTANTS, span, counted, planned, offered, reminder, stored, restored, unreadable });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
