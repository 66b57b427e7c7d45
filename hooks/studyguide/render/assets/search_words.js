/* Splits texts into the words of the search as the generator does (text/search_words.py); tests/cases/search_words holds
 * both to one table. Needs words.js.
 */
"use strict";
((sg) => {
  const UNSPACED =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3040-\\u30ff\\u3100-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+`, "gu");
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
  const MIN_PLURAL = 4;
  const MIN_STEM = 3;
  const NO_PLURAL = /(?:ss|us|is)$/;
  const LONG_PLURAL = /(?:sses|shes|ches|xes|zzes)$/;
  const STRESSED = /([iy])s(?=e[sdr]?$|ers$|ing$|ations?$)/g;
  const COLOUR = /our(?=s?$|ed$|ing$)/g;
  const ENDING = /(?:ations?|ions?|ings?|ments?|ness|ives?|ables?|ers?|ors?|ies|ied|ed|es|s|e|y|ly|al|ally|ity|ities)$/;
  const IS_WORD = /^\p{L}+$/u;
  const STOP_WORDS = new Set(
    (
      "a about an and are as at be been but by can could did do does for from had has have he her his how i if in into is " +
      "it its just me my no not of on or our she should so some than that the their them then there these they this those " +
      "to too was we were what when where which while who whom whose why will with would you your"
    ).split(" "),
  );

  /**
   * Folds case, width and accents of a text, and leaves out all marks above and below letters.
   * @param {string} text
   */
  function foldedText(text) {
    return sg.words.fold(text).normalize("NFKD").replace(/\p{M}/gu, "");
  }

  /** @param {string} text @returns {string[]} */
  function runs(text) {
    return foldedText(text).normalize("NFC").match(RUN) ?? [];
  }

  /**
   * Returns the words of a query, in its order. A run of a script without spaces gives each pair of neighboring
   * characters; one character alone is the beginning of a pair.
   * @param {string} text
   */
  function typedWords(text) {
    return runs(text).flatMap((run) => {
      if (!IS_UNSPACED.test(run)) return [singularForm(run)];
      const characters = [...run];
      return characters.length === 1 ? characters : characters.slice(1).map((last, at) => characters[at] + last);
    });
  }

  /**
   * Returns the words under which a text is found, in its order: those of a query, and the last character of each run of
   * a script without spaces.
   * @param {string} text
   */
  function searchWords(text) {
    return runs(text).flatMap((run) => {
      if (!IS_UNSPACED.test(run)) return [singularForm(run)];
      const characters = [...run];
      return characters.map((first, at) => first + (characters[at + 1] ?? ""));
    });
  }

  /** Returns the letters and digits of a name without what is between them. @param {string} text */
  function joinedName(text) {
    return runs(text).join("");
  }

  /** Returns a folded word without the ending of a regular plural. @param {string} word */
  function singularForm(word) {
    if (word.length < MIN_PLURAL || !word.endsWith("s") || !IS_WORD.test(word) || NO_PLURAL.test(word)) return word;
    if (word.endsWith("ies")) return word.length > MIN_PLURAL ? `${word.slice(0, -3)}y` : word.slice(0, -1);
    return word.slice(0, LONG_PLURAL.test(word) ? -2 : -1);
  }

  /** Returns what a folded word shares with its other forms, in British spelling or American. @param {string} word */
  function wordStem(word) {
    if (!IS_WORD.test(word)) return word;
    const short = word.replace(STRESSED, "$1z").replace(COLOUR, "or").replace(ENDING, "");
    return short.length < MIN_STEM ? word : short.replace(/([bdglmnprt])\1$/, "$1");
  }

  /** Returns whether a word says nothing about the subject. @param {string} word */
  function isStopWord(word) {
    return STOP_WORDS.has(word);
  }

  sg.searchWords = Object.freeze({
    typedWords,
    searchWords,
    foldedText,
    joinedName,
    singularForm,
    wordStem,
    isStopWord,
  });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
