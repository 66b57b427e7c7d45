/* What the search shows for an answer: hits with their definitions, then what notes say, note by note. Everything is set
 * as text; nothing in the index becomes markup. Needs texts.js and search_marks.js.
 */
"use strict";
((sg) => {
  const FIRST_SHOWN = 10;
  const MAX_PARTS = 3;
  const MAX_NOTES = 5;
  /** What a hit is, where it is no term: the kind of a term is a word of the project. */
  const GROUPS = /** @type {const} */ ({
    Lesson: "search.lesson",
    Decision: "search.decision",
    Comparison: "search.comparison",
    Exam: "search.exam",
    Symptom: "search.symptom",
    Note: "search.note",
    Page: "search.page",
  });
  /** The states that are shown. */
  const STATES = /** @type {const} */ (["states.deprecated", "states.closed to new customers", "states.discontinued"]);
  const root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);

  /**
   * Returns the hits page by page: parts of a page below it.
   * @param {SearchIndex} index
   * @param {SearchAnswer} answer
   * @returns {HitGroup[]}
   */
  function grouped(index, { hits }) {
    /** @type {Map<string, HitGroup>} */
    const pages = new Map();
    for (const { document, score } of hits) {
      const { location, group } = index.place(document);
      const page = pageOf(location);
      const known = pages.get(page);
      if (known) known.documents.push(document);
      else pages.set(page, { page, isNote: group === "Note", score, documents: [document] });
    }
    const all = [...pages.values()];
    const [notes, others] = [all.filter(({ isNote }) => isNote), all.filter(({ isNote }) => !isNote)];
    return (notes[0]?.score ?? 0) > (others[0]?.score ?? 0) ? [...notes, ...others] : [...others, ...notes];
  }

  /** Returns the document that is the page itself, if it was found, or else the best one on it. @param {SearchIndex} index @param {HitGroup} group */
  function mainDocument(index, { page, documents }) {
    return documents.find((number) => index.place(number).location === page) ?? documents[0];
  }

  /**
   * Returns the items of the list.
   * @param {SearchIndex} index
   * @param {HitGroup[]} groups
   * @param {ReadonlySet<string>} forms
   * @param {number} shown How many pages are shown.
   */
  function items(index, groups, forms, shown) {
    const isNotesFirst = groups[0]?.isNote ?? false;
    const pages = groups.filter(({ isNote }) => !isNote).slice(0, shown);
    const notes = groups.filter(({ isNote }) => isNote).slice(0, shown > FIRST_SHOWN ? shown : MAX_NOTES);
    const [ofPages, ofNotes] = [pages, notes].map((of) => of.map((group) => item(index, group, forms)));
    if (ofNotes.length && ofPages.length) ofNotes[0].prepend(heading(sg.text("search.in_notes")));
    if (isNotesFirst && ofPages.length) ofPages[0].prepend(heading(sg.text("search.on_other_pages")));
    return isNotesFirst ? [...ofNotes, ...ofPages] : [...ofPages, ...ofNotes];
  }

  /**
   * @param {SearchIndex} index
   * @param {HitGroup} group
   * @param {ReadonlySet<string>} forms
   */
  function item(index, group, forms) {
    const main = (group.isNote ? index.page(group.page) : undefined) ?? mainDocument(index, group);
    const first = index.document(main);
    const parts = group.documents.filter((number) => number !== main).slice(0, MAX_PARTS);
    const line = element("li", "md-search-result__item sg-hit");
    const link = element("a", "md-search-result__link", hrefOf(first.location));
    const article = element("article", "md-search-result__article md-typeset");
    const title = element("h1", "");
    title.dir = "auto";
    title.append(...sg.searchMarks.withMarks(first.title, forms));
    const label = element("p", "sg-hit__kind");
    label.append(first.group === "Term" ? first.kind : sg.text(GROUPS[first.group]));
    if (first.state) label.append(" ", badge(first.state));
    article.append(title, label);
    article.append(first.definition ? paragraph(first.definition, forms) : excerpt(index, main, forms));
    const also = first.spellings.filter((name) => sg.searchMarks.isMarked(name, forms));
    if (also.length) article.append(paragraph(sg.text("search.also_called", { names: also.join(", ") }), forms));
    link.append(article);
    line.append(link);
    if (first.replacements.length) line.append(replacements(index, first.replacements));
    if (parts.length) {
      const list = element("ul", "sg-hit__parts");
      list.append(...parts.map((part) => partItem(index, part, first, forms)));
      line.append(list);
    }
    return line;
  }

  /**
   * @param {SearchIndex} index
   * @param {number} number
   * @param {FoundDocument} above
   * @param {ReadonlySet<string>} forms
   */
  function partItem(index, number, above, forms) {
    const part = index.document(number);
    const line = element("li", "");
    const link = element("a", "md-search-result__link sg-hit__part", hrefOf(part.location));
    const name = element("b", "");
    name.append(...sg.searchMarks.withMarks(withoutTerm(part.title, above.title), forms));
    link.append(name);
    link.append(part.definition ? paragraph(part.definition, forms) : excerpt(index, number, forms));
    line.append(link);
    return line;
  }

  /** Returns the heading in the title of a section, which also names its term. @param {string} title @param {string} term */
  function withoutTerm(title, term) {
    const [before, after] = sg.text("search.section", { term, heading: "\n" }).split("\n");
    const isSection = title.startsWith(before) && title.endsWith(after) && title.length > before.length + after.length;
    return isSection ? title.slice(before.length, title.length - after.length) : title;
  }

  /**
   * @param {SearchIndex} index
   * @param {number[]} numbers
   */
  function replacements(index, numbers) {
    const line = element("p", "sg-hit__instead");
    const links = numbers.map((number) => {
      const { title, location } = index.document(number);
      const link = element("a", "", hrefOf(location));
      link.append(title);
      return link;
    });
    const names = links.flatMap((link, at) => (at ? [", ", link] : [link]));
    line.append(...sg.textParts("common.use_instead", { names }).flat());
    return line;
  }

  /** @param {string} state */
  function badge(state) {
    const mark = element("span", `sg-badge${state === "discontinued" ? " sg-badge--retired" : ""}`);
    const key = STATES.find((key) => key.endsWith(`.${state}`));
    mark.append(key ? sg.text(key) : state);
    return mark;
  }

  /** @param {string} text @param {ReadonlySet<string>} forms */
  function paragraph(text, forms) {
    const line = element("p", "");
    line.dir = "auto";
    line.append(...sg.searchMarks.withMarks(text, forms));
    return line;
  }

  /**
   * Returns a paragraph that shows a piece of a document's text as soon as it is loaded. It is loaded after the hits have
   * been drawn, and not at all if they have been replaced by then.
   * @param {SearchIndex} index
   * @param {number} number
   * @param {ReadonlySet<string>} forms
   */
  function excerpt(index, number, forms) {
    const line = element("p", "sg-hit__excerpt");
    line.dir = "auto";
    const show = (/** @type {string} */ text) => {
      if (text) line.append(...sg.searchMarks.withMarks(sg.searchMarks.excerpt(text, forms), forms));
      else line.remove();
    };
    const text = index.text(number);
    if (text !== undefined) show(text);
    else
      afterDrawing(() => {
        if (line.isConnected)
          index.loadText(number).then(
            () => show(index.text(number) ?? ""),
            () => show(""),
          );
      });
    return line;
  }

  /** @param {() => void} job */
  function afterDrawing(job) {
    requestAnimationFrame(() => setTimeout(job, 0));
  }

  /** @param {string} location */
  function pageOf(location) {
    const end = location.indexOf("#");
    return end < 0 ? location : location.slice(0, end);
  }

  /** @param {string} text */
  function heading(text) {
    const line = element("p", "sg-hit__group");
    line.append(text);
    return line;
  }

  /** @param {string} location */
  function hrefOf(location) {
    return new URL(location || "./", root).href;
  }

  /** @param {string} name @param {string} className @param {string} [href] */
  function element(name, className, href) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (href) made.setAttribute("href", href);
    return made;
  }

  sg.searchResults = Object.freeze({ grouped, mainDocument, items, hrefOf, FIRST_SHOWN });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
