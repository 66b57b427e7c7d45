/* Compares words as the generator does; tests/cases/folding holds both to one table. */
"use strict";
((sg) => {
  /**
   * Folds case, width and accents away. Folding twice changes nothing.
   * @param {string} text
   * @returns {string}
   */
  function fold(text) {
    const bare = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    const folded = [...bare].map(caseless).join("").normalize("NFKC");
    return folded === text ? folded : fold(folded);
  }

  /**
   * Returns a letter without its case: lower case alone would keep a sharp s and the final form of a sigma.
   * @param {string} letter
   */
  function caseless(letter) {
    return letter === "ı" ? letter : letter.toUpperCase().toLowerCase();
  }

  /**
   * Returns the letters and digits of a text in lower case: "A/B testing" and "ab-testing" compare equal.
   * @param {string} text
   */
  function joined(text) {
    return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  /**
   * Counts the letters to insert, remove, replace or swap with their neighbor; returns `limit + 1` for more than `limit`.
   * @param {string} a
   * @param {string} b
   * @param {number} limit
   */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const isSwap = j > 1 && i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        const swapped = isSwap ? before[j - 2] + 1 : Infinity;
        const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replaced, swapped);
      }
      if (Math.min(...row) > limit) return limit + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  sg.words = Object.freeze({ fold, joined, distance });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
