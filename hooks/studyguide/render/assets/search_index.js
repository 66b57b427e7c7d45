/* Finds documents in the index that the build has made (render/data/search_files.py). Nothing is indexed here: words are
 * looked up, and the weights that the build has stored are added up. Needs words.js and search_words.js.
 *
 * The same is written in Python in tests/search_reference.py, and a test compares both on random indexes. So the numbers
 * are made with operations that are exact everywhere: no logarithms and no powers.
 */
"use strict";
((sg) => {
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const BASE = 32;
  /** Value of each digit by its character code. */
  const VALUES = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

  /** How much a word counts that was found as typed, as another form, as a beginning, or with letters wrong. */
  const EXACT = 1;
  const OTHER_FORM = 0.5;
  const BEGINNING = 0.6;
  const ALSO_BEGINNING = 0.1;
  const ONE_WRONG = 0.5;
  const TWO_WRONG = 0.3;
  /** What a run of words adds to a document that it names, if it is the whole query. */
  const NAMED = 60;
  /** How many times more a document counts that the whole query names: by another spelling, by its first name, nearly, and
   * as the page about a pair of terms. */
  const SPELLED = 3;
  const FIRST_NAMED = 6;
  const NEARLY_NAMED = 2;
  const PAIR_NAMED = 20;
  /** How much a document of a group counts. */
  const GROUPS = {
    Term: 1,
    Lesson: 0.3,
    Decision: 0.4,
    Comparison: 0.25,
    Exam: 0.6,
    Symptom: 0.5,
    Note: 0.4,
    Page: 0.3,
  };
  /** The most words that a name is looked for in. */
  const MAX_RUN = 6;
  /** Letters of the shortest word that may have one letter wrong, and two. */
  const MIN_ONE_WRONG = 4;
  const MIN_TWO_WRONG = 8;
  /** From how many letters on a whole query may differ from a name in how many. */
  const WRONG_IN_NAME = [
    { letters: 12, wrong: 3 },
    { letters: 7, wrong: 2 },
    { letters: 5, wrong: 1 },
  ];
  /** Letters of the shortest beginning that is looked for beyond the words that are loaded first. */
  const MIN_BEGINNING = 3;
  /** The most words that one beginning matches. */
  const MAX_BEGINNINGS = 60;
  /** Letters that a word shares with its other forms. */
  const MIN_SHARED = 4;
  const BEFORE_PAIR = /^(?:what is |what's )?(?:the )?(?:difference between |compare )?/;
  /** The strongest first: a name may contain `and`. */
  const VERSUS = [/\s(?:vs\.?|versus|compared (?:to|with))\s/, /\sor\s/, /\sand\s/];
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
    const lists = {
      words: lines(core.words),
      postings: core.postings.split("\n"),
      names: lines(core.names),
      named: core.named.split("\n"),
      titles: core.titles.split("\n"),
      locations: lines(core.locations),
      definitions: core.definitions.split("\n"),
      pairs: numbers(core.pairs),
    };
    const kindOf = numbers(core.kindOf);
    /** @type {WordList} */
    const first = lists;
    /** @type {Map<string, Promise<any>>} */
    const parts = new Map();
    /** @type {Map<string, number> | undefined} */
    let pages;

    /** @param {string} name */
    function part(name) {
      const known = parts.get(name);
      if (known) return known;
      const loading = load(name);
      parts.set(name, loading);
      loading.catch(() => parts.delete(name));
      return loading;
    }

    /** Loads the words from one text on. @param {number} number @returns {Promise<WordList>} */
    async function wordPart(number) {
      const loaded = await part(`words-${number}`);
      loaded.list ??= { words: lines(loaded.words), postings: loaded.postings.split("\n") };
      return loaded.list;
    }

    /** Loads the remaining words, one part after the other, so that later queries wait for nothing. */
    async function loadWords() {
      for (const number of core.wordParts.keys()) await wordPart(number);
    }

    /**
     * Returns the lists in which a word may be, or all words that begin with it; those of the core first.
     * @param {string} word
     * @param {boolean} isBeginning
     */
    async function listsFor(word, isBeginning) {
      const from = Math.max(0, after(core.wordParts, word) - 1);
      const to = isBeginning ? after(core.wordParts, `${word}\uffff`) : from + 1;
      const wanted = core.wordParts.length ? Array.from({ length: to - from }, (_, at) => wordPart(from + at)) : [];
      return [first, ...(await Promise.all(wanted))];
    }

    /**
     * Returns the documents for a query, the best first.
     * @param {string} query
     * @returns {Promise<SearchAnswer>}
     */
    async function find(query) {
      const typed = sg.searchWords.typedWords(query);
      const runs = namedRuns(query, lists);
      const inNames = new Set(runs.filter(({ length }) => length > 1).flatMap(({ words }) => words));
      const told = typed.filter((word) => !sg.searchWords.isStopWord(word) && (inNames.has(word) || !ASKING.has(word)));
      const asked = [...new Set(told.length ? told : typed)];
      const last = /[\p{L}\p{N}]$/u.test(query) ? typed.at(-1) : undefined;
      const words = await Promise.all(asked.map((word) => expanded(word, word === last)));
      return ranked(query, words, runs);
    }

    /**
     * Returns the forms under which a typed word is in the index, with the documents that have them.
     * @param {string} word
     * @param {boolean} isLast Whether it may go on.
     * @returns {Promise<AskedWord>}
     */
    async function expanded(word, isLast) {
      const stem = sg.searchWords.wordStem(word);
      const root = stem.length > MIN_SHARED ? stem.slice(0, -1) : stem;
      const shared = word.startsWith(root) ? root : word;
      const isLong = word.length >= MIN_BEGINNING || !/^[\x20-\x7f]*$/.test(word);
      const found = await listsFor(isLong ? shared : word, isLong);
      /** @type {Map<number, number>} */
      const documents = new Map();
      /** @type {string[]} */
      const forms = [];
      let count = 0;
      for (const list of found)
        for (const [form, at] of withPrefix(list, shared)) {
          if (form !== word && sg.searchWords.wordStem(form) !== stem) continue;
          count = Math.max(count, gather(documents, list.postings[at], form === word ? EXACT : OTHER_FORM));
          forms.push(form);
        }
      const isKnown = forms.length > 0;
      if (!isKnown || isLast) {
        /** @type {Map<string, [WordList, number][]>} */
        const beginnings = new Map();
        for (const list of isLong ? found : [first])
          for (const [form, at] of withPrefix(list, word)) {
            if (form === word || forms.includes(form)) continue;
            if (!beginnings.has(form) && beginnings.size === MAX_BEGINNINGS) continue;
            beginnings.set(form, [...(beginnings.get(form) ?? []), [list, at]]);
          }
        for (const [form, places] of beginnings) {
          const factor = isKnown ? ALSO_BEGINNING : (BEGINNING * (form.length + word.length)) / (2 * form.length);
          for (const [list, at] of places) count = Math.max(count, gather(documents, list.postings[at], factor));
          forms.push(form);
        }
      }
      const isWrong = !forms.length;
      if (isWrong && word.length >= MIN_ONE_WRONG) {
        const limit = word.length >= MIN_TWO_WRONG ? 2 : 1;
        const near = first.words
          .map((form, at) => ({ form, at, wrong: sg.words.distance(word, form, limit) }))
          .filter(({ wrong }) => wrong <= limit);
        const least = Math.min(...near.map(({ wrong }) => wrong));
        for (const { form, at, wrong } of near) {
          if (wrong > least) continue;
          count = Math.max(count, gather(documents, first.postings[at], wrong > 1 ? TWO_WRONG : ONE_WRONG));
          forms.push(form);
        }
      }
      return { word, forms, documents, rarity: Math.sqrt(Math.sqrt((lists.titles.length + 1) / (count + 1))), isWrong };
    }

    /**
     * @param {string} query
     * @param {AskedWord[]} words
     * @param {NamedRun[]} runs
     * @returns {SearchAnswer}
     */
    function ranked(query, words, runs) {
      const rarityOf = new Map(words.map(({ word, rarity }) => [word, rarity]));
      const whole = total(words.map(({ rarity }) => rarity));
      /** @type {Map<number, number>} */
      const sums = new Map();
      /** @type {Map<number, Set<string>>} */
      const covered = new Map();
      const cover = (/** @type {number} */ document, /** @type {string} */ word) => {
        const of = covered.get(document);
        if (of) of.add(word);
        else covered.set(document, new Set([word]));
      };
      for (const { word, documents, rarity } of words)
        for (const [document, impact] of documents) {
          sums.set(document, (sums.get(document) ?? 0) + impact);
          if (rarity) cover(document, word);
        }
      /** @type {Map<number, number>} */
      const factors = new Map();
      const raise = (/** @type {number} */ document, /** @type {number} */ factor) =>
        factors.set(document, Math.max(factor, factors.get(document) ?? 1));
      for (const run of runs) {
        const inside = [...new Set(run.words)].filter((word) => rarityOf.has(word));
        const share = whole ? total(inside.map((word) => rarityOf.get(word) ?? 0)) / whole : 0;
        for (const { document, isFirst } of run.named) {
          if (inside.length) sums.set(document, (sums.get(document) ?? 0) + NAMED * share * share);
          for (const word of inside) cover(document, word);
          if (run.isWhole) {
            if (!sums.has(document)) sums.set(document, NAMED);
            for (const { word } of words) cover(document, word);
            raise(document, isFirst ? FIRST_NAMED : SPELLED);
          }
        }
      }
      const { pages, sides } = pairDocuments(query, lists);
      for (const document of [...pages, ...sides]) for (const { word } of words) cover(document, word);
      const best = pages.sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0) || a - b).slice(0, 1);
      for (const document of best) {
        sums.set(document, (sums.get(document) ?? 0) + NAMED);
        raise(document, PAIR_NAMED);
      }
      for (const document of sides) raise(document, FIRST_NAMED);
      const isNamed = runs.some(({ isWhole }) => isWhole) || pages.length > 0;
      if (!isNamed && words.some(({ isWrong }) => isWrong))
        for (const { document } of nearlyNamed(query)) {
          sums.set(document, (sums.get(document) ?? 0) + NAMED);
          for (const { word } of words) cover(document, word);
          raise(document, NEARLY_NAMED);
        }
      const hits = [...sums].map(([document, sum]) => {
        const of = covered.get(document);
        const share =
          of && whole ? total(words.filter(({ word }) => of.has(word)).map(({ rarity }) => rarity)) / whole : 0;
        const group = core.kinds[kindOf[document]][1];
        const score = sum * share * Math.sqrt(share) * GROUPS[group] * (factors.get(document) ?? 1);
        return { document, score, isComplete: !!of && of.size === words.length };
      });
      hits.sort((a, b) => b.score - a.score || a.document - b.document);
      const forms = [...new Set(words.flatMap((word) => [word.word, ...word.forms]))];
      const isExact =
        isNamed || (words.length > 0 && !words.some(({ isWrong }) => isWrong) && hits.some((hit) => hit.isComplete));
      return { hits: hits.filter(({ score }) => score > 0), forms, isExact };
    }

    /**
     * Returns the documents with a name most like a whole text.
     * @param {string} text
     * @returns {NamedDocument[]}
     */
    function nearlyNamed(text) {
      const wanted = sg.searchWords.joinedName(text);
      const limit = WRONG_IN_NAME.find(({ letters }) => wanted.length >= letters)?.wrong;
      if (!limit) return [];
      const near = lists.names
        .map((name, at) => ({ at, wrong: sg.words.distance(wanted, name, limit) }))
        .filter(({ wrong }) => wrong <= limit);
      const least = Math.min(...near.map(({ wrong }) => wrong));
      const documents = near.filter(({ wrong }) => wrong === least).flatMap(({ at }) => namedBy(lists.named[at]));
      return [...new Map(documents.map((named) => [named.document, named])).values()];
    }

    /**
     * Returns the lines of a document in which words were found; "" if it has none.
     * @param {number} number
     * @returns {Promise<string>}
     */
    async function text(number) {
      const at = core.textParts.findLastIndex((from) => from <= number);
      if (at < 0) return "";
      const texts = await part(`texts-${at}`);
      return texts[number - core.textParts[at]] ?? "";
    }

    /** Returns the document that is a whole page. @param {string} location @returns {number | undefined} */
    function page(location) {
      pages ??= new Map(lists.locations.map((place, number) => [place, number]));
      return pages.get(location);
    }

    /** @param {number} number @returns {FoundDocument} */
    function document(number) {
      const [kind, group] = core.kinds[kindOf[number]];
      const [state = "", replacements = []] = core.status[number] ?? [];
      return {
        title: lists.titles[number],
        location: lists.locations[number],
        kind,
        group,
        definition: lists.definitions[number],
        spellings: core.spellings[number] ?? [],
        state,
        replacements,
      };
    }

    return Object.freeze({ find, loadWords, nearlyNamed, text, document, page });
  }

  /**
   * Adds the documents of one form of a word, each with the most that any form gives it; returns their number.
   * @param {Map<number, number>} documents
   * @param {string} encoded
   * @param {number} factor
   */
  function gather(documents, encoded, factor) {
    const found = postings(encoded);
    for (let at = 0; at < found.length; at += 2) {
      const known = documents.get(found[at]);
      const impact = factor * found[at + 1];
      if (known === undefined || impact > known) documents.set(found[at], impact);
    }
    return found.length / 2;
  }

  /**
   * Returns every run of words that is a name, however it is spaced, with the documents that it names.
   * @param {string} query
   * @param {{ names: string[], named: string[] }} lists
   * @returns {NamedRun[]}
   */
  function namedRuns(query, { names, named }) {
    const pieces = sg.searchWords.foldedText(query).match(/[\p{L}\p{N}]+/gu) ?? [];
    /** @type {NamedRun[]} */
    const runs = [];
    for (let first = 0; first < pieces.length; first++)
      for (let last = first + 1; last <= Math.min(pieces.length, first + MAX_RUN); last++) {
        const run = pieces.slice(first, last);
        const found = runDocuments(run.join(""), names, named);
        if (!found.length) continue;
        const words = run.flatMap((piece) => sg.searchWords.typedWords(piece));
        runs.push({ words, length: run.length, named: found, isWhole: run.length === pieces.length });
      }
    return runs;
  }

  /**
   * Returns the documents that a joined name or its singular names.
   * @param {string} joined
   * @param {string[]} names
   * @param {string[]} named
   */
  function runDocuments(joined, names, named) {
    /** @type {Map<number, NamedDocument>} */
    const found = new Map();
    for (const name of [joined, sg.searchWords.singularForm(joined), `${joined}s`]) {
      const at = place(names, name);
      if (at < 0) continue;
      for (const one of namedBy(named[at])) {
        const known = found.get(one.document);
        if (!known || (one.isFirst && !known.isFirst)) found.set(one.document, one);
      }
    }
    return [...found.values()];
  }

  /**
   * Returns the pages on a pair of terms, and the terms: `a vs b` asks for the page that compares the two.
   * @param {string} query
   * @param {{ names: string[], named: string[], pairs: number[] }} lists
   * @returns {{ pages: number[], sides: number[] }}
   */
  function pairDocuments(query, { names, named, pairs }) {
    const question = query.toLowerCase().replace(BEFORE_PAIR, "").replace(/\?$/, "").trim();
    const [left, right] = VERSUS.map((between) => question.split(between)).find(({ length }) => length === 2) ?? [];
    if (!right) return { pages: [], sides: [] };
    const [ones, others] = [left, right].map(
      (side) => new Set(runDocuments(sg.searchWords.joinedName(side), names, named).map(({ document }) => document)),
    );
    /** @type {Set<number>} */
    const pages = new Set();
    /** @type {Set<number>} */
    const sides = new Set();
    for (let at = 0; at < pairs.length; at += 3) {
      const [one, other, page] = pairs.slice(at, at + 3);
      if (!(ones.has(one) && others.has(other)) && !(ones.has(other) && others.has(one))) continue;
      pages.add(page);
      sides.add(one).add(other);
    }
    return { pages: [...pages], sides: [...sides] };
  }

  /** @param {string} encoded @returns {NamedDocument[]} */
  function namedBy(encoded) {
    const found = postings(encoded);
    return found.flatMap((document, at) => (at % 2 ? [] : [{ document, isFirst: found[at + 1] === 1 }]));
  }

  /** Returns each document followed by its impact. @param {string} encoded */
  function postings(encoded) {
    /** @type {number[]} */
    const found = [];
    let document = 0;
    let scale = 1;
    for (let at = 0; at < encoded.length; at++) {
      const digit = VALUES[encoded.charCodeAt(at)];
      document += (digit % BASE) * scale;
      scale *= BASE;
      if (digit >= BASE) continue;
      scale = 1;
      found.push(document, VALUES[encoded.charCodeAt(++at)]);
    }
    return found;
  }

  /** @param {string} encoded */
  function numbers(encoded) {
    const values = [];
    let value = 0;
    let scale = 1;
    for (const character of encoded) {
      const digit = VALUES[character.charCodeAt(0)];
      value += (digit % BASE) * scale;
      scale *= BASE;
      if (digit >= BASE) continue;
      values.push(value);
      value = 0;
      scale = 1;
    }
    return values;
  }

  /** @param {string} text */
  function lines(text) {
    return text ? text.split("\n") : [];
  }

  /**
   * Yields the words of a list that begin with a text, each with its place.
   * @param {WordList} list
   * @param {string} beginning
   * @returns {Generator<[string, number]>}
   */
  function* withPrefix({ words }, beginning) {
    for (let at = before(words, beginning); at < words.length && words[at].startsWith(beginning); at++)
      yield [words[at], at];
  }

  /** Returns the place of a text in a sorted list; -1 if it is not there. @param {string[]} list @param {string} text */
  function place(list, text) {
    const at = before(list, text);
    return list[at] === text ? at : -1;
  }

  /** Returns how many texts of a sorted list come before a text. @param {string[]} list @param {string} text */
  function before(list, text) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Returns how many texts of a sorted list come before a text or are it. @param {string[]} list @param {string} text */
  function after(list, text) {
    const at = before(list, text);
    return list[at] === text ? at + 1 : at;
  }

  /** @param {number[]} values */
  function total(values) {
    let sum = 0;
    for (const value of values) sum += value;
    return sum;
  }

  sg.searchIndex = Object.freeze({ open });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
