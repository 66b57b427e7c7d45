/* FSRS-6, the spaced-repetition schedule, with its default parameters and without random fuzz.
 *
 * Written from the published algorithm; tests hold it equal to the reference implementation (PyPI `fsrs` 6) review by
 * review. Times are milliseconds since 1970, intervals of cards that are known are whole days.
 *
 * All scripts of the guide are classic deferred scripts that share one namespace, `studyguide`: browsers refuse to load
 * modules from a disk (file://), and the guide must open from one. `fsrs.mjs` is this file as a module.
 */
"use strict";
((sg) => {
  const WEIGHTS = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ];
  const DECAY = -WEIGHTS[20];
  const FACTOR = 0.9 ** (1 / DECAY) - 1;
  const RETENTION = 0.9;
  const MINUTE_MS = 60_000;
  const DAY_MS = 86_400_000;
  const MAX_INTERVAL_DAYS = 36_500;
  const MIN_STABILITY_DAYS = 0.001;
  const Grade = Object.freeze({ AGAIN: 1, HARD: 2, GOOD: 3, EASY: 4 });
  const State = Object.freeze({ LEARNING: 1, REVIEW: 2, RELEARNING: 3 });
  const STEPS_MS = { [State.LEARNING]: [MINUTE_MS, 10 * MINUTE_MS], [State.RELEARNING]: [10 * MINUTE_MS] };

  /**
   * What the schedule knows of a card.
   * @typedef {object} Memory
   * @property {number} state Learning 1, review 2, relearning 3.
   * @property {number|null} step Index of the learning step; null in review.
   * @property {number} stability Days until recall falls to 90 %.
   * @property {number} difficulty 1 to 10.
   * @property {number} due When it should be asked again.
   * @property {number} last When it was reviewed last.
   */

  /**
   * Return what is known of a card after one more review.
   * @param {Memory|null} memory Before the review; null for a card never seen.
   * @param {number} grade Again 1, hard 2, good 3, easy 4.
   * @param {number} now When the review took place.
   * @returns {Memory}
   */
  function review(memory, grade, now) {
    const { stability, difficulty } = memory ? remembered(memory, grade, now) : first(grade);
    const state = memory ? memory.state : State.LEARNING;
    const known = state === State.REVIEW;
    const next = known ? afterReview(grade, stability) : afterStep(state, memory?.step ?? 0, grade, stability);
    return { state: next.state, step: next.step, stability, difficulty, due: now + next.wait, last: now };
  }

  /**
   * Return the chance, 0 to 1, that a card is recalled at a time.
   * @param {Memory} memory
   * @param {number} now
   */
  function retrievability(memory, now) {
    return (1 + (FACTOR * Math.max(0, daysSince(memory, now))) / memory.stability) ** DECAY;
  }

  function afterReview(grade, stability) {
    if (grade !== Grade.AGAIN) return afterDays(stability);
    return { state: State.RELEARNING, step: 0, wait: STEPS_MS[State.RELEARNING][0] };
  }

  function afterStep(state, step, grade, stability) {
    const steps = STEPS_MS[state];
    if (grade === Grade.AGAIN) return { state, step: 0, wait: steps[0] };
    const last = step + 1 >= steps.length;
    if (grade === Grade.EASY || (grade === Grade.GOOD && last)) return afterDays(stability);
    if (grade === Grade.GOOD) return { state, step: step + 1, wait: steps[step + 1] };
    return { state, step, wait: step > 0 ? steps[step] : hardWait(steps) };
  }

  /** Hard on the first step waits half-way to the second one, or half as long again where there is no second. */
  function hardWait(steps) {
    return steps.length > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 1.5;
  }

  function afterDays(stability) {
    const days = roundHalfEven((stability / FACTOR) * (RETENTION ** (1 / DECAY) - 1));
    return { state: State.REVIEW, step: null, wait: Math.min(Math.max(days, 1), MAX_INTERVAL_DAYS) * DAY_MS };
  }

  function first(grade) {
    return { stability: Math.max(WEIGHTS[grade - 1], MIN_STABILITY_DAYS), difficulty: inRange(firstDifficulty(grade)) };
  }

  function remembered(memory, grade, now) {
    const sameDay = daysSince(memory, now) < 1;
    const stability = sameDay ? stabilityWithinDay(memory, grade) : stabilityAfterDays(memory, grade, now);
    return { stability: Math.max(stability, MIN_STABILITY_DAYS), difficulty: nextDifficulty(memory.difficulty, grade) };
  }

  function stabilityWithinDay({ stability }, grade) {
    const growth = Math.E ** (WEIGHTS[17] * (grade - 3 + WEIGHTS[18])) * stability ** -WEIGHTS[19];
    return stability * (grade === Grade.AGAIN ? growth : Math.max(growth, 1));
  }

  function stabilityAfterDays(memory, grade, now) {
    const forgotten = 1 - retrievability(memory, now);
    return grade === Grade.AGAIN ? forgetting(memory, forgotten) : recalling(memory, forgotten, grade);
  }

  function forgetting({ stability, difficulty }, forgotten) {
    const known = (stability + 1) ** WEIGHTS[13] - 1;
    const long = WEIGHTS[11] * difficulty ** -WEIGHTS[12] * known * Math.E ** (forgotten * WEIGHTS[14]);
    return Math.min(long, stability / Math.E ** (WEIGHTS[17] * WEIGHTS[18]));
  }

  function recalling({ stability, difficulty }, forgotten, grade) {
    const hard = grade === Grade.HARD ? WEIGHTS[15] : 1;
    const easy = grade === Grade.EASY ? WEIGHTS[16] : 1;
    const growth =
      Math.E ** WEIGHTS[8] * (11 - difficulty) * stability ** -WEIGHTS[9] * (Math.E ** (forgotten * WEIGHTS[10]) - 1);
    return stability * (1 + growth * hard * easy);
  }

  function nextDifficulty(difficulty, grade) {
    const change = (-WEIGHTS[6] * (grade - 3) * (10 - difficulty)) / 9;
    return inRange(WEIGHTS[7] * firstDifficulty(Grade.EASY) + (1 - WEIGHTS[7]) * (difficulty + change));
  }

  function firstDifficulty(grade) {
    return WEIGHTS[4] - Math.E ** (WEIGHTS[5] * (grade - 1)) + 1;
  }

  function inRange(difficulty) {
    return Math.min(Math.max(difficulty, 1), 10);
  }

  function daysSince(memory, now) {
    return Math.floor((now - memory.last) / DAY_MS);
  }

  function roundHalfEven(value) {
    const rounded = Math.round(value);
    return rounded - value === 0.5 && rounded % 2 ? rounded - 1 : rounded;
  }

  sg.fsrs = Object.freeze({ Grade, State, review, retrievability });
})((globalThis.studyguide ??= {}));
