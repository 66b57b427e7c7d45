/* Finds documents in the index that the build has made (render/data/search_files.py). Nothing is indexed here: words are
 * looked up, and the weights that the build has stored are added up. Needs search_encoding.js, search_names.js,
 * search_forms.js and search_ranking.js.
 *
 * The same is written in Python in tests/search_reference.py, and a test compares both on random indexes. So the numbers
 * are made with operations that are exact everywhere: no logarithms and no powers.
 */
"use strict";
((sg) => {
  /** Words of questions that say nothing about the subject, unless they are in a name. */
  const ASKING = new Set(
    (
      "mean meaning define definition difference between versus vs use used using need want work best way tell come make " +
      "made take happen happened call called know same thing many much once don doesn"
    ).split(" "),
  );

  /**
   * Returns an index. `load` gets the data of a part by its name.
   * @param {SearchCore} core
   * @param {(name: string) => Promise<any>} load
   * @returns {SearchIndex}
   */
  function open(core, load) {
    const { numbers, lines, after } = sg.searchEncoding;
    /** @type {WordList} */
    const first = { words: lines(core.words), postings: core.postings.split("\n") };
    /** @type {NameList} */
    const names = { names: lines(core.names), named: core.named.split("\n"), pairs: core.pairs };
    const [titles, locations, definitions] = [
      core.titles.split("\n"),
      lines(core.locations),
      core.definitions.split("\n"),
    ];
    const kinds = numbers(core.kindOf).map((kind) => core.kinds[kind]);
    const groups = kinds.map(([, group]) => group);
    /** Words of each part that is loaded. @type {WordList[]} */
    const wordLists = [];
    /** Texts of each part that is loaded. @type {string[][]} */
    const textLists = [];
    /** @type {Map<string, Promise<any>>} */
    const parts = new Map();
    /** @type {Map<string, number> | undefined} */
    let pages;

    /** @param {string} name @param {(data: any) => void} keep */
    function part(name, keep) {
      const known = parts.get(name);
      if (known) return known;
      const loading = load(name).then(keep);
      parts.set(name, loading);
      loading.catch(() => parts.delete(name));
      return loading;
    }

    /** @param {number} number */
    function loadWordPart(number) {
      return part(`words-${number}`, ({ words, postings }) => {
        wordLists[number] = { words: lines(words), postings: postings.split("\n") };
      });
    }

    /** Loads the remaining words, one part after the other, so that later queries wait for nothing. */
    async function loadWords() {
      for (const number of core.wordParts.keys()) await loadWordPart(number);
    }

    /**
     * Returns the parts in which a word may be, or all words that begin with it.
     * @param {string} word
     * @returns {number[]}
     */
    function partsOf(word) {
      if (!core.wordParts.length) return [];
      const isLong = sg.searchForms.isLongEnough(word);
      const beginning = isLong ? sg.searchForms.sharedBeginning(word) : word;
      const from = Math.max(0, after(core.wordParts, beginning) - 1);
      const to = isLong ? after(core.wordParts, `${beginning}\uffff`) : from + 1;
      return Array.from({ length: to - from }, (_, at) => from + at);
    }

    /**
     * Loads what the answer to a query needs; undefined if everything is there.
     * @param {string} query
     * @returns {Promise<unknown> | undefined}
     */
    function loading(query) {
      const missing = question(query)
        .words.flatMap(partsOf)
        .filter((number) => !wordLists[number]);
      return missing.length ? Promise.all(missing.map(loadWordPart)) : undefined;
    }

    /**
     * Returns the documents for a query, the best first, from the parts that are loaded.
     * @param {string} query
     * @returns {SearchAnswer}
     */
    function answer(query) {
      const { words, last, runs } = question(query);
      const asked = words.map((word) => {
        const lists = [first, ...partsOf(word).flatMap((number) => wordLists[number] ?? [])];
        return sg.searchForms.askedWord(word, word === last, lists, titles.length);
      });
      return sg.searchRanking.ranked(query, asked, runs, names, groups);
    }

    /**
     * Returns the words that a query asks for, the one that may go on, and the names in it.
     * @param {string} query
     */
    function question(query) {
      const typed = sg.searchWords.typedWords(query);
      const runs = sg.searchNames.namedRuns(query, names);
      const inNames = new Set(runs.filter(({ length }) => length > 1).flatMap(({ words }) => words));
      const told = typed.filter((word) => !sg.searchWords.isStopWord(word) && (inNames.has(word) || !ASKING.has(word)));
      const words = [...new Set(told.length ? told : typed)];
      return { words, last: sg.searchWords.goesOn(query) ? typed.at(-1) : undefined, runs };
    }

    /** @param {string} query @returns {Promise<SearchAnswer>} */
    async function find(query) {
      await loading(query);
      return answer(query);
    }

    /** @param {string} text */
    function nearlyNamed(text) {
      return sg.searchNames.nearlyNamed(text, names);
    }

    /**
     * Returns the lines of a document in which words were found, "" if it has none; undefined if they are not loaded.
     * @param {number} number
     * @returns {string | undefined}
     */
    function text(number) {
      const at = core.textParts.findLastIndex((from) => from <= number);
      if (at < 0) return "";
      return textLists[at] && (textLists[at][number - core.textParts[at]] ?? "");
    }

    /** Loads the lines of a document. @param {number} number @returns {Promise<unknown>} */
    function loadText(number) {
      const at = core.textParts.findLastIndex((from) => from <= number);
      return part(`texts-${at}`, (texts) => (textLists[at] = texts));
    }

    /** Returns the document that is a whole page. @param {string} location @returns {number | undefined} */
    function page(location) {
      pages ??= new Map(locations.map((place, number) => [place, number]));
      return pages.get(location);
    }

    /** @param {number} number */
    function place(number) {
      return { location: locations[number], group: groups[number] };
    }

    /** @param {number} number @returns {FoundDocument} */
    function document(number) {
      const [kind, group] = kinds[number];
      const [state = "", replacements = []] = core.status[number] ?? [];
      return {
        title: titles[number],
        location: locations[number],
        kind,
        group,
        definition: definitions[number],
        spellings: core.spellings[number] ?? [],
        state,
        replacements,
      };
    }

    return Object.freeze({ find, answer, loading, loadWords, nearlyNamed, text, loadText, document, place, page });
  }

  sg.searchIndex = Object.freeze({ open });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
