/* Spelling help for the page that is shown for an unknown address: the names most like its last part.
 *
 * Needs words.js and names.js before it.
 */
"use strict";
((sg) => {
  const MAX_SHOWN = 3;
  /** From how many letters on a query may have how many wrong ones. */
  const ALLOWED = [
    { letters: 12, wrong: 3 },
    { letters: 7, wrong: 2 },
    { letters: 4, wrong: 1 },
  ];
  const { fold, joined, distance } = sg.words;
  const names = (globalThis.sgNames ?? []).map(([name, address]) => ({ name, address, folded: joined(fold(name)) }));

  /**
   * Returns the names most like a query, the shortest first, one for each page.
   * @param {string} query
   * @returns {NamedPage[]}
   */
  function suggestions(query) {
    const wanted = joined(fold(query));
    const limit = ALLOWED.find(({ letters }) => wanted.length >= letters)?.wrong;
    if (!limit) return [];
    const near = names
      .map((name) => ({ ...name, distance: distance(wanted, name.folded, limit) }))
      .filter((name) => name.distance <= limit)
      .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length);
    /** @type {Map<string, NamedPage>} */
    const pages = new Map();
    for (const name of near)
      if (name.distance === near[0].distance && !pages.has(name.address)) pages.set(name.address, name);
    return [...pages.values()].slice(0, MAX_SHOWN);
  }

  sg.suggestions = suggestions;
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
