/* Dates, shares and stretches of time as the catalog writes them. Needs texts.js. */
"use strict";
((sg) => {
  const MINUTE_MS = 60_000;
  const HOUR_MS = 60 * MINUTE_MS;
  const DAY_MS = 24 * HOUR_MS;
  /** A stretch is shown in the first unit of which it has enough. Years have one decimal. */
  const UNITS = /** @type {const} */ ([
    {
      least: 365 * DAY_MS,
      ms: 36.5 * DAY_MS,
      parts: 10,
      of: "spans.years",
      ahead: "spans.in_years",
      ago: "spans.years_ago",
    },
    {
      least: 60 * DAY_MS,
      ms: 30 * DAY_MS,
      parts: 1,
      of: "spans.months",
      ahead: "spans.in_months",
      ago: "spans.months_ago",
    },
    { least: DAY_MS, ms: DAY_MS, parts: 1, of: "spans.days", ahead: "spans.in_days", ago: "spans.days_ago" },
    { least: HOUR_MS, ms: HOUR_MS, parts: 1, of: "spans.hours", ahead: "spans.in_hours", ago: "spans.hours_ago" },
    { least: 0, ms: MINUTE_MS, parts: 1, of: "spans.minutes", ahead: "spans.in_minutes", ago: "spans.minutes_ago" },
  ]);

  /** Returns how long something takes: `3 minutes`. @param {number} ms */
  function span(ms) {
    return worded(ms, "of");
  }

  /** Returns when something comes: `in 3 minutes`. @param {number} ms */
  function ahead(ms) {
    return worded(ms, "ahead");
  }

  /** Returns when something was: `3 minutes ago`. @param {number} ms */
  function ago(ms) {
    return worded(ms, "ago");
  }

  /** @param {number} ms @param {"of" | "ahead" | "ago"} form */
  function worded(ms, form) {
    const unit = UNITS.find(({ least }) => ms >= least) ?? UNITS[UNITS.length - 1];
    return sg.text(unit[form], { count: Math.max(1, Math.round(ms / unit.ms)) / unit.parts });
  }

  /** Returns a day with its year. @param {number} time */
  function day(time) {
    return sg.text("dates.day", partsOf(time));
  }

  /** Returns a day without its year, for narrow places. @param {number} time */
  function shortDay(time) {
    const { month, day: ofMonth } = partsOf(time);
    return sg.text("dates.short_day", { month, day: ofMonth });
  }

  /** @param {number} time */
  function partsOf(time) {
    const date = new Date(time);
    const [month, ofMonth] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
    return { year: String(date.getFullYear()), month, day: ofMonth };
  }

  /** Returns a share from 0 to 1 in percent. @param {number} share */
  function percent(share) {
    return sg.text("numbers.percent", { number: Math.round(share * 100) });
  }

  /** Joins sentences; empty ones are left out. @param {string[]} sentences */
  function joined(...sentences) {
    return sentences.filter(Boolean).join(" ");
  }

  sg.formats = Object.freeze({ span, ahead, ago, day, shortDay, percent, joined });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
