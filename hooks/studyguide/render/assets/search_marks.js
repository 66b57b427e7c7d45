/* Marks the words that were found in a text, and cuts a piece out of a long one. Needs search_words.js. */
"use strict";
((sg) => {
  const RUN = /[\p{L}\p{N}\p{M}]+/gu;
  const ASCII_RUN = /[a-z0-9]+/g;
  const BEYOND_ASCII = /[\u0080-\uffff]/;
  /** Characters of a piece around the words that were found. */
  const PIECE = 170;

  /**
   * Returns the stretches of a text that hold words of a query, in order.
   * @param {string} text
   * @param {ReadonlySet<string>} forms
   * @returns {{ from: number, to: number, word: string }[]}
   */
  function marked(text, forms) {
    const { searchWords, joinedName } = sg.searchWords;
    if (!BEYOND_ASCII.test(text)) return markedAscii(text, forms);
    return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) => {
      const words = searchWords(run);
      const whole = joinedName(run);
      if (words.length === 1 || forms.has(whole)) {
        const word = forms.has(whole) ? whole : words[0];
        return forms.has(word) ? [{ from: index, to: index + run.length, word }] : [];
      }
      const characters = [...run];
      if (characters.length !== words.length) return [];
      let at = index;
      return words.flatMap((word, number) => {
        const from = at;
        at += characters[number].length;
        return forms.has(word) ? [{ from, to: at + (characters[number + 1]?.length ?? 0), word }] : [];
      });
    });
  }

  /**
   * Does the same for a text of ASCII, whose words are found in a tenth of the time.
   * @param {string} text
   * @param {ReadonlySet<string>} forms
   */
  function markedAscii(text, forms) {
    const found = [];
    const folded = text.toLowerCase();
    for (const { 0: whole, index } of folded.matchAll(ASCII_RUN)) {
      const word = forms.has(whole) ? whole : sg.searchWords.singularForm(whole);
      if (forms.has(word)) found.push({ from: index, to: index + whole.length, word });
    }
    return found;
  }

  /** Returns whether a text has a word of a query. @param {string} text @param {ReadonlySet<string>} forms */
  function isMarked(text, forms) {
    return marked(text, forms).length > 0;
  }

  /**
   * Returns a text with the words of a query in `<mark>`.
   * @param {string} text
   * @param {ReadonlySet<string>} forms
   * @returns {(string | HTMLElement)[]}
   */
  function withMarks(text, forms) {
    /** @type {(string | HTMLElement)[]} */
    const parts = [];
    let at = 0;
    for (const { from, to } of marked(text, forms)) {
      if (to <= at) continue;
      const begin = Math.max(from, at);
      parts.push(
        text.slice(at, begin),
        Object.assign(document.createElement("mark"), { textContent: text.slice(begin, to) }),
      );
      at = to;
    }
    return [...parts, text.slice(at)];
  }

  /**
   * Returns the piece of a text of several lines that holds most of the words.
   * @param {string} text
   * @param {ReadonlySet<string>} forms
   */
  function excerpt(text, forms) {
    let best = { line: "", words: -1, first: 0 };
    for (const line of text.split("\n")) {
      const found = marked(line, forms);
      const words = new Set(found.map(({ word }) => word)).size;
      if (words > best.words) best = { line, words, first: found[0]?.from ?? 0 };
    }
    const { line, first } = best;
    if (line.length <= PIECE) return line;
    const from = Math.max(0, Math.min(first - PIECE / 4, line.length - PIECE));
    const begin = from > 0 ? line.indexOf(" ", from) + 1 || from : 0;
    const cut = line.slice(begin, begin + PIECE);
    const end = begin + PIECE < line.length ? cut.lastIndexOf(" ") : cut.length;
    return `${begin > 0 ? "… " : ""}${end > PIECE / 2 ? cut.slice(0, end) : cut}${begin + PIECE < line.length ? " …" : ""}`;
  }

  sg.searchMarks = Object.freeze({ withMarks, isMarked, excerpt });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
