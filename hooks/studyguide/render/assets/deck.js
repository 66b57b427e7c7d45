/* The questions: their ids from the page, what they say from files that are loaded when first needed.
 *
 * A file holds the same list as an area's page without script, so both ask the same.
 */
"use strict";
/**
 * @typedef {object} DeckItem
 * @property {string} id Id of the card, which never changes.
 * @property {string} term For a question of a note its own id: each asks for something else.
 * @property {string} family "" for a question of the bank or of a note.
 * @property {string} file Name of the file that says what is asked.
 * @property {string[]} exams
 *
 * @typedef {object} Choice An option, a step of an order, or one half of a pair.
 * @property {string} text
 * @property {string} why
 * @property {boolean} right
 * @property {number} place Among the parts of its question.
 * @property {string} answer The other half of a pair, else "".
 *
 * @typedef {object} Content What a loaded question says. Question, answer and what is shown behind it are elements.
 * @property {Element} question
 * @property {Element} answer
 * @property {Element} behind
 * @property {string} name Of the term.
 * @property {string} href Of the term's page.
 * @property {string} type "single", "multiple", "ordering" or "matching".
 * @property {Choice[]} options None for a question without a choice.
 */
((sg) => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();
  /** @type {Map<string, Content>} */
  const contents = new Map();

  /**
   * Returns every question there is, in the guide's order.
   * @param {Element} areas List whose entries name ids as `term kind kind;term kind`.
   * @param {HTMLOptionElement[]} exams Each with the terms it needs.
   * @param {Element|null} bank List whose entries name questions of an exam as `id term;id term`.
   * @param {Element|null} notes List whose entries name questions of a note as `id id`.
   * @returns {DeckItem[]}
   */
  function read(areas, exams, bank, notes) {
    const needs = exams.map(({ value, dataset }) => ({
      exam: value.replace("exam:", ""),
      terms: new Set((dataset.terms ?? "").split(" ")),
    }));
    const entries = /** @type {HTMLElement[]} */ ([...areas.children]);
    const cards = entries.flatMap(({ dataset: { family = "", ids = "" } }) =>
      ids.split(";").flatMap((entry) => {
        const [term, ...kinds] = entry.split(" ");
        const of = needs.filter(({ terms }) => terms.has(term)).map(({ exam }) => exam);
        return kinds.map((kind) => ({ id: `${term}.${kind}`, term, family, file: family, exams: of }));
      }),
    );
    const lists = /** @type {HTMLElement[]} */ ([...(bank?.children ?? [])]);
    const own = /** @type {HTMLElement[]} */ ([...(notes?.children ?? [])]).flatMap(
      ({ dataset: { file = "", ids = "" } }) =>
        ids.split(" ").map((name) => ({ id: `note:${name}`, term: `note:${name}`, family: "", file, exams: [] })),
    );
    return cards.concat(
      own,
      lists.flatMap(({ dataset: { exam = "", ids = "" } }) =>
        ids.split(";").map((entry) => {
          const [name, term] = entry.split(" ");
          return { id: `bank:${exam}-${name}`, term, family: "", file: `bank-${exam}`, exams: [exam] };
        }),
      ),
    );
  }

  /**
   * Loads what the questions of some files say; resolves when all are there, rejects when one cannot be loaded.
   * @param {Iterable<string>} files
   */
  function load(files) {
    return Promise.all(
      [...new Set(files)].map((file) => {
        const request = loading.get(file) ?? script(new URL(`questions/${file}.js`, here));
        loading.set(file, request);
        return request.catch((error) => {
          loading.delete(file);
          throw error;
        });
      }),
    );
  }

  /** @param {URL} address */
  function script(address) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      document.head.append(Object.assign(element, { src: address.href, onload: done, onerror: failed }));
    });
  }

  /**
   * Takes the questions of a file; the loaded files call this.
   * @param {string} _file
   * @param {string} html
   */
  function add(_file, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const item of holder.content.querySelectorAll("[data-id]")) {
      const group = item.closest(".sg-of-term") ?? item;
      const page = child(group, ".sg-term-page");
      const of = { name: text(page), href: page.getAttribute("href") ?? "", behind: child(group, ".sg-behind") };
      contents.set(item.getAttribute("data-id") ?? "", { ...of, ...questionOf(item) });
    }
  }

  /** @param {Element} item */
  function questionOf(item) {
    const options = [...item.querySelectorAll(".sg-whys > div")].map((entry, place) => ({
      text: text(child(entry, "dt > span") ?? child(entry, "dt")),
      why: text(child(entry, "dd > span") ?? child(entry, "dd")),
      right: entry.hasAttribute("data-right"),
      place,
      answer: entry.getAttribute("data-answer") ?? "",
    }));
    const type = item.getAttribute("data-type") ?? "single";
    return { type, question: child(item, ".sg-question"), answer: child(item, ".sg-answer"), options };
  }

  /** @param {Element} element @param {string} selector */
  function child(element, selector) {
    return /** @type {Element} */ (element.querySelector(selector));
  }

  /** @param {Element} element */
  function text(element) {
    return element.textContent ?? "";
  }

  /**
   * Returns what a loaded question says.
   * @param {string} id
   */
  function content(id) {
    return contents.get(id);
  }

  /**
   * Returns a shuffled copy.
   * @template T
   * @param {T[]} values
   */
  function shuffled(values) {
    const copy = [...values];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = Math.floor(Math.random() * (at + 1));
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  }

  sg.deck = Object.freeze({ read, load, add, content, shuffled });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
