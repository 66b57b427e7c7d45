/* What the search shows for an answer: hits with their definitions, then what notes say, note by note. Everything is set
 * as text; nothing in the index becomes markup. Needs search_marks.js.
 */
"use strict";
((sg) => {
  const FIRST_SHOWN = 10;
  const MAX_PARTS = 3;
  const MAX_NOTES = 5;
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
    for (const hit of hits) {
      const document = index.document(hit.document);
      const [page, fragment] = document.location.split("#");
      const known = pages.get(page);
      if (!known)
        pages.set(page, {
          page,
          isNote: document.group === "Note",
          score: hit.score,
          hits: [{ ...document, number: hit.document, isPage: !fragment }],
        });
      else known.hits.push({ ...document, number: hit.document, isPage: !fragment });
    }
    const all = [...pages.values()];
    const [notes, others] = [all.filter(({ isNote }) => isNote), all.filter(({ isNote }) => !isNote)];
    return (notes[0]?.score ?? 0) > (others[0]?.score ?? 0) ? [...notes, ...others] : [...others, ...notes];
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
    if (ofNotes.length && ofPages.length) ofNotes[0].prepend(heading("In the notes"));
    if (isNotesFirst && ofPages.length) ofPages[0].prepend(heading("On other pages"));
    return isNotesFirst ? [...ofNotes, ...ofPages] : [...ofPages, ...ofNotes];
  }

  /**
   * @param {SearchIndex} index
   * @param {HitGroup} group
   * @param {ReadonlySet<string>} forms
   */
  function item(index, { page, isNote, hits }, forms) {
    const [first, ...parts] = isNote ? noteAndEntries(index, page, hits) : mainFirst(hits);
    const line = element("li", "md-search-result__item sg-hit");
    const link = element("a", "md-search-result__link", hrefOf(first.location));
    const article = element("article", "md-search-result__article md-typeset");
    const title = element("h1", "");
    title.dir = "auto";
    title.append(...sg.searchMarks.withMarks(first.title, forms));
    const label = element("p", "sg-hit__kind");
    label.append(first.kind);
    if (first.state) label.append(" ", badge(first.state));
    article.append(title, label);
    article.append(first.definition ? paragraph(first.definition, forms) : excerpt(index, first.number, forms));
    const also = first.spellings.filter((name) => sg.searchMarks.withMarks(name, forms).length > 1);
    if (also.length) article.append(paragraph(`Also called: ${also.join(", ")}`, forms));
    link.append(article);
    line.append(link);
    if (first.replacements.length) line.append(replacements(index, first.replacements));
    const below = parts.slice(0, MAX_PARTS).map((part) => partItem(index, part, first, forms));
    if (below.length) {
      const list = element("ul", "sg-hit__parts");
      list.append(...below);
      line.append(list);
    }
    return line;
  }

  /**
   * Returns the hits of one page, the page itself first.
   * @param {PageHit[]} hits
   */
  function mainFirst(hits) {
    const whole = hits.find(({ isPage }) => isPage) ?? hits[0];
    return [whole, ...hits.filter((hit) => hit !== whole)];
  }

  /**
   * Returns the note itself, found or not, and its entries that were found.
   * @param {SearchIndex} index
   * @param {string} page
   * @param {PageHit[]} hits
   */
  function noteAndEntries(index, page, hits) {
    const number = index.page(page);
    const own = number === undefined ? hits[0] : { ...index.document(number), number, isPage: true };
    return [own, ...hits.filter((hit) => hit.number !== own.number)];
  }

  /**
   * @param {SearchIndex} index
   * @param {PageHit} part
   * @param {PageHit} above
   * @param {ReadonlySet<string>} forms
   */
  function partItem(index, part, above, forms) {
    const line = element("li", "");
    const link = element("a", "md-search-result__link sg-hit__part", hrefOf(part.location));
    const name = element("b", "");
    const before = `${above.title}: `;
    const title = part.title.startsWith(before) ? part.title.slice(before.length) : part.title;
    name.append(...sg.searchMarks.withMarks(title, forms));
    link.append(name);
    link.append(part.definition ? paragraph(part.definition, forms) : excerpt(index, part.number, forms));
    line.append(link);
    return line;
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
    line.append("Use instead: ", ...links.flatMap((link, at) => (at ? [", ", link] : [link])));
    return line;
  }

  /** @param {string} state */
  function badge(state) {
    const mark = element("span", `sg-badge${state === "discontinued" ? " sg-badge--retired" : ""}`);
    mark.append(state);
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
   * Returns a paragraph that shows a piece of a document's text as soon as it is loaded.
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
    index.text(number).then(show, () => show(""));
    return line;
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

  sg.searchResults = Object.freeze({ grouped, items, hrefOf, FIRST_SHOWN });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
