/* The page of statistics: recall, answers per day, what comes, and the hardest terms. Needs the scripts named above it. */
"use strict";
((sg) => {
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
    part("sum").textContent =
      `${sg.phrases.counted(count, "answer")} to ${sg.phrases.counted(answers.size, "question")}.` +
      (overall.count
        ? ` Of ${sg.phrases.counted(overall.count, "review")} on a later day, ${percent(overall.measured)} were right; ${percent(overall.predicted)} were predicted.`
        : "");
    showRecall(answers);
    const perDay = sg.stats.answersPerDay(answers, now, DAYS);
    part("per-day").replaceChildren(
      sg.chart.figure(`Answers in the last ${DAYS} days`, ["Day", "Answers"], bars(perDay, now, 1 - DAYS)),
    );
    const due = sg.stats.duePerDay(cards, now, DAYS);
    part("due").replaceChildren(
      sg.chart.figure(`Questions that come back in the next ${DAYS} days`, ["Day", "Questions"], bars(due, now, 0)),
    );
    showHardest(answers, deck);
  }

  /** @param {AnswersById} answers */
  function showRecall(answers) {
    const bins = sg.stats.recallBins(answers);
    const rows = bins.map(({ from, to, count, predicted, measured }) => ({
      label: `${percent(from)} to ${percent(to)}`,
      values: [predicted, measured],
      texts: [percent(predicted), percent(measured), String(count)],
    }));
    const heads = ["Predicted recall", "Predicted, mean", "Measured", "Reviews"];
    part("recall").replaceChildren(
      ...(rows.length ? [sg.chart.figure("Predicted recall beside measured recall", heads, rows)] : []),
    );
    part("recall-none").hidden = rows.length > 0;
  }

  /** @param {AnswersById} answers @param {WholeDeck|null} deck */
  function showHardest(answers, deck) {
    const bank = new Map(deck?.bank ?? []);
    const termOf = (/** @type {string} */ id) => bank.get(id) ?? sg.reviewLog.termOf(id);
    const rows = sg.stats.hardest(answers, termOf, HARDEST).map(({ term, missed, answers: all }) => {
      const [label, page] = (deck && sg.exams.nameOf(deck, term)) ?? [term, ""];
      return { label, href: page ? sg.exams.addressOf(page) : "", texts: [`${missed} of ${all}`] };
    });
    part("hardest").replaceChildren(
      ...(rows.length ? [sg.chart.table("Terms missed most often", ["Term", "Missed"], rows)] : []),
    );
    part("hardest-none").hidden = rows.length > 0;
  }

  /** @param {number[]} counts @param {number} now @param {number} first Days from today to the first. */
  function bars(counts, now, first) {
    return counts.map((count, at) => {
      const day = new Date(now);
      day.setDate(day.getDate() + first + at);
      return { label: day.toLocaleDateString(), values: [count], texts: [String(count)] };
    });
  }

  /** Returns an element that is on the page. @param {string} selector */
  function find(selector) {
    return /** @type {HTMLElement} */ (root.querySelector(selector));
  }

  /** @param {number} share */
  function percent(share) {
    return `${Math.round(share * 100)} %`;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
