/* Puts the documents of an answer in order: adds up the weights of the words, and raises what the query names. Needs
 * search_names.js.
 */
"use strict";
((sg) => {
  /** What a run of words adds to a document that it names, if it is the whole query. */
  const NAMED = 60;
  /** How many times more a document counts that the whole query names, by the strength of the name: as a mention only, by
   * another spelling, and by its first name; then the same if letters are wrong, and as the page about a pair of terms. */
  const WHOLE_NAMED = [2, 3, 6];
  const NEARLY_NAMED = [1, 2, 3];
  const PAIR_NAMED = 20;
  const SIDE_NAMED = 6;
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

  /**
   * Returns the answer to a query.
   * @param {string} query
   * @param {AskedWord[]} words
   * @param {NamedRun[]} runs
   * @param {NameList} names
   * @param {SearchGroup[]} groups Of each document.
   * @returns {SearchAnswer}
   */
  function ranked(query, words, runs, names, groups) {
    const tally = tallied(words, groups.length);
    for (const run of runs) countRun(tally, words, run);
    const { pages, sides } = sg.searchNames.pairDocuments(query, names);
    countPair(tally, pages, sides);
    const isNamed = runs.some(({ isWhole }) => isWhole) || pages.length > 0;
    if (!isNamed && words.some(({ isRare }) => isRare))
      for (const { document, strength } of sg.searchNames.nearlyNamed(query, names)) {
        tally.sums[document] += NAMED;
        cover(tally, document);
        raise(tally, document, NEARLY_NAMED[strength]);
      }
    const hits = scored(tally, words, groups);
    const forms = [...new Set(words.flatMap((word) => [word.word, ...word.forms]))];
    const isExact =
      isNamed || (words.length > 0 && !words.some(({ isWrong }) => isWrong) && hits.some((hit) => hit.isComplete));
    return { hits, forms, isExact };
  }

  /**
   * Returns what the words count in each document.
   * @param {AskedWord[]} words
   * @param {number} total
   * @returns {SearchTally}
   */
  function tallied(words, total) {
    const sums = new Float64Array(total);
    const covered = words.map(({ documents, impacts }) => {
      const has = new Uint8Array(total);
      for (const document of documents) {
        sums[document] += impacts[document];
        has[document] = 1;
      }
      return has;
    });
    return { sums, covered, factors: new Float64Array(total).fill(1) };
  }

  /**
   * Adds what a run of words counts in the documents that it names.
   * @param {SearchTally} tally
   * @param {AskedWord[]} words
   * @param {NamedRun} run
   */
  function countRun(tally, words, run) {
    const inside = [...words.keys()].filter((at) => run.words.includes(words[at].word));
    const whole = sum(words.map(({ rarity }) => rarity));
    const share = whole ? sum(inside.map((at) => words[at].rarity)) / whole : 0;
    for (const { document, strength } of run.named) {
      tally.sums[document] += NAMED * share * share;
      for (const at of inside) tally.covered[at][document] = 1;
      if (!run.isWhole) continue;
      tally.sums[document] ||= NAMED;
      cover(tally, document);
      raise(tally, document, WHOLE_NAMED[strength]);
    }
  }

  /**
   * Raises the best page on a pair of terms, and the terms.
   * @param {SearchTally} tally
   * @param {number[]} pages
   * @param {number[]} sides
   */
  function countPair(tally, pages, sides) {
    for (const document of [...pages, ...sides]) cover(tally, document);
    const best = pages.sort((a, b) => tally.sums[b] - tally.sums[a] || a - b).slice(0, 1);
    for (const document of best) {
      tally.sums[document] += NAMED;
      raise(tally, document, PAIR_NAMED);
    }
    for (const document of sides) raise(tally, document, SIDE_NAMED);
  }

  /**
   * Returns the hits, the best first.
   * @param {SearchTally} tally
   * @param {AskedWord[]} words
   * @param {SearchGroup[]} groups
   */
  function scored({ sums, covered, factors }, words, groups) {
    const whole = sum(words.map(({ rarity }) => rarity));
    /** @type {SearchHit[]} */
    const hits = [];
    for (let document = 0; document < groups.length; document++) {
      if (!sums[document] || !whole) continue;
      let covers = 0;
      let count = 0;
      for (let word = 0; word < words.length; word++) {
        if (!covered[word][document]) continue;
        covers += words[word].rarity;
        count += 1;
      }
      const share = covers / whole;
      const score = sums[document] * share * Math.sqrt(share) * GROUPS[groups[document]] * factors[document];
      if (score > 0) hits.push({ document, score, isComplete: count === words.length });
    }
    return hits.sort((a, b) => b.score - a.score || a.document - b.document);
  }

  /** Counts a document as if it had all words. @param {SearchTally} tally @param {number} document */
  function cover({ covered }, document) {
    for (const has of covered) has[document] = 1;
  }

  /** @param {SearchTally} tally @param {number} document @param {number} factor */
  function raise({ factors }, document, factor) {
    factors[document] = Math.max(factor, factors[document]);
  }

  /** @param {number[]} values */
  function sum(values) {
    let total = 0;
    for (const value of values) total += value;
    return total;
  }

  sg.searchRanking = Object.freeze({ ranked });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
