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
  const BEYOND_ASCII = /[\u0080-\uffff]/;
  const ASCII_RUN = /[a-z0-9]+/g;
  const MIN_PLURAL = 4;
  const MIN_STEM = 3;
  const NO_PLURAL = /(?:ss|us|is)$/;
  const LONG_PLURAL = /(?:sses|shes|ches|xes|zzes)$/;
  const STRESSED = /([iy])s(?=e[sdr]?$|ers$|ing$|ations?$)/g;
  const COLOUR = /our(?=s?$|ed$|ing$)/g;
  const ENDING = /(?:ations?|ions?|ings?|ments?|ness|ives?|ables?|ers?|ors?|ies|ied|ed|es|s|e|y|ly|al|ally|ity|ities)$/;
  const IS_ASCII_WORD = /^[a-z]+$/;
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
    if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
    return sg.words.fold(text).normalize("NFKD").replace(/\p{M}/gu, "");
  }

  /** Returns the runs of letters and digits of a text, folded. @param {string} text @returns {string[]} */
  function pieces(text) {
    const folded = foldedText(text);
    return folded.match(BEYOND_ASCII.test(folded) ? /[\p{L}\p{N}]+/gu : ASCII_RUN) ?? [];
  }

  /** Returns the same, with scripts that are written without spaces apart. @param {string} text @returns {string[]} */
  function runs(text) {
    const folded = foldedText(text);
    return (BEYOND_ASCII.test(folded) ? folded.normalize("NFC").match(RUN) : folded.match(ASCII_RUN)) ?? [];
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
    if (word.length < MIN_PLURAL || !word.endsWith("s") || NO_PLURAL.test(word) || !isWord(word)) return word;
    if (word.endsWith("ies")) return word.length > MIN_PLURAL ? `${word.slice(0, -3)}y` : word.slice(0, -1);
    return word.slice(0, LONG_PLURAL.test(word) ? -2 : -1);
  }

  /** Returns what a folded word shares with its other forms, in British spelling or American. @param {string} word */
  function wordStem(word) {
    if (!isWord(word)) return word;
    const short = word.replace(STRESSED, "$1z").replace(COLOUR, "or").replace(ENDING, "");
    return short.length < MIN_STEM ? word : short.replace(/([bdglmnprt])\1$/, "$1");
  }

  /** Returns whether a folded word has letters only; most are of ASCII, which is quicker to tell. @param {string} word */
  function isWord(word) {
    return IS_ASCII_WORD.test(word) || (BEYOND_ASCII.test(word) && IS_WORD.test(word));
  }

  /** Returns whether a text ends with a letter or digit. @param {string} text */
  function goesOn(text) {
    return /[a-z0-9]$/i.test(text) || (BEYOND_ASCII.test(text) && /[\p{L}\p{N}]$/u.test(text));
  }

  /**
   * Counts the letters that are wrong; `limit + 1` for more than `limit`. Hardly anybody gets both the first letter and the
   * end wrong, and to count the letters of thousands of names takes ten milliseconds before the browser has compiled it.
   * @param {string} typed
   * @param {string} meant
   * @param {number} limit
   */
  function lettersWrong(typed, meant, limit) {
    const last = typed.length - 1;
    const end = meant.length - 1;
    if (Math.abs(last - end) > limit) return limit + 1;
    const isLike =
      typed.charCodeAt(0) === meant.charCodeAt(0) ||
      (typed.charCodeAt(last) === meant.charCodeAt(end) && typed.charCodeAt(last - 1) === meant.charCodeAt(end - 1));
    return isLike ? sg.words.distance(typed, meant, limit) : limit + 1;
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
    pieces,
    goesOn,
    lettersWrong,
  });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
