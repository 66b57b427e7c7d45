/* FSRS-6, the spaced-repetition schedule, with its default parameters and without random fuzz.
 *
 * Written from the published algorithm; tests compare it with the reference implementation (PyPI `fsrs` 6) review by
 * review. Times are milliseconds since 1970, intervals of cards that are known are whole days.
 *
 * All scripts of the guide are classic deferred scripts that share one namespace, `studyguide`: browsers refuse to load
 * modules from a disk (file://), and the guide must open from one. `fsrs.mjs` is this file as a module.
 */
"use strict";
/**
 * What the schedule knows of a card. Times are milliseconds since 1970.
 * @typedef {object} Card
 * @property {number} state Learning 1, review 2, relearning 3.
 * @property {number|null} step Index of the learning step; null in review.
 * @property {number} stability Days until recall falls to 90 %.
 * @property {number} difficulty 1 to 10.
 * @property {number} due When it should be asked again.
 * @property {number} lastReview When it was last reviewed.
 *
 * @typedef {{state: number, step: number|null, interval: number}} NextStep The interval is in milliseconds.
 */
((sg) => {
  const DEFAULT_PARAMETERS = Object.freeze([
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ]);
  const w = DEFAULT_PARAMETERS;
  const DECAY = -w[20];
  const FACTOR = 0.9 ** (1 / DECAY) - 1;
  const DESIRED_RETENTION = 0.9;
  const MINUTE_MS = 60_000;
  const DAY_MS = 86_400_000;
  const MAX_INTERVAL_DAYS = 36_500;
  const MIN_STABILITY_DAYS = 0.001;
  const Rating = Object.freeze({ AGAIN: 1, HARD: 2, GOOD: 3, EASY: 4 });
  const State = Object.freeze({ LEARNING: 1, REVIEW: 2, RELEARNING: 3 });
  /** @type {Record<number, number[]>} Learning steps of each state that has some. */
  const STEPS_MS = { [State.LEARNING]: [MINUTE_MS, 10 * MINUTE_MS], [State.RELEARNING]: [10 * MINUTE_MS] };

  /**
   * Returns the card after one more review.
   * @param {Card|null} card Before the review; null for a card never seen.
   * @param {number} rating Again 1, hard 2, good 3, easy 4.
   * @param {number} now When the review took place.
   * @returns {Card}
   */
  function review(card, rating, now) {
    const { stability, difficulty } = card ? remembered(card, rating, now) : first(rating);
    const state = card ? card.state : State.LEARNING;
    const known = state === State.REVIEW;
    const next = known ? afterReview(rating, stability) : afterStep(state, card?.step ?? 0, rating, stability);
    return { state: next.state, step: next.step, stability, difficulty, due: now + next.interval, lastReview: now };
  }

  /**
   * Returns the chance, 0 to 1, that a card is recalled at a time.
   * @param {Card} card
   * @param {number} now
   */
  function retrievability(card, now) {
    return (1 + (FACTOR * Math.max(0, daysSince(card, now))) / card.stability) ** DECAY;
  }

  /** @param {number} rating @param {number} stability @returns {NextStep} */
  function afterReview(rating, stability) {
    if (rating !== Rating.AGAIN) return afterDays(stability);
    return { state: State.RELEARNING, step: 0, interval: STEPS_MS[State.RELEARNING][0] };
  }

  /** @param {number} state @param {number} step @param {number} rating @param {number} stability @returns {NextStep} */
  function afterStep(state, step, rating, stability) {
    const steps = STEPS_MS[state];
    if (rating === Rating.AGAIN) return { state, step: 0, interval: steps[0] };
    const last = step + 1 >= steps.length;
    if (rating === Rating.EASY || (rating === Rating.GOOD && last)) return afterDays(stability);
    if (rating === Rating.GOOD) return { state, step: step + 1, interval: steps[step + 1] };
    return { state, step, interval: step > 0 ? steps[step] : hardInterval(steps) };
  }

  /**
   * Returns the interval of "hard" on the first step: half-way to the second step, or half as long again without one.
   * @param {number[]} steps
   */
  function hardInterval(steps) {
    return steps.length > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 1.5;
  }

  /** @param {number} stability @returns {NextStep} */
  function afterDays(stability) {
    return { state: State.REVIEW, step: null, interval: intervalOf(stability) };
  }

  /**
   * Returns the interval in milliseconds after which recall falls to the desired retention: whole days, at least one.
   * @param {number} stability
   * @param {number} [retention] Between 0 and 1, without them.
   */
  function intervalOf(stability, retention = DESIRED_RETENTION) {
    const days = roundHalfEven((stability / FACTOR) * (retention ** (1 / DECAY) - 1));
    return Math.min(Math.max(days, 1), MAX_INTERVAL_DAYS) * DAY_MS;
  }

  /**
   * Returns the longest interval in milliseconds that a card of this state and stability can have.
   * @param {Card} card
   */
  function longestInterval({ state, stability }) {
    return state === State.REVIEW ? intervalOf(stability) : Math.max(...STEPS_MS[state]);
  }

  /** @param {number} rating */
  function first(rating) {
    return { stability: Math.max(w[rating - 1], MIN_STABILITY_DAYS), difficulty: inRange(firstDifficulty(rating)) };
  }

  /** @param {Card} card @param {number} rating @param {number} now */
  function remembered(card, rating, now) {
    const sameDay = daysSince(card, now) < 1;
    const stability = sameDay ? stabilityWithinDay(card, rating) : stabilityAfterDays(card, rating, now);
    return { stability: Math.max(stability, MIN_STABILITY_DAYS), difficulty: nextDifficulty(card.difficulty, rating) };
  }

  /** @param {Card} card @param {number} rating */
  function stabilityWithinDay({ stability }, rating) {
    const growth = Math.E ** (w[17] * (rating - 3 + w[18])) * stability ** -w[19];
    return stability * (rating === Rating.AGAIN ? growth : Math.max(growth, 1));
  }

  /** @param {Card} card @param {number} rating @param {number} now */
  function stabilityAfterDays(card, rating, now) {
    const forgotten = 1 - retrievability(card, now);
    return rating === Rating.AGAIN ? forgetting(card, forgotten) : recalling(card, forgotten, rating);
  }

  /** @param {Card} card @param {number} forgotten */
  function forgetting({ stability, difficulty }, forgotten) {
    const known = (stability + 1) ** w[13] - 1;
    const long = w[11] * difficulty ** -w[12] * known * Math.E ** (forgotten * w[14]);
    return Math.min(long, stability / Math.E ** (w[17] * w[18]));
  }

  /** @param {Card} card @param {number} forgotten @param {number} rating */
  function recalling({ stability, difficulty }, forgotten, rating) {
    const hard = rating === Rating.HARD ? w[15] : 1;
    const easy = rating === Rating.EASY ? w[16] : 1;
    const growth = Math.E ** w[8] * (11 - difficulty) * stability ** -w[9] * (Math.E ** (forgotten * w[10]) - 1);
    return stability * (1 + growth * hard * easy);
  }

  /** @param {number} difficulty @param {number} rating */
  function nextDifficulty(difficulty, rating) {
    const change = (-w[6] * (rating - 3) * (10 - difficulty)) / 9;
    return inRange(w[7] * firstDifficulty(Rating.EASY) + (1 - w[7]) * (difficulty + change));
  }

  /** @param {number} rating */
  function firstDifficulty(rating) {
    return w[4] - Math.E ** (w[5] * (rating - 1)) + 1;
  }

  /** @param {number} difficulty */
  function inRange(difficulty) {
    return Math.min(Math.max(difficulty, 1), 10);
  }

  /** @param {Card} card @param {number} now */
  function daysSince(card, now) {
    return Math.floor((now - card.lastReview) / DAY_MS);
  }

  /** @param {number} value */
  function roundHalfEven(value) {
    const rounded = Math.round(value);
    return rounded - value === 0.5 && rounded % 2 ? rounded - 1 : rounded;
  }

  sg.fsrs = Object.freeze({
    Rating,
    State,
    DEFAULT_PARAMETERS,
    STEPS_MS,
    review,
    retrievability,
    intervalOf,
    longestInterval,
  });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
