/* Statistics of answers and schedules. Values in, values out. Needs fsrs.js, review_log.js and days.js. */
"use strict";
/**
 * @typedef {object} RecallBin Reviews whose predicted chance of recall lies between two bounds.
 * @property {number} from
 * @property {number} to
 * @property {number} count
 * @property {number} predicted Mean of the predictions.
 * @property {number} measured Share of right answers.
 *
 * @typedef {object} HardTerm
 * @property {string} term
 * @property {number} answers
 * @property {number} missed
 *
 * @typedef {Map<string, Answer[]>} AnswersById
 */
((sg) => {
  const { Rating, State, retrievability } = sg.fsrs;
  const DAY_MS = 86_400_000;
  const BOUNDS = [0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0001];
  /** A term with fewer misses is not called hard. */
  const LEAST_MISSED = 2;

  /**
   * Returns each review of a known question on a later day, with the chance of recall that was predicted for it.
   * @param {AnswersById} answers
   */
  function predictions(answers) {
    return [...answers.values()].flatMap((list) => {
      /** @type {StudiedCard|null} */
      let card = null;
      return list.flatMap(({ rating, scheduledAt }) => {
        const before = card;
        card = sg.reviewLog.reviewed(card, rating, scheduledAt);
        const isCounted = before?.state === State.REVIEW && scheduledAt - before.lastReview >= DAY_MS;
        return isCounted ? [{ predicted: retrievability(before, scheduledAt), right: rating !== Rating.AGAIN }] : [];
      });
    });
  }

  /**
   * Returns measured recall beside predicted recall, by bins of the prediction; bins without reviews are left out.
   * @param {AnswersById} answers
   * @returns {RecallBin[]}
   */
  function recallBins(answers) {
    const all = predictions(answers);
    return BOUNDS.slice(0, -1).flatMap((from, at) => {
      const to = BOUNDS[at + 1];
      const bin = binOf(
        from,
        to,
        all.filter(({ predicted }) => predicted >= from && predicted < to),
      );
      return bin.count ? [bin] : [];
    });
  }

  /**
   * Returns measured beside predicted recall over all reviews.
   * @param {AnswersById} answers
   * @returns {RecallBin}
   */
  function recallOverall(answers) {
    return binOf(0, 1, predictions(answers));
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {{predicted: number, right: boolean}[]} reviews
   * @returns {RecallBin}
   */
  function binOf(from, to, reviews) {
    const count = reviews.length;
    const predicted = count ? reviews.reduce((sum, review) => sum + review.predicted, 0) / count : 0;
    const measured = count ? reviews.filter(({ right }) => right).length / count : 0;
    return { from, to: Math.min(to, 1), count, predicted, measured };
  }

  /**
   * Returns the number of answers of each of the last days, today last.
   * @param {AnswersById} answers
   * @param {number} now
   * @param {number} days
   */
  function answersPerDay(answers, now, days) {
    const counts = Array.from({ length: days }, () => 0);
    for (const { time } of [...answers.values()].flat()) {
      const ago = sg.days.between(time, now);
      if (ago >= 0 && ago < days) counts[days - 1 - ago] += 1;
    }
    return counts;
  }

  /**
   * Returns the seconds of all answers since the start of the day.
   * @param {AnswersById} answers
   * @param {number} now
   */
  function secondsToday(answers, now) {
    const start = sg.days.startOfDay(now);
    const today = [...answers.values()].flat().filter(({ time }) => time >= start);
    return today.reduce((sum, { duration }) => sum + duration, 0) / 1000;
  }

  /**
   * Returns how many questions become due on each of the next days; the first has all that are due until its end.
   * @param {Cards} cards
   * @param {number} now
   * @param {number} days
   */
  function duePerDay(cards, now, days) {
    const counts = Array.from({ length: days }, () => 0);
    for (const { due } of cards.values()) {
      const day = Math.max(0, sg.days.between(now, due));
      if (day < days) counts[day] += 1;
    }
    return counts;
  }

  /**
   * Returns the terms that were missed most often, those with the larger share of missed answers first.
   * @param {AnswersById} answers
   * @param {(id: string) => string} termOf
   * @param {number} most
   * @returns {HardTerm[]}
   */
  function hardest(answers, termOf, most) {
    /** @type {Map<string, HardTerm>} */
    const terms = new Map();
    for (const [id, list] of answers) {
      const term = termOf(id);
      const before = terms.get(term) ?? { term, answers: 0, missed: 0 };
      const missed = list.filter(({ rating }) => rating === Rating.AGAIN).length;
      terms.set(term, { term, answers: before.answers + list.length, missed: before.missed + missed });
    }
    const hard = [...terms.values()].filter(({ missed }) => missed >= LEAST_MISSED);
    return hard.sort((a, b) => b.missed / b.answers - a.missed / a.answers || b.missed - a.missed).slice(0, most);
  }

  sg.stats = Object.freeze({ recallBins, recallOverall, answersPerDay, secondsToday, duePerDay, hardest });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
