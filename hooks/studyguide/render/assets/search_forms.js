/* Finds the documents of one word of a query: the word itself, its other forms, words that begin with it, and words with
 * letters wrong. Needs words.js, search_words.js and search_encoding.js.
 */
"use strict";
((sg) => {
  /** How much a word counts that was found as typed, as another form, as a beginning, or with letters wrong. */
  const EXACT = 1;
  const OTHER_FORM = 0.5;
  const BEGINNING = 0.6;
  const ALSO_BEGINNING = 0.1;
  const ONE_WRONG = 0.5;
  const TWO_WRONG = 0.3;
  /** Letters of the shortest word that may have one letter wrong, and two. */
  const MIN_ONE_WRONG = 4;
  const MIN_TWO_WRONG = 8;
  /** Letters of the shortest beginning that is looked for beyond the words that are loaded first. */
  const MIN_BEGINNING = 3;
  /** The most words that one beginning matches. */
  const MAX_BEGINNINGS = 60;
  /** The most documents of a word that may be a typing error which somebody made before. */
  const RARE = 3;
  /** Letters that a word shares with its other forms. */
  const MIN_SHARED = 4;

  /** Returns the beginning that a word shares with all its forms. @param {string} word */
  function sharedBeginning(word) {
    const stem = sg.searchWords.wordStem(word);
    const root = stem.length > MIN_SHARED ? stem.slice(0, -1) : stem;
    return word.startsWith(root) ? root : word;
  }

  /** Returns whether words that go on are looked for in all lists. @param {string} word */
  function isLongEnough(word) {
    return word.length >= MIN_BEGINNING || !/^[\x20-\x7f]*$/.test(word);
  }

  /**
   * Returns the forms under which a typed word is in the lists, with the documents that have them.
   * @param {string} word
   * @param {boolean} isLast Whether it may go on.
   * @param {WordList[]} lists The core's words first.
   * @param {number} total Number of all documents.
   * @returns {AskedWord}
   */
  function askedWord(word, isLast, lists, total) {
    const impacts = new Float64Array(total);
    /** @type {number[]} */
    const documents = [];
    /** @type {string[]} */
    const forms = [];
    let count = 0;
    const add = (/** @type {WordList} */ list, /** @type {number} */ at, /** @type {number} */ factor) => {
      const found = sg.searchEncoding.eachPosting(list.postings[at], (document, impact) => {
        const counts = factor * impact;
        if (!impacts[document]) documents.push(document);
        if (counts > impacts[document]) impacts[document] = counts;
      });
      count = Math.max(count, found);
    };
    const shared = sharedBeginning(word);
    const stem = sg.searchWords.wordStem(word);
    for (const list of lists)
      for (const [form, at] of sg.searchEncoding.withPrefix(list, shared)) {
        if (form !== word && sg.searchWords.wordStem(form) !== stem) continue;
        add(list, at, form === word ? EXACT : OTHER_FORM);
        forms.push(form);
      }
    const isKnown = forms.length > 0;
    if (!isKnown || isLast)
      for (const [form, places] of beginnings(word, forms, isLongEnough(word) ? lists : lists.slice(0, 1))) {
        const factor = isKnown ? ALSO_BEGINNING : (BEGINNING * (form.length + word.length)) / (2 * form.length);
        for (const [list, at] of places) add(list, at, factor);
        forms.push(form);
      }
    const isWrong = !forms.length;
    if (isWrong)
      for (const { form, at, wrong } of nearest(word, lists[0].words)) {
        add(lists[0], at, wrong > 1 ? TWO_WRONG : ONE_WRONG);
        forms.push(form);
      }
    return {
      word,
      forms,
      documents,
      impacts,
      rarity: Math.sqrt(Math.sqrt((total + 1) / (count + 1))),
      isWrong,
      isRare: isWrong || count <= RARE,
    };
  }

  /**
   * Returns the words that begin with a word, apart from its forms, each with its places in the lists.
   * @param {string} word
   * @param {string[]} forms
   * @param {WordList[]} lists
   */
  function beginnings(word, forms, lists) {
    /** @type {Map<string, [WordList, number][]>} */
    const found = new Map();
    for (const list of lists)
      for (const [form, at] of sg.searchEncoding.withPrefix(list, word)) {
        if (form === word || forms.includes(form)) continue;
        if (!found.has(form) && found.size === MAX_BEGINNINGS) continue;
        found.set(form, [...(found.get(form) ?? []), [list, at]]);
      }
    return found;
  }

  /**
   * Returns the words with the fewest letters wrong, if these are few enough.
   * @param {string} word
   * @param {string[]} words
   */
  function nearest(word, words) {
    /** @type {{ form: string, at: number, wrong: number }[]} */
    let near = [];
    if (word.length < MIN_ONE_WRONG) return near;
    let limit = word.length >= MIN_TWO_WRONG ? 2 : 1;
    words.forEach((form, at) => {
      const wrong = sg.searchWords.lettersWrong(word, form, limit);
      if (wrong > limit) return;
      if (wrong < limit) near = [];
      limit = wrong;
      near.push({ form, at, wrong });
    });
    return near;
  }

  sg.searchForms = Object.freeze({ askedWord, sharedBeginning, isLongEnough });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
