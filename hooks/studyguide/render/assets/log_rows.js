/* The rows of the review log: one for each answer, in a few characters. Needs fsrs.js.
 *
 * Numbers are in base 36, times in milliseconds since 1970:
 *
 *     <rating 1 to 4><duration in ms, 4 digits><time>   an answer
 *     0<time>                                           the answer of that time was taken back
 *     t<time>.<seen>                                    the answer of that time lay in the future when it was `seen`
 *     s<state>,<step>,<stability>,<difficulty>,<due>,<last review>,<first review>,<reviews>,<lapses>
 *                                                       a state that was stored before there was a log, in decimals
 *
 * A clock that was ahead when an answer was given must not hide the card for as long: such an answer keeps its time,
 * and is scheduled as if given when it was first `seen` by a clock that is behind it.
 */
"use strict";
/**
 * The state of a card that has been asked, with the history that its schedule does not need.
 * @typedef {Card & {firstReview: number, reviews: number, lapses: number}} StudiedCard
 *
 * @typedef {object} LogEvent One row.
 * @property {string} row The row without its check characters: two events with equal rows are one.
 * @property {"answer"|"takenBack"|"seen"|"state"} kind
 * @property {number} time
 * @property {number} [rating] Of an answer.
 * @property {number} [duration] Of an answer: milliseconds from the question to the rating.
 * @property {number} [seen] Of a correction.
 * @property {StudiedCard} [card] Of a state.
 */
((sg) => {
  const { State, STEPS_MS } = sg.fsrs;
  const BASE = 36;
  const DURATION_DIGITS = 4;
  const MAX_DURATION_MS = 600_000;
  const MAX_TIME_MS = 8_640_000_000_000_000;
  const ANSWER = /^([1-4])([0-9a-z]{4})([0-9a-z]{1,11})$/;
  const TAKEN_BACK = /^0([0-9a-z]{1,11})$/;
  const SEEN = /^t([0-9a-z]{1,11})\.([0-9a-z]{1,11})$/;

  /**
   * Returns the row of an answer.
   * @param {number} rating
   * @param {number} duration In milliseconds; what lies outside 0 to 10 minutes is cut off.
   * @param {number} time
   */
  function answerRow(rating, duration, time) {
    const capped = Math.min(Math.max(Math.round(duration) || 0, 0), MAX_DURATION_MS);
    return `${rating}${base36(capped).padStart(DURATION_DIGITS, "0")}${base36(time)}`;
  }

  /**
   * Returns the row that takes an answer back.
   * @param {number} time Of the answer.
   */
  function takenBackRow(time) {
    return `0${base36(time)}`;
  }

  /**
   * Returns the row which says that the answer of a time lay in the future when it was seen.
   * @param {number} time
   * @param {number} seen
   */
  function seenRow(time, seen) {
    return `t${base36(time)}.${base36(seen)}`;
  }

  /**
   * Returns the row of a state.
   * @param {StudiedCard} card
   */
  function stateRow({ state, step, stability, difficulty, due, lastReview, firstReview, reviews, lapses }) {
    const times = [due, lastReview, firstReview].map(Math.floor);
    return `s${[state, step ?? "", stability, difficulty, ...times, reviews, lapses].join(",")}`;
  }

  /**
   * Returns the event of a row without check characters, or null if there is no such row.
   * @param {string} row
   * @returns {LogEvent|null}
   */
  function parsedRow(row) {
    const event = unboundedEvent(row);
    return event && isTime(event.time) && isTime(event.seen ?? 0) ? event : null;
  }

  /** @param {string} row @returns {LogEvent|null} */
  function unboundedEvent(row) {
    const card = row.startsWith("s") ? parsedState(row.slice(1).split(",")) : null;
    if (card) return { row, kind: "state", time: card.lastReview, card };
    const answer = ANSWER.exec(row);
    const [rating, duration, time] = answer ? answer.slice(1).map(fromBase36) : [];
    if (answer) return { row, kind: "answer", time, rating, duration };
    const seen = SEEN.exec(row);
    if (seen) return { row, kind: "seen", time: fromBase36(seen[1]), seen: fromBase36(seen[2]) };
    const takenBack = TAKEN_BACK.exec(row);
    return takenBack && { row, kind: "takenBack", time: fromBase36(takenBack[1]) };
  }

  /** @param {string[]} fields */
  function parsedState(fields) {
    const [state, step, stability, difficulty, due, lastReview, firstReview, reviews, lapses] = fields.map(Number);
    const noStep = fields[1] === "" ? null : step;
    const card = { state, step: noStep, stability, difficulty, due, lastReview, firstReview, reviews, lapses };
    return fields.length === 9 && !impossible(card) ? card : null;
  }

  /**
   * Returns the name of the first field of a state that cannot be; "" if there is none.
   * @param {Record<string, any>} card
   */
  function impossible(card) {
    const steps = STEPS_MS[card.state]?.length ?? 0;
    const faults = {
      state: !Object.values(State).includes(card.state),
      step: steps ? !isCount(card.step) || card.step >= steps : card.step !== null,
      stability: !(card.stability > 0 && Number.isFinite(card.stability)),
      difficulty: !(card.difficulty >= 1 && card.difficulty <= 10),
      due: !isTime(card.due),
      lastReview: !isTime(card.lastReview),
      firstReview: !isTime(card.firstReview),
      reviews: !isCount(card.reviews),
      lapses: !isCount(card.lapses),
    };
    return Object.entries(faults).find(([, isFault]) => isFault)?.[0] ?? "";
  }
  /** @param {number} number */
  const base36 = (number) => number.toString(BASE);
  /** @param {string} text */
  const fromBase36 = (text) => Number.parseInt(text, BASE);
  /** @param {any} value @returns {value is Record<string, any>} */
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @param {any} value */
  const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
  /** @param {any} value */
  const isTime = (value) => typeof value === "number" && value >= 0 && value <= MAX_TIME_MS;

  sg.logRows = Object.freeze({
    MAX_TIME_MS,
    answerRow,
    takenBackRow,
    seenRow,
    stateRow,
    parsedRow,
    impossible,
    base36,
    isRecord,
    isTime,
  });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
