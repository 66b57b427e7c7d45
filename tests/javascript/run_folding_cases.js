/* Folds texts as the scripts of the site do: `node run_folding_cases.js ASSETS < texts.json` prints a list. */
"use strict";
const path = require("node:path");
require(path.resolve(process.argv[2], "words.js"));

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => {
  const { fold, joined } = studyguide.words;
  const results = JSON.parse(input).map((text) => ({ folded: fold(text), joined: joined(text) }));
  process.stdout.write(JSON.stringify(results));
});
