/* The page of statistics: recall, answers per day, what comes, and the hardest terms. Needs the scripts named above it. */
"use strict";
((sg) => {
  const { text, formats } = sg;
  const DAYS = 30;
  const HARDEST = 20;
  const root = /** @type {HTMLElement} */ (document.querySelector("#sg-stats"));
  const part = (/** @type {string} */ name) => find(`[data-part="${name}"]`);
  const progress = sg.progress.open([], () => void show());
  void show();

  async function show() {
    const answers = progress.answers();
    const count = [...answers.values()].flat().length;
    part("none").hidden = count > 0;
    part("all").hidden = !count;
    if (!count) return;
    const now = Date.now();
    const deck = await sg.exams.loadDeck();
    const own = new Set(deck ? sg.exams.idsOf(deck) : progress.cards.keys());
    const cards = new Map([...progress.cards].filter(([id]) => own.has(id)));
    const overall = sg.stats.recallOverall(answers);
    const { count: reviews, measured, predicted } = overall;
    const shares = { measured: formats.percent(measured), predicted: formats.percent(predicted) };
    part("sum").textContent = formats.joined(
      text("statistics.answers_to", { count, questions: text("common.questions", { count: answers.size }) }),
      reviews ? text("statistics.later_day", { count: reviews, ...shares }) : "",
    );
    showRecall(answers);
    const perDay = sg.chart.dayRows(sg.stats.answersPerDay(answers, now, DAYS), sg.days.later(now, 1 - DAYS));
    const ofAnswers = [text("statistics.day"), text("statistics.answers")];
    part("per-day").replaceChildren(sg.chart.figure(text("statistics.per_day", { days: DAYS }), ofAnswers, perDay));
    const due = sg.chart.dayRows(sg.stats.duePerDay(cards, now, DAYS), now);
    const ofQuestions = [text("statistics.day"), text("statistics.questions")];
    part("due").replaceChildren(sg.chart.figure(text("statistics.due_per_day", { days: DAYS }), ofQuestions, due));
    showHardest(answers, deck);
  }

  /** @param {AnswersById} answers */
  function showRecall(answers) {
    const bins = sg.stats.recallBins(answers);
    const rows = bins.map(({ from, to, count, predicted, measured }) => ({
      label: text("statistics.range", { from: Math.round(from * 100), to: Math.round(to * 100) }),
      values: [predicted, measured],
      texts: [formats.percent(predicted), formats.percent(measured), sg.number(count)],
    }));
    const heads = [
      text("statistics.predicted_range"),
      text("statistics.predicted"),
      text("statistics.measured"),
      text("statistics.reviews"),
    ];
    const scale = { name: text("statistics.recall"), most: 1, worded: formats.percent };
    part("recall").replaceChildren(
      ...(rows.length ? [sg.chart.figure(text("statistics.recall_compared"), heads, rows, scale)] : []),
    );
    part("recall-none").hidden = rows.length > 0;
  }

  /** @param {AnswersById} answers @param {WholeDeck|null} deck */
  function showHardest(answers, deck) {
    const bank = new Map(deck?.bank ?? []);
    const termOf = (/** @type {string} */ id) => bank.get(id) ?? sg.reviewLog.termOf(id);
    const rows = sg.stats.hardest(answers, termOf, HARDEST).map(({ term, missed, answers: all }) => {
      const [label, page] = (deck && sg.exams.nameOf(deck, term)) ?? [term, ""];
      return {
        label,
        href: page ? sg.exams.addressOf(page) : "",
        texts: [text("statistics.missed_of", { missed, total: all })],
      };
    });
    part("hardest").replaceChildren(
      ...(rows.length
        ? [sg.chart.table(text("statistics.missed_most"), [text("statistics.term"), text("statistics.missed")], rows)]
        : []),
    );
    part("hardest-none").hidden = rows.length > 0;
  }

  /** Returns an element that is on the page. @param {string} selector */
  function find(selector) {
    return /** @type {HTMLElement} */ (root.querySelector(selector));
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
