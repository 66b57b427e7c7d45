/* Compares words as the generator does; tests/cases/folding holds both to one table. */
"use strict";
((sg) => {
  /** Rows of distances that are used again: a query is compared with thousands of words. */
  let spare = [0, 1, 2].map(() => new Int32Array(64));

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
    const [rows, columns] = [a.length, b.length];
    if (Math.abs(rows - columns) > limit) return limit + 1;
    if (spare[0].length <= columns) spare = [0, 1, 2].map(() => new Int32Array(2 * columns + 2));
    let [before, last, row] = spare;
    for (let j = 0; j <= columns; j++) last[j] = j;
    for (let i = 1; i <= rows; i++) {
      const from = Math.max(1, i - limit);
      const to = Math.min(columns, i + limit);
      row[from - 1] = from > 1 ? limit + 1 : i;
      let least = row[from - 1];
      for (let j = from; j <= to; j++) {
        const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
        let cost = last[j - 1] + (isSame ? 0 : 1);
        if (j < i + limit && last[j] + 1 < cost) cost = last[j] + 1;
        if (row[j - 1] + 1 < cost) cost = row[j - 1] + 1;
        if (
          i > 1 &&
          j > 1 &&
          a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
          a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
        )
          cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > limit) return limit + 1;
      [before, last, row] = [last, row, before];
    }
    return Math.min(last[columns], limit + 1);
  }

  sg.words = Object.freeze({ fold, joined, distance });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
