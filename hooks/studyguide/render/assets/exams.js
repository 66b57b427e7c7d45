/* The data of exams and the ids of all questions, from files that are loaded when first needed.
 *
 * `assets/exams/exam-<id>.js` and `assets/exams/deck.js` hand over their data by calling `add` and `addDeck`: a page
 * that was opened from a disk may load nothing but scripts.
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
 * @typedef {object} WholeDeck
 * @property {Record<string, string[]>} cards Kinds of the questions of each term.
 * @property {[string, string][]} bank Card id and term of each question of the bank.
 * @property {[string, string, string[]][]} notes Title and address of each note with questions, and their card ids.
 * @property {Record<string, string>} pages Addresses of the review pages below the site's root.
 * @property {Record<string, [string, string]>} names Name of each term and its address below the site's root.
 */
((sg) => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();
  /** @type {Map<string, ExamData>} */
  const exams = new Map();
  /** @type {WholeDeck|null} */
  let deck = null;

  /**
   * Loads an exam's data; resolves with null if it cannot be loaded.
   * @param {string} id
   * @returns {Promise<ExamData|null>}
   */
  async function load(id) {
    if (!/^[a-z0-9-]+$/.test(id)) return null;
    await script(`exam-${id}`);
    return exams.get(id) ?? null;
  }

  /** Loads the ids of all questions; resolves with null if they cannot be loaded. */
  async function loadDeck() {
    await script("deck");
    return deck;
  }

  /** @param {string} name */
  function script(name) {
    const request =
      loading.get(name) ??
      new Promise((done) => {
        const src = new URL(`exams/${name}.js`, here).href;
        const failed = () => (loading.delete(name), done(null));
        document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
      });
    loading.set(name, request);
    return request;
  }

  /** Takes the data of an exam; the loaded files call this. @param {ExamData} exam */
  function add(exam) {
    exams.set(exam.id, exam);
  }

  /** @param {WholeDeck} ids */
  function addDeck(ids) {
    deck = ids;
  }

  /** Returns where a page is. @param {string} page Address below the site's root. */
  function addressOf(page) {
    return new URL(page, new URL("../", here)).href;
  }

  /** Returns the ids of all questions of a guide. @param {WholeDeck} whole */
  function idsOf({ cards, bank, notes }) {
    const ids = Object.entries(cards).flatMap(([term, kinds]) => kinds.map((kind) => `${term}.${kind}`));
    return [...ids, ...bank.map(([id]) => id), ...notes.flatMap(([, , own]) => own)];
  }

  /**
   * Returns name and address below the site's root of what a question is about: a term, or the note that it is in.
   * @param {WholeDeck} whole
   * @param {string} term Under which the question is logged.
   * @returns {[string, string]|undefined}
   */
  function nameOf({ names, notes }, term) {
    const note = notes.find(([, , own]) => own.includes(term));
    return names[term] ?? (note && [note[0], note[1]]);
  }

  sg.exams = Object.freeze({ load, loadDeck, add, addDeck, addressOf, idsOf, nameOf });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
