/* Days by the calendar of the reader's clock. Values in, values out. */
"use strict";
((sg) => {
  const DAY_MS = 86_400_000;
  /** Hour of the exam's day for which recall is predicted. */
  const EXAM_HOUR = 9;

  /** Returns how many days are left until a date: 0 on the day itself. @param {string} date @param {number} now */
  function daysUntil(date, now) {
    return between(now, examTime(date));
  }

  /** Returns when recall is predicted for: the morning of the exam. @param {string} date */
  function examTime(date) {
    const [year, month, day] = date.split("-").map(Number);
    return new Date(year, month - 1, day, EXAM_HOUR).getTime();
  }

  /** @param {number} now */
  function startOfDay(now) {
    return new Date(now).setHours(0, 0, 0, 0);
  }

  /** Returns the days from one time to another, by the calendar. @param {number} from @param {number} to */
  function between(from, to) {
    return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
  }

  /**
   * Returns a time some days later, at the same hour.
   * @param {number} time
   * @param {number} days
   */
  function later(time, days) {
    const day = new Date(time);
    return day.setDate(day.getDate() + days);
  }

  sg.days = Object.freeze({ until: daysUntil, examTime, startOfDay, between, later });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
