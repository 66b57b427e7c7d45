/* Simulated learners for scripts/simulate.py: `node simulate.js ASSETS < options.json`.
 *
 * A learner's memory follows FSRS: an answer is right with the chance of recall that FSRS gives, and a question never
 * asked before is known half of the time. On the day a term counts with the mean chance of its questions; one that was
 * never asked counts with one half as well. A question of the exam is answered right if the term is recalled, else by
 * guessing among four options; domains count by their weights.
 */
"use strict";
const path = require("node:path");
globalThis.document = undefined;
const SCRIPTS = ["fsrs", "log_rows", "review_log", "days", "session", "exam_order", "knowledge", "plan", "forecast"];
for (const name of SCRIPTS) require(path.resolve(process.argv[2], `${name}.js`));
const { forecast, knowledge, plan, session } = globalThis.studyguide;

const DAY_MS = 86_400_000;
const START_MS = new Date(2026, 2, 2, 8).getTime();
const NEVER_ASKED = 0.5;
const GUESS = 0.25;
const NEW_A_DAY = 10;
const AS_MANY_AS_FIT = 999;

/** Studies by the plan until the day of the exam. */
function byPlan({ exam, days, minutes }, pace, seed) {
  const random = forecast.randomNumbers(seed);
  const date = new Date(START_MS + days * DAY_MS).toLocaleDateString("sv");
  const settings = { exam: exam.id, date, minutes, retention: plan.RETENTION.usual };
  return studyDays(days, (cards, now) => {
    const { due, fresh } = plan.today(exam, cards, settings, pace, 0, now);
    return forecast.studied([...due, ...fresh.map(({ id }) => id)], cards, (minutes * 60) / pace, pace, now, random)
      .cards;
  });
}

/** Studies in the order of the glossary's files, with a number of new questions a day: ten on the review page. */
function byGlossary({ deck, days, minutes }, pace, seed, newADay) {
  const random = forecast.randomNumbers(seed);
  const items = deck.map(([id, term]) => ({ id, term }));
  return studyDays(days, (cards, now) => {
    const { due, fresh } = session.plan(items, cards, newADay, now);
    return forecast.studied([...due, ...fresh], cards, (minutes * 60) / pace, pace, now, random).cards;
  });
}

function studyDays(days, study) {
  let cards = new Map();
  for (let day = 0; day < days; day++) cards = study(cards, START_MS + day * DAY_MS);
  return cards;
}

/** Returns what a learner knows on the day. */
function result({ exam, days }, cards) {
  const day = START_MS + days * DAY_MS;
  const { domains, total } = knowledge.ofExam(exam, cards, day);
  const weights = exam.domains.map(({ weight }) => weight || 1);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const known = domains.map(({ terms, asked, expected }) =>
    terms ? (expected + (terms - asked) * NEVER_ASKED) / terms : 0,
  );
  const score = known.reduce((sum, chance, at) => sum + (chance + (1 - chance) * GUESS) * weights[at], 0) / all;
  return {
    least: Math.min(...domains.map(({ asked, terms }) => asked / terms)),
    recall: total.expected / total.asked,
    score,
  };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => {
  const options = JSON.parse(input);
  const seeds = Array.from({ length: options.learners }, (_, at) => at + 1);
  const rows = options.seconds.map((seconds) => {
    const planned = seeds.map((seed) => result(options, byPlan(options, seconds, seed)));
    const before = seeds.map((seed) => result(options, byGlossary(options, seconds, seed, NEW_A_DAY)));
    const filled = seeds.map((seed) => result(options, byGlossary(options, seconds, seed, AS_MANY_AS_FIT)));
    return {
      seconds,
      least: Math.min(...planned.map(({ least }) => least)),
      leastToday: Math.min(...before.map(({ least }) => least)),
      recall: mean(planned.map(({ recall }) => recall)),
      score: mean(planned.map(({ score }) => score)),
      scoreToday: mean(before.map(({ score }) => score)),
      scoreFilled: mean(filled.map(({ score }) => score)),
    };
  });
  process.stdout.write(JSON.stringify(rows));
});
