/* How much of an exam is recalled at a time. Values in, values out. Needs fsrs.js. */
"use strict";
/**
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
  const { State, retrievability } = sg.fsrs;
  /** At this chance of recall a term counts as known. */
  const KNOWN = 0.8;
  const RECALL_WHILE_LEARNING = 0.5;

  /**
   * Returns how much of an exam is recalled at a time, by domain and in total.
   * @param {ExamData} exam
   * @param {Cards} cards
   * @param {number} at
   * @returns {KnowledgeOfExam}
   */
  function ofExam(exam, cards, at) {
    const chances = exam.terms.map((term) => ofTerm(term, cards, at));
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
  function ofTerm(term, cards, at) {
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

  /** @param {Cards} cards @param {string} id */
  function cardOf(cards, id) {
    return /** @type {StudiedCard} */ (cards.get(id));
  }

  sg.knowledge = Object.freeze({ KNOWN, ofExam, ofTerm, recall });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
