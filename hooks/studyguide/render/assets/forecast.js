/* What a learner will know on the day of the exam who keeps to the plan. Values in, values out. Needs plan.js. */
"use strict";
((sg) => {
  const { State, Rating, retrievability } = sg.fsrs;
  /** A plan reaches so many days ahead: a forecast plays every one of them. */
  const MOST_DAYS = 366;
  /** Hour at which each later day is played. */
  const HOUR_OF_STUDY = 9;
  const HOUR_MS = 3_600_000;

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
    const days = Math.min(sg.days.until(settings.date, now), MOST_DAYS);
    let states = cards;
    /** @type {number[]} */
    const load = [];
    for (let day = 0; day < days; day++) {
      const at = day ? sg.days.later(sg.days.startOfDay(now), day) + HOUR_OF_STUDY * HOUR_MS : now;
      const used = day ? 0 : spent;
      const { due, fresh } = sg.plan.today(exam, states, settings, pace, used, at);
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

  sg.forecast = Object.freeze({ MOST_DAYS, forecast, studied, randomNumbers });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
