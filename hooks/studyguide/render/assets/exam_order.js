/* The order in which the questions of an exam are first asked. Values in, values out. */
"use strict";
/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} term
 * @property {string} closed
 */
((sg) => {
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

  sg.examOrder = Object.freeze({ order, unasked });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
