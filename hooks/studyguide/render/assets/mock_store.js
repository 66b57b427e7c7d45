/* What is stored of mock exams: the one under way as `mock`, earlier results as `mocks`. Needs store.js and log_rows.js. */
"use strict";
/**
 * @typedef {object} MockState The exam under way.
 * @property {string} exam
 * @property {number} started
 * @property {number} ends
 * @property {MockQuestion[]} questions
 * @property {Record<string, number[]>} orders For each question, the places of its parts as they are shown.
 * @property {Record<string, number[]>} answers For each question that was answered, see `mock.isRight`.
 * @property {Record<string, number>} spent Milliseconds for each question.
 * @property {string[]} marked Ids to come back to.
 * @property {number} at Index of the question on the page.
 *
 * @typedef {{exam: string, time: number, right: number, total: number}} MockRecord
 */
((sg) => {
  const STATE = "mock";
  const RECORDS = "mocks";

  /** Opens what a guide has stored. */
  function open() {
    const store = sg.store.open(sg.store.guideId());

    /** Returns the exam under way. @returns {MockState|null} */
    function state() {
      const value = store.read(STATE);
      const isWhole =
        Array.isArray(value?.questions) &&
        value.questions.length &&
        sg.logRows.isRecord(value.answers) &&
        sg.logRows.isRecord(value.orders) &&
        Array.isArray(value.marked) &&
        sg.logRows.isTime(value.ends);
      return isWhole ? { ...value, at: value.questions[value.at] ? value.at : 0, spent: value.spent ?? {} } : null;
    }

    /** Stores the exam under way; null removes it. @param {MockState|null} changed */
    function save(changed) {
      return store.write(STATE, changed);
    }

    /** Returns earlier results. @returns {MockRecord[]} */
    function records() {
      const value = store.read(RECORDS);
      return Array.isArray(value) ? value.filter((one) => sg.logRows.isRecord(one) && sg.logRows.isTime(one.time)) : [];
    }

    /** @param {MockRecord} record */
    function addRecord(record) {
      store.write(RECORDS, [...records(), record]);
    }

    return Object.freeze({ state, save, records, addRecord });
  }

  sg.mockStore = Object.freeze({ open });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
