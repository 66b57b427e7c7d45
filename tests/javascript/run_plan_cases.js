/* Runs cases of plans, mock exams and statistics without a browser: `node run_plan_cases.js ASSETS < cases.json`.
 *
 * A case says in `ask` what is asked, and what for:
 *
 *     exam:     {domains: {name: weight}, terms: {id: {domains, needs, closed, cards}}, bank, questions}
 *               domains by name (all if left out), needs by id, cards as a number (1 if left out)
 *     answers:  {card id: [[day, rating], ...]}; day 0 is today, -3 three days ago, all at 08:00
 *     settings: {date: days from today, minutes, retention}; `pace` in seconds, `spent` in seconds, `left` card ids
 */
"use strict";
const path = require("node:path");
const SCRIPTS = ["fsrs", "store", "log_rows", "review_log", "days", "exam_order", "knowledge", "plan", "forecast"];
for (const name of [...SCRIPTS, "prefs", "stats", "mock"]) require(path.resolve(process.argv[2], `${name}.js`));
const { examOrder, knowledge: known, plan, forecast, days: calendar, stats, mock, reviewLog } = globalThis.studyguide;

const NOW = new Date(2026, 2, 2, 8).getTime();
const atDay = (day) => new Date(2026, 2, 2 + day, 8).getTime();
const rounded = (number) => Math.round(number * 100) / 100;

function examOf({ domains = { All: 100 }, terms = {}, bank = [], questions = 0, objectives = {} } = {}) {
  const names = Object.keys(domains);
  const ids = Object.keys(terms);
  return {
    id: "e",
    label: "E",
    title: "Exam",
    page: "exams/e/",
    questions,
    minutes: 0,
    passing: [],
    objectives,
    domains: names.map((name) => ({ name, weight: domains[name] })),
    terms: ids.map((id) => {
      const { domains: own = names, needs = [], closed = "", cards = 1 } = terms[id] ?? {};
      return {
        id,
        name: id,
        page: `${id}/`,
        file: "f",
        closed,
        needs: needs.map((need) => ids.indexOf(need)),
        cards: Array.from({ length: cards }, (_, at) => `${id}.${["which", "when", "does", "own:x"][at]}`),
        domains: own.map((name) => names.indexOf(name)),
        objectives: own.map((name) => `${names.indexOf(name) + 1}.1`),
      };
    }),
    bank: bank.map(([id, term, domain, type = "single"]) => ({
      id: `bank:${id}`,
      term,
      domain: names.indexOf(domain),
      objective: `${names.indexOf(domain) + 1}.2`,
      type,
    })),
  };
}

function answersOf(given = {}) {
  return new Map(
    Object.entries(given).map(([id, list]) => [
      id,
      list.map(([day, rating, duration = 8000]) => ({ rating, duration, time: atDay(day), scheduledAt: atDay(day) })),
    ]),
  );
}

function cardsOf(answers) {
  return new Map(
    [...answers].map(([id, list]) => [
      id,
      list.reduce((card, { rating, scheduledAt }) => reviewLog.reviewed(card, rating, scheduledAt), null),
    ]),
  );
}

const settingsOf = ({ date = 28, minutes = 20, retention = 0.9 } = {}) => ({
  exam: "e",
  date: new Date(atDay(date)).toLocaleDateString("sv"),
  minutes,
  retention,
});

const knowledge = ({ terms, asked, known, expected }) =>
  `${known} of ${terms} known, ${asked} asked, ${rounded(expected)} expected`;

const ASKS = {
  order: ({ exam }) => examOrder.order(exam).map((at) => exam.terms[at].id),
  unasked: ({ exam, cards }) =>
    examOrder.unasked(exam, cards).map(({ id, closed }) => (closed ? `${id} (${closed})` : id)),
  today({ exam, cards, settings, pace = 12, spent = 0, left = [] }) {
    const { due, fresh, waiting, days } = plan.today(exam, cards, settings, pace, spent, NOW, new Set(left));
    return { due, new: fresh.map(({ id }) => id), waiting, days };
  },
  knowledge({ exam, cards, day = 0 }) {
    const { domains, total, share } = known.ofExam(exam, cards, atDay(day));
    return { domains: domains.map(knowledge), total: knowledge(total), share: rounded(share) };
  },
  forecast({ exam, cards, settings, pace = 12 }) {
    const { cards: after, load } = forecast.forecast(exam, cards, settings, pace, 0, NOW);
    return { load, total: knowledge(known.ofExam(exam, after, calendar.examTime(settings.date)).total) };
  },
  due: ({ cards, settings }) =>
    Object.fromEntries(
      [...cards].map(([id, card]) => [id, Math.round((plan.dueAt(card, settings.retention) - NOW) / 86_400_000)]),
    ),
  settings: ({ value }) => plan.validSettings(value),
  shares: ({ exam }) => mock.shares(exam.domains, exam.questions),
  mock({ exam, answers }) {
    const last = new Map([...answers].map(([id, list]) => [id, list.at(-1).time]));
    const questions = mock.compose(exam, last, forecast.randomNumbers(1));
    const inDomain = (domain) =>
      questions
        .filter((one) => one.domain === domain)
        .map(({ id }) => id)
        .sort();
    return Object.fromEntries(exam.domains.map(({ name }, domain) => [name, inDomain(domain)]));
  },
  right: ({ type, rights = [], pairs = [], answer }) =>
    mock.isRight(
      {
        type,
        options: (type === "matching" ? pairs : rights).map((value, place) => ({
          place,
          right: value === true,
          answer: String(value),
        })),
      },
      answer,
    ),
  result({ exam, questions, rights }) {
    const list = questions.map(([domain, objective]) => ({ domain, objective }));
    const { right, total, domains, objectives } = mock.result(exam, list, rights);
    return { right: `${right} of ${total}`, domains: lines(domains), objectives: lines(objectives) };
  },
  recall: ({ answers }) =>
    stats
      .recallBins(answers)
      .map(
        ({ from, to, count, predicted, measured }) =>
          `${from} to ${to}: ${count} reviews, ${rounded(predicted)} predicted, ${rounded(measured)} measured`,
      ),
  per_day: ({ answers, days }) => stats.answersPerDay(answers, NOW, days),
  due_per_day: ({ cards, days }) => stats.duePerDay(cards, NOW, days),
  seconds_today: ({ answers }) => stats.secondsToday(answers, NOW),
  hardest: ({ answers }) =>
    stats.hardest(answers, reviewLog.termOf, 9).map(({ term, missed, answers: all }) => `${term}: ${missed} of ${all}`),
};

const lines = (parts) => parts.map(({ name, right, total }) => `${name}: ${right} of ${total}`);

function answered(given) {
  const answers = answersOf(given.answers);
  return ASKS[given.ask]({
    ...given,
    answers,
    exam: examOf(given.exam),
    cards: cardsOf(answers),
    settings: settingsOf(given.settings),
  });
}

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => {
  const results = JSON.parse(input).map((given) => {
    try {
      return answered(given);
    } catch (error) {
      return { error: error.stack };
    }
  });
  process.stdout.write(JSON.stringify(results));
});
