/* The questions: their ids from the page, what they say from files that are loaded when first needed.
 *
 * A file hands over the same list that stands on an area's page without script, so both ask the same.
 */
"use strict";
((sg) => {
  const here = document.currentScript.src;
  const loading = new Map();
  const shown = new Map();

  /**
   * @typedef {object} Item
   * @property {string} id Id of the card, which never changes.
   * @property {string} term
   * @property {string} family
   * @property {string[]} exams
   */

  /**
   * Return every question there is, in the guide's order.
   * @param {Element} areas List whose entries name ids as `term kind kind;term kind`.
   * @param {HTMLOptionElement[]} exams Each with the terms it needs.
   * @returns {Item[]}
   */
  function read(areas, exams) {
    const needs = exams.map(({ value, dataset }) => [value.replace("exam:", ""), new Set(dataset.terms.split(" "))]);
    return [...areas.children].flatMap(({ dataset: { family, ids } }) => ids.split(";").flatMap((entry) => {
      const [term, ...kinds] = entry.split(" ");
      const of = needs.filter(([, terms]) => terms.has(term)).map(([exam]) => exam);
      return kinds.map((kind) => ({ id: `${term}.${kind}`, term, family, exams: of }));
    }));
  }

  /**
   * Load what the questions of some families say; resolves when all are there, rejects when one cannot be loaded.
   * @param {Iterable<string>} families
   */
  function load(families) {
    return Promise.all([...new Set(families)].map((family) => {
      if (!loading.has(family)) loading.set(family, script(new URL(`questions/${family}.js`, here)));
      return loading.get(family).catch((error) => {
        loading.delete(family);
        throw error;
      });
    }));
  }

  function script(address) {
    return new Promise((done, failed) => {
      const element = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
      document.head.append(element);
    });
  }

  /** Called by the files. */
  function add(family, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const group of holder.content.querySelectorAll(".sg-of-term")) {
      const page = group.querySelector(".sg-term-page");
      const of = { name: page.textContent, href: page.getAttribute("href"), behind: group.querySelector(".sg-behind") };
      for (const item of group.querySelectorAll("[data-id]")) shown.set(item.dataset.id, { ...of, ...told(item) });
    }
  }

  function told(item) {
    const options = [...item.querySelectorAll(".sg-whys > div")].map((entry) => ({
      text: entry.querySelector("dt").textContent,
      why: entry.querySelector("dd").textContent,
      right: entry.hasAttribute("data-right"),
    }));
    return { question: item.querySelector(".sg-question"), answer: item.querySelector(".sg-answer"), options };
  }

  /**
   * Return what a loaded question says: question, answer and what stands behind it as elements, the name and page of
   * its term, and three options for a choice.
   * @param {string} id
   * @returns {{question: Element, answer: Element, behind: Element, name: string, href: string,
   *   options: {text: string, why: string, right: boolean}[]}|undefined}
   */
  function content(id) {
    return shown.get(id);
  }

  /** Return a shuffled copy. */
  function shuffled(values) {
    const copy = [...values];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = Math.floor(Math.random() * (at + 1));
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  }

  sg.deck = Object.freeze({ read, load, add, content, shuffled });
})((globalThis.studyguide ??= {}));
