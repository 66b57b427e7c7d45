/* Runs the search as the site does: `node run_search_cases.js ASSETS < given.json` prints a list.
 *
 * Given `{ words: [text, ...] }` it splits texts; given `{ indexes: [{ files, queries }, ...] }` it asks indexes.
 */
"use strict";
const path = require("node:path");
const PARTS = [
  "words",
  "search_words",
  "search_encoding",
  "search_names",
  "search_forms",
  "search_ranking",
  "search_index",
];
for (const name of PARTS) require(path.resolve(process.argv[2], `${name}.js`));

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", async () => {
  const { words, indexes = [] } = JSON.parse(input);
  const results = words ? words.map(split) : [];
  for (const { files, queries } of indexes) results.push(await answers(files, queries));
  process.stdout.write(JSON.stringify(results));
});

function split(text) {
  const { searchWords, joinedName, wordStem } = studyguide.searchWords;
  const found = searchWords(text);
  return { words: found, joined: joinedName(text), stems: found.map(wordStem) };
}

async function answers(files, queries) {
  globalThis.sgSearch = [];
  for (const text of Object.values(files)) (0, eval)(text);
  const parts = Object.fromEntries(globalThis.sgSearch.map(([name, , data]) => [name, data]));
  const index = studyguide.searchIndex.open(parts.core, async (name) => parts[name]);
  const found = [];
  for (const query of queries) {
    const { hits, isExact } = await index.find(query);
    const rows = hits.map((hit) => [index.document(hit.document).location, hit.score, hit.isComplete]);
    found.push({ hits: rows, isExact });
  }
  return found;
}
