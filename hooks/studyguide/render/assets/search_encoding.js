/* Reads what render/data/search_files.py writes: numbers in base 32, postings, and sorted lists of lines. */
"use strict";
((sg) => {
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const BASE = 32;
  /** Value of each digit by its character code. */
  const VALUES = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

  /**
   * Calls a function for each document that has a word, with the word's impact there; returns the number of documents.
   * @param {string} encoded
   * @param {(document: number, impact: number) => void} visit
   */
  function eachPosting(encoded, visit) {
    let count = 0;
    let document = 0;
    let scale = 1;
    for (let at = 0; at < encoded.length; at++) {
      const digit = VALUES[encoded.charCodeAt(at)];
      document += (digit % BASE) * scale;
      scale *= BASE;
      if (digit >= BASE) continue;
      scale = 1;
      count += 1;
      visit(document, VALUES[encoded.charCodeAt(++at)]);
    }
    return count;
  }

  /** @param {string} encoded */
  function numbers(encoded) {
    const values = [];
    let value = 0;
    let scale = 1;
    for (let at = 0; at < encoded.length; at++) {
      const digit = VALUES[encoded.charCodeAt(at)];
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

  sg.searchEncoding = Object.freeze({ eachPosting, numbers, lines, withPrefix, place, after });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
