/* The questions: their ids from the page, what they say from files that are loaded when first needed.
 *
 * A file hands over the same list that stands on an area's page without script, so both ask the same.
 */
"use strict";
/**
 * @typedef {object} DeckItem
 * @property {string} id Id of the card, which never changes.
 * @property {string} term
 * @property {string} family
 * @property {string[]} exams
 *
 * @typedef {{text: string, why: string, right: boolean}} Choice
 *
 * @typedef {object} Content What a loaded question says. Question, answer and what is shown behind it are elements.
 * @property {Element} question
 * @property {Element} answer
 * @property {Element} behind
 * @property {string} name Of the term.
 * @property {string} href Of the term's page.
 * @property {Choice[]} options Three for a choice, else none.
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
   * @returns {DeckItem[]}
   */
  function read(areas, exams) {
    const needs = exams.map(({ value, dataset }) =>
      ({ exam: value.replace("exam:", ""), terms: new Set((dataset.terms ?? "").split(" ")) }));
    const entries = /** @type {HTMLElement[]} */ ([...areas.children]);
    return entries.flatMap(({ dataset: { family = "", ids = "" } }) => ids.split(";").flatMap((entry) => {
      const [term, ...kinds] = entry.split(" ");
      const of = needs.filter(({ terms }) => terms.has(term)).map(({ exam }) => exam);
      return kinds.map((kind) => ({ id: `${term}.${kind}`, term, family, exams: of }));
    }));
  }

  /**
   * Loads what the questions of some families say; resolves when all are there, rejects when one cannot be loaded.
   * @param {Iterable<string>} families
   */
  function load(families) {
    return Promise.all([...new Set(families)].map((family) => {
      const request = loading.get(family) ?? script(new URL(`questions/${family}.js`, here));
      loading.set(family, request);
      return request.catch((error) => {
        loading.delete(family);
        throw error;
      });
    }));
  }

  /** @param {URL} address */
  function script(address) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      document.head.append(Object.assign(element, { src: address.href, onload: done, onerror: failed }));
    });
  }

  /**
   * Takes the questions of a family; the loaded files call this.
   * @param {string} family
   * @param {string} html
   */
  function add(family, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const group of holder.content.querySelectorAll(".sg-of-term")) {
      const page = child(group, ".sg-term-page");
      const of = { name: text(page), href: page.getAttribute("href") ?? "", behind: child(group, ".sg-behind") };
      for (const item of group.querySelectorAll("[data-id]"))
        contents.set(item.getAttribute("data-id") ?? "", { ...of, ...questionOf(item) });
    }
  }

  /** @param {Element} item */
  function questionOf(item) {
    const options = [...item.querySelectorAll(".sg-whys > div")].map((entry) => ({
      text: text(child(entry, "dt")),
      why: text(child(entry, "dd")),
      right: entry.hasAttribute("data-right"),
    }));
    return { question: child(item, ".sg-question"), answer: child(item, ".sg-answer"), options };
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
