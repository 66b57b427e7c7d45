/* Finds the names in a query: runs of words that name documents, names most like it, and pairs of terms. Needs words.js,
 * search_words.js and search_encoding.js.
 */
"use strict";
((sg) => {
  /** The most words that a name is looked for in. */
  const MAX_RUN = 6;
  /** From how many letters on a whole query may differ from a name in how many. */
  const WRONG_IN_NAME = [
    { letters: 12, wrong: 3 },
    { letters: 7, wrong: 2 },
    { letters: 5, wrong: 1 },
  ];
  const BEFORE_PAIR = /^(?:what is |what's )?(?:the )?(?:difference between |compare )?/;
  /** The strongest first: a name may contain `and`. */
  const VERSUS = [/\s(?:vs\.?|versus|compared (?:to|with))\s/, /\sor\s/, /\sand\s/];

  /**
   * Returns every run of words that is a name, however it is spaced, with the documents that it names.
   * @param {string} query
   * @param {NameList} list
   * @returns {NamedRun[]}
   */
  function namedRuns(query, list) {
    const pieces = sg.searchWords.pieces(query);
    /** @type {NamedRun[]} */
    const runs = [];
    for (let first = 0; first < pieces.length; first++)
      for (let last = first + 1; last <= Math.min(pieces.length, first + MAX_RUN); last++) {
        const run = pieces.slice(first, last);
        const named = namedDocuments(run.join(""), list);
        if (!named.length) continue;
        const words = run.flatMap((piece) => sg.searchWords.typedWords(piece));
        runs.push({ words, length: run.length, named, isWhole: run.length === pieces.length });
      }
    return runs;
  }

  /**
   * Returns the documents that a joined name or its singular names.
   * @param {string} joined
   * @param {NameList} list
   */
  function namedDocuments(joined, { names, named }) {
    const forms = [joined, sg.searchWords.singularForm(joined), `${joined}s`];
    const places = forms.map((name) => sg.searchEncoding.place(names, name)).filter((at) => at >= 0);
    return strongest(places.map((at) => named[at]));
  }

  /**
   * Returns the documents with a name most like a whole text.
   * @param {string} text
   * @param {NameList} list
   */
  function nearlyNamed(text, { names, named }) {
    const wanted = sg.searchWords.joinedName(text);
    let limit = WRONG_IN_NAME.find(({ letters }) => wanted.length >= letters)?.wrong ?? 0;
    /** @type {string[]} */
    let nearest = [];
    if (limit)
      names.forEach((name, at) => {
        const wrong = sg.searchWords.lettersWrong(wanted, name, limit);
        if (wrong > limit) return;
        if (wrong < limit) nearest = [];
        limit = wrong;
        nearest.push(named[at]);
      });
    return strongest(nearest);
  }

  /**
   * Returns each document that names name, with the strongest of its names.
   * @param {string[]} encoded Postings of names.
   * @returns {NamedDocument[]}
   */
  function strongest(encoded) {
    /** @type {Map<number, number>} */
    const found = new Map();
    for (const of of encoded)
      sg.searchEncoding.eachPosting(of, (document, strength) => {
        found.set(document, Math.max(strength, found.get(document) ?? 0));
      });
    return [...found].map(([document, strength]) => ({ document, strength }));
  }

  /**
   * Returns the pages on a pair of terms, and the terms: `a vs b` asks for the page that compares the two.
   * @param {string} query
   * @param {NameList} list
   * @returns {{ pages: number[], sides: number[] }}
   */
  function pairDocuments(query, list) {
    const question = query.toLowerCase().replace(BEFORE_PAIR, "").replace(/\?$/, "").trim();
    const [left, right] = VERSUS.map((between) => question.split(between)).find(({ length }) => length === 2) ?? [];
    if (!right) return { pages: [], sides: [] };
    const [ones, others] = [left, right].map(
      (side) => new Set(namedDocuments(sg.searchWords.joinedName(side), list).map(({ document }) => document)),
    );
    /** @type {Set<number>} */
    const pages = new Set();
    /** @type {Set<number>} */
    const sides = new Set();
    const pairs = sg.searchEncoding.numbers(list.pairs);
    for (let at = 0; at < pairs.length; at += 3) {
      const [one, other, page] = pairs.slice(at, at + 3);
      if (!(ones.has(one) && others.has(other)) && !(ones.has(other) && others.has(one))) continue;
      pages.add(page);
      sides.add(one).add(other);
    }
    return { pages: [...pages], sides: [...sides] };
  }

  sg.searchNames = Object.freeze({ namedRuns, nearlyNamed, pairDocuments });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
