/* The plan for an exam: what to ask today, and how much will be known on the day. Values in, values out.
 *
 * Needs fsrs.js and review_log.js. An exam's data comes from `assets/exams/<id>.js`; its terms are in an order in which
 * each comes after the terms it needs.
 */
"use strict";
/**
 * @typedef {object} ExamDomain
 * @property {string} name
 * @property {number} weight Percent of the exam's questions; 0 if unknown.
 *
 * @typedef {object} ExamTerm
 * @property {string} id
 * @property {string} name
 * @property {string} page Address below the site's root.
 * @property {string[]} cards Card ids, the most worth asking first.
 * @property {number[]} domains Indexes of the domains that ask for it.
 * @property {string[]} objectives For each of `domains`, the number of the first objective or task that names it.
 * @property {number[]} needs Indexes of the terms to know before.
 * @property {string} closed Why it can no longer be chosen, such as `closed to new customers`; else "".
 * @property {string} file Name of the file with its questions.
 *
 * @typedef {object} BankEntry A question of the bank.
 * @property {string} id Of the card.
 * @property {string} term
 * @property {string} objective
 * @property {number} domain Index.
 * @property {string} type
 *
 * @typedef {object} ExamData
 * @property {string} id
 * @property {string} label
 * @property {string} title
 * @property {string} page Address below the site's root.
 * @property {number} questions 0 if unknown.
 * @property {number} minutes 0 if unknown.
 * @property {number[]} passing Score to pass and highest score; empty if unknown.
 * @property {ExamDomain[]} domains
 * @property {ExamTerm[]} terms
 * @property {BankEntry[]} bank
 * @property {Record<string, string>} objectives What each says, by number.
 *
 * @typedef {object} PlanSettings
 * @property {string} exam
 * @property {string} date Day of the exam, such as `2026-12-24`.
 * @property {number} minutes A day.
 * @property {number} retention Chance of recall at which a question comes back.
 *
 * @typedef {object} Question
 * @property {string} id
 * @property {string} term
 * @property {string} closed
 *
 * @typedef {object} Today
 * @property {string[]} due Ids to ask again.
 * @property {Question[]} fresh Questions never asked before.
 * @property {number} waiting Due questions that today's minutes leave out.
 * @property {number} days Days until the exam; negative when it is over.
 *
 * @typedef {object} Knowledge Of a domain, or in total.
 * @property {number} terms
 * @property {number} asked Terms of which something was asked.
 * @property {number} known Terms likely to be recalled.
 * @property {number} expected How many of the terms will be recalled, as a sum of chances.
 *
 * @typedef {{domains: Knowledge[], total: Knowledge, share: number}} KnowledgeOfExam
 * `share` is the expected share of recalled terms, each domain by its weight.
 */
((sg) => {
  const { State, Rating, retrievability, intervalOf } = sg.fsrs;
  const DAY_MS = 86_400_000;
  /** At this chance of recall a term counts as known. */
  const KNOWN = 0.8;
  const RECALL_WHILE_LEARNING = 0.5;
  /** Answers that a new question takes on its first day: two if it is known at once, three if not. */
  const ANSWERS_OF_NEW = 2.5;
  /** New questions a day are at most so many times what the date requires, so that reviews do not pile up. */
  const MOST_AHEAD = 2;
  /** Share of a day that new terms may take from reviews when the date requires it. */
  const MOST_FOR_NEW = 0.6;
  /** A plan reaches so many days ahead: a forecast plays every one of them. */
  const MOST_DAYS = 366;
  const LEAST_NEW = 10;
  const LAST_WEEK_DAYS = 7;
  /** In the last week, minutes to spare go to what has a smaller chance than this of being recalled on the day. */
  const SURE_ON_THE_DAY = 0.97;
  /** Days before the exam in which new terms come only if some are left. */
  const QUIET_DAYS = 3;
  /** Hour of the exam's day for which recall is predicted. */
  const EXAM_HOUR = 9;
  const RETENTION = { least: 0.7, most: 0.97, usual: 0.9 };

  /* Order */

  /**
   * Returns the indexes of an exam's terms in the order in which they are first asked: each after the terms it needs,
   * the domains interleaved by their weights, and what can no longer be chosen last.
   * @param {ExamData} exam
   * @returns {number[]}
   */
  function order({ domains, terms }) {
    /** @type {number[]} */
    const ordered = [];
    const placed = new Set();
    for (const isClosed of [false, true]) {
      const queues = domains.map((_, domain) =>
        terms.flatMap((term, at) => (term.domains.includes(domain) && Boolean(term.closed) === isClosed ? [at] : [])),
      );
      const taken = domains.map(() => 0);
      for (;;) {
        const open = domains.map((_, domain) => domain).filter((domain) => nextIn(domain) !== undefined);
        if (!open.length) break;
        const behind = open.sort((a, b) => lag(a) - lag(b) || a - b)[0];
        taken[behind] += 1;
        place(/** @type {number} */ (nextIn(behind)), isClosed);
      }

      /** @param {number} domain */
      function nextIn(domain) {
        while (queues[domain].length && placed.has(queues[domain][0])) queues[domain].shift();
        return queues[domain][0];
      }

      /** @param {number} domain */
      function lag(domain) {
        return (taken[domain] + 0.5) / (domains[domain].weight || 1);
      }
    }
    return ordered;

    /** @param {number} at @param {boolean} isClosed */
    function place(at, isClosed) {
      if (placed.has(at)) return;
      placed.add(at);
      for (const need of terms[at].needs) if (isClosed || !terms[need].closed) place(need, isClosed);
      ordered.push(at);
    }
  }

  /**
   * Returns the questions of an exam that were never asked: first one of each term, then the second of each, and so on.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @returns {(Question & {round: number})[]}
   */
  function unasked(exam, cards) {
    const questions = order(exam).flatMap((at) => {
      const { id: term, closed, cards: ids } = exam.terms[at];
      const before = ids.filter((id) => cards.has(id)).length;
      return ids.filter((id) => !cards.has(id)).map((id, nth) => ({ id, term, closed, round: before + nth }));
    });
    const open = questions.filter(({ closed }) => !closed);
    const byRound = (/** @type {{round: number}} */ a, /** @type {{round: number}} */ b) => a.round - b.round;
    return [...open.sort(byRound), ...questions.filter(({ closed }) => closed).sort(byRound)];
  }

  /* Today */

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
    const days = daysUntil(settings.date, now);
    const budget = Math.max(0, Math.floor((settings.minutes * 60 - spent) / pace));
    const whole = Math.max(1, Math.floor((settings.minutes * 60) / pace));
    const candidates = days < 0 ? [] : unasked(exam, cards).filter(({ id }) => !left.has(id));
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
    // One answer more for each new question: what comes early must not push out a term that is missed at first.
    const ahead = early.slice(0, Math.max(0, Math.min(seats - kept.length - fresh.length, whole)));
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
    return ids.sort((a, b) => recall(cards, a, now) - recall(cards, b, now));
  }

  /**
   * Returns the ids that are not due yet and are not sure to be recalled on the day, weak domains first.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {PlanSettings} settings
   * @param {number} now
   */
  function fading(exam, cards, settings, now) {
    const start = startOfDay(now);
    const day = examTime(settings.date);
    const ids = asked(exam, cards).filter((id) => {
      const card = cardOf(cards, id);
      return (
        card.lastReview < start && dueAt(card, settings.retention) > now && recall(cards, id, day) < SURE_ON_THE_DAY
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
    const day = examTime(settings.date);
    const { domains } = knowledge(exam, cards, day);
    const strength = domains.map(({ expected, terms }) => (terms ? expected / terms : 1));
    const weakest = new Map(
      exam.terms.flatMap((term) => {
        const least = Math.min(1, ...term.domains.map((domain) => strength[domain]));
        return term.cards.map((id) => /** @type {[string, number]} */ ([id, least]));
      }),
    );
    for (const { id, domain } of exam.bank) weakest.set(id, strength[domain] ?? 1);
    const value = (/** @type {string} */ id) => (weakest.get(id) ?? 1) * recall(cards, id, day);
    return [...ids].sort((a, b) => value(a) - value(b));
  }

  /**
   * Returns the terms of which a new question was asked today.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {number} now
   */
  function begunToday(exam, cards, now) {
    const start = startOfDay(now);
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

  /* Knowledge */

  /**
   * Returns how much of an exam is recalled at a time, by domain and in total.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {number} at
   * @returns {KnowledgeOfExam}
   */
  function knowledge(exam, cards, at) {
    const chances = exam.terms.map((term) => chanceOf(term, cards, at));
    const domains = exam.domains.map((_, domain) =>
      summed(chances.filter((_chance, term) => exam.terms[term].domains.includes(domain))),
    );
    const weights = exam.domains.map(({ weight }) => weight || 1);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const share = domains.reduce(
      (sum, { expected, terms }, at_) => sum + (terms ? expected / terms : 0) * weights[at_],
      0,
    );
    return { domains, total: summed(chances), share: all ? share / all : 0 };
  }

  /**
   * Returns the chance that a term is recalled: the mean over its questions that were asked; null if none was.
   * @param {{cards: string[]}} term
   * @param {Cards} cards
   * @param {number} at
   */
  function chanceOf(term, cards, at) {
    const ids = term.cards.filter((id) => cards.has(id));
    return ids.length ? ids.reduce((sum, id) => sum + recall(cards, id, at), 0) / ids.length : null;
  }

  /** @param {(number|null)[]} chances @returns {Knowledge} */
  function summed(chances) {
    const values = chances.filter((chance) => chance !== null);
    const expected = values.reduce((sum, chance) => sum + chance, 0);
    return {
      terms: chances.length,
      asked: values.length,
      known: values.filter((chance) => chance >= KNOWN).length,
      expected,
    };
  }

  /**
   * Returns the chance that a question is recalled. While its learning steps are under way that is one half at most: the
   * schedule gives 1 for the rest of the day, even after a miss.
   * @param {Cards} cards
   * @param {string} id
   * @param {number} at
   */
  function recall(cards, id, at) {
    const card = cardOf(cards, id);
    return Math.min(retrievability(card, at), card.state === State.REVIEW ? 1 : RECALL_WHILE_LEARNING);
  }

  /* Forecast */

  /**
   * Returns the states on the day if the plan is kept from now on, and the answers of each day until then. Whether an
   * answer is right follows the chance of recall, with random numbers that are the same each time.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {PlanSettings} settings
   * @param {number} pace
   * @param {number} spent Seconds already spent today.
   * @param {number} now
   * @returns {{cards: Cards, load: number[]}}
   */
  function forecast(exam, cards, settings, pace, spent, now) {
    const random = randomNumbers(1);
    const days = Math.min(daysUntil(settings.date, now), MOST_DAYS);
    let states = cards;
    /** @type {number[]} */
    const load = [];
    for (let day = 0; day < days; day++) {
      const at = day ? new Date(startOfDay(now)).setDate(new Date(now).getDate() + day) + EXAM_HOUR * 3_600_000 : now;
      const used = day ? 0 : spent;
      const { due, fresh } = today(exam, states, settings, pace, used, at);
      const budget = Math.max(0, Math.floor((settings.minutes * 60 - used) / pace));
      const after = studied([...due, ...fresh.map(({ id }) => id)], states, budget, pace, at, random);
      load.push(after.answers);
      states = after.cards;
    }
    return { cards: states, load };
  }

  /**
   * Returns the states after questions were answered by a learner whose memory follows FSRS, as far as the answers of
   * the day go. A question never asked before is known half of the time.
   * @param {string[]} ids
   * @param {Cards} cards
   * @param {number} budget Answers.
   * @param {number} pace
   * @param {number} now
   * @param {() => number} random
   * @returns {{cards: Cards, answers: number}}
   */
  function studied(ids, cards, budget, pace, now, random) {
    const after = new Map(cards);
    let answers = 0;
    for (const id of ids) {
      let card = after.get(id);
      do {
        if (answers >= budget) return { cards: after, answers };
        const at = Math.max(now + answers * pace * 1000, card?.lastReview ?? 0);
        const chance = card ? retrievability(card, at) : 0.5;
        card = sg.reviewLog.reviewed(card ?? null, random() < chance ? Rating.GOOD : Rating.AGAIN, at);
        after.set(id, card);
        answers += 1;
      } while (card.state !== State.REVIEW);
    }
    return { cards: after, answers };
  }

  /**
   * Returns a source of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32).
   * @param {number} seed
   */
  function randomNumbers(seed) {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  /* Days */

  /** Returns how many days are left until a date: 0 on the day itself. @param {string} date @param {number} now */
  function daysUntil(date, now) {
    return Math.round((startOfDay(examTime(date)) - startOfDay(now)) / DAY_MS);
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
    const isPlan = typeof value?.exam === "string" && date && examTime(date) && minutes >= 1 && minutes <= 600;
    if (!isPlan || !(retention >= RETENTION.least && retention <= RETENTION.most)) return null;
    return { exam: value.exam, date, minutes, retention };
  }

  sg.plan = Object.freeze({
    KNOWN,
    RETENTION,
    MOST_DAYS,
    order,
    unasked,
    dueAt,
    today,
    knowledge,
    recall,
    chanceOf,
    forecast,
    studied,
    randomNumbers,
    daysUntil,
    examTime,
    startOfDay,
    validSettings,
  });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
