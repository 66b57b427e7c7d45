/* The plan for an exam: what to ask today. Values in, values out. Needs fsrs.js, days.js, exam_order.js and knowledge.js. */
"use strict";
/**
 * @typedef {object} PlanSettings
 * @property {string} exam
 * @property {string} date Day of the exam, such as `2026-12-24`.
 * @property {number} minutes A day.
 * @property {number} retention Chance of recall at which a question comes back.
 *
 * @typedef {object} Today
 * @property {string[]} due Ids to ask again.
 * @property {Question[]} fresh Questions never asked before.
 * @property {number} waiting Due questions that today's minutes leave out.
 * @property {number} days Days until the exam; negative when it is over.
 */
((sg) => {
  const { State, intervalOf } = sg.fsrs;
  /** Answers that a new question takes on its first day: two if it is known at once, three if not. */
  const ANSWERS_OF_NEW = 2.5;
  /** New questions a day are at most so many times what the date requires, so that reviews do not pile up. */
  const MOST_AHEAD = 2;
  /** Share of a day that new terms may take from reviews when the date requires it. */
  const MOST_FOR_NEW = 0.6;
  const LEAST_NEW = 10;
  const LAST_WEEK_DAYS = 7;
  /** Days before the exam in which new terms come only if some are left. */
  const QUIET_DAYS = 3;
  const RETENTION = { least: 0.7, most: 0.97, usual: 0.9 };

  /**
   * Returns when a question comes back at a retention.
   * @param {Card} card
   * @param {number} retention
   */
  function dueAt(card, retention) {
    return card.state === State.REVIEW ? card.lastReview + intervalOf(card.stability, retention) : card.due;
  }

  /**
   * Returns what today holds.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {PlanSettings} settings
   * @param {number} pace Seconds an answer takes.
   * @param {number} spent Seconds already spent today.
   * @param {number} now
   * @param {ReadonlySet<string>} [left] Ids to leave out.
   * @returns {Today}
   */
  function today(exam, cards, settings, pace, spent, now, left = new Set()) {
    const days = sg.days.until(settings.date, now);
    const budget = Math.max(0, Math.floor((settings.minutes * 60 - spent) / pace));
    const whole = Math.max(1, Math.floor((settings.minutes * 60) / pace));
    const candidates = days < 0 ? [] : sg.examOrder.unasked(exam, cards).filter(({ id }) => !left.has(id));
    const first = new Set(candidates.filter(({ round }) => !round).map(({ term }) => term)).size;
    const isLastWeek = days <= LAST_WEEK_DAYS;
    const due = ranked(exam, cards, settings, now, isLastWeek).filter((id) => !left.has(id));
    const begun = begunToday(exam, cards, now);
    const required = Math.ceil((first + begun.size) / Math.max(1, days - QUIET_DAYS));
    const cap = Math.max(LEAST_NEW, MOST_AHEAD * required);
    const room = Math.floor((budget - due.length) / ANSWERS_OF_NEW);
    const reserved = Math.min(required - begun.size, Math.floor((budget * MOST_FOR_NEW) / ANSWERS_OF_NEW));
    const wanted = Math.min(cap - begun.size, Math.max(room, first ? reserved : 0));
    const terms = new Set(begun);
    const allowed = candidates.filter(({ round }) => !round || !isLastWeek);
    const fresh = allowed.filter(({ term }) => !terms.has(term) && terms.add(term)).slice(0, Math.max(0, wanted));
    const seats = Math.max(0, budget - Math.ceil(fresh.length * ANSWERS_OF_NEW));
    const kept = due.slice(0, seats);
    const early =
      isLastWeek && days >= 0
        ? fading(exam, cards, settings, now).filter((id) => !left.has(id) && !kept.includes(id))
        : [];
    const ahead = early.slice(0, Math.min(seats - kept.length, whole));
    return { due: [...kept, ...ahead], fresh, waiting: due.length - kept.length, days };
  }

  /**
   * Returns the ids that are due: the longest overdue first; in the last week those of the weakest domains.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {PlanSettings} settings
   * @param {number} now
   * @param {boolean} weakFirst
   */
  function ranked(exam, cards, settings, now, weakFirst) {
    const ids = asked(exam, cards).filter((id) => dueAt(cardOf(cards, id), settings.retention) <= now);
    if (weakFirst) return byWeakness(exam, cards, settings, ids);
    return ids.sort((a, b) => sg.knowledge.recall(cards, a, now) - sg.knowledge.recall(cards, b, now));
  }

  /**
   * Returns the ids that are not due yet and will have fallen below the desired retention on the day, weak domains first.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {PlanSettings} settings
   * @param {number} now
   */
  function fading(exam, cards, settings, now) {
    const start = sg.days.startOfDay(now);
    const day = sg.days.examTime(settings.date);
    const ids = asked(exam, cards).filter((id) => {
      const card = cardOf(cards, id);
      return (
        card.lastReview < start &&
        dueAt(card, settings.retention) > now &&
        sg.knowledge.recall(cards, id, day) < settings.retention
      );
    });
    return byWeakness(exam, cards, settings, ids);
  }

  /**
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {PlanSettings} settings
   * @param {string[]} ids
   */
  function byWeakness(exam, cards, settings, ids) {
    const day = sg.days.examTime(settings.date);
    const { domains } = sg.knowledge.ofExam(exam, cards, day);
    const strength = domains.map(({ expected, terms }) => (terms ? expected / terms : 1));
    const weakest = new Map(
      exam.terms.flatMap((term) => {
        const least = Math.min(1, ...term.domains.map((domain) => strength[domain]));
        return term.cards.map((id) => /** @type {[string, number]} */ ([id, least]));
      }),
    );
    for (const { id, domain } of exam.bank) weakest.set(id, strength[domain] ?? 1);
    const value = (/** @type {string} */ id) => (weakest.get(id) ?? 1) * sg.knowledge.recall(cards, id, day);
    return [...ids].sort((a, b) => value(a) - value(b));
  }

  /**
   * Returns the terms of which a new question was asked today.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {number} now
   */
  function begunToday(exam, cards, now) {
    const start = sg.days.startOfDay(now);
    return new Set(
      exam.terms
        .filter(({ cards: ids }) => ids.some((id) => (cards.get(id)?.firstReview ?? 0) >= start))
        .map(({ id }) => id),
    );
  }

  /** Returns the ids of an exam's questions that were asked before. @param {ExamData} exam @param {Cards} cards */
  function asked({ terms, bank }, cards) {
    const ids = [...terms.flatMap((term) => term.cards), ...bank.map(({ id }) => id)];
    return ids.filter((id) => cards.has(id));
  }

  /** @param {Cards} cards @param {string} id */
  function cardOf(cards, id) {
    return /** @type {StudiedCard} */ (cards.get(id));
  }

  /**
   * Returns the settings of a stored value; null if it is none that can be.
   * @param {any} value
   * @returns {PlanSettings|null}
   */
  function validSettings(value) {
    const date = typeof value?.date === "string" && /^\d{4}-\d\d-\d\d$/.test(value.date) ? value.date : "";
    const minutes = Number(value?.minutes);
    const retention = Number(value?.retention ?? RETENTION.usual);
    const isPlan = typeof value?.exam === "string" && date && sg.days.examTime(date) && minutes >= 1 && minutes <= 600;
    if (!isPlan || !(retention >= RETENTION.least && retention <= RETENTION.most)) return null;
    return { exam: value.exam, date, minutes, retention };
  }

  sg.plan = Object.freeze({ RETENTION, dueAt, today, validSettings });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
