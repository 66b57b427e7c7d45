/* The texts that scripts show, with their places filled. The build writes the texts that a joined script names before it,
 * from the catalog of the guide: see script_texts.py.
 */
"use strict";
((sg) => {
  const PLACE = /\{([a-z_]+)\}/;
  const THREE_DIGITS = /\B(?=(?:\d{3})+$)/g;

  /**
   * Returns a text of the catalog. The number in `count` decides between the forms of a text that has several.
   * @type {Studyguide["text"]}
   */
  function text(key, ...[values]) {
    return textParts(key, values ?? {}).join("");
  }

  /**
   * Returns a text in pieces, so that a place can have an element.
   * @type {Studyguide["textParts"]}
   */
  function textParts(key, values) {
    const written = sg.texts[key];
    const form = typeof written === "string" ? written : written[values.count === 1 ? "one" : "other"];
    return form.split(PLACE).map((piece, at) => (at % 2 ? shown(values[piece]) : piece));
  }

  /** @param {unknown} value */
  function shown(value) {
    return typeof value === "number" ? number(value) : /** @type {string} */ (value);
  }

  /** Returns a number with the signs of the catalog. @param {number} value */
  function number(value) {
    const [whole, part] = String(value).split(".");
    const grouped = whole.replace(THREE_DIGITS, sg.texts.thousands);
    return part ? grouped + sg.texts.decimal + part : grouped;
  }

  Object.assign(sg, { text, textParts, number });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
