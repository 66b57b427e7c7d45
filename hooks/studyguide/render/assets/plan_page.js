/* The page of the plan for an exam. `?exam=<id>` chooses the exam. Needs the scripts named above it. */
"use strict";
((sg) => {
  const { phrases } = sg;
  const DAY_MS = 86_400_000;
  const USUAL_DAYS = 28;
  const USUAL_MINUTES = 20;

  const root = /** @type {HTMLElement} */ (document.querySelector("#sg-plan"));
  const part = (/** @type {string} */ name) => find(`[data-part="${name}"]`);
  const form = /** @type {HTMLFormElement} */ (part("form"));
  const exams = /** @type {HTMLSelectElement} */ (root.querySelector("#sg-plan-exam"));
  const date = /** @type {HTMLInputElement} */ (root.querySelector("#sg-plan-date"));
  const minutes = /** @type {HTMLInputElement} */ (root.querySelector("#sg-plan-minutes"));
  const retention = /** @type {HTMLInputElement} */ (root.querySelector("#sg-plan-retention"));
  const progress = sg.progress.open([], () => void show());
  const prefs = sg.prefs.open();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener("input", hideFaults);
  part("delete").addEventListener("click", () => {
    const error = prefs.setPlan(null);
    say(error ? phrases.TROUBLE[error] : "The plan was deleted. Your answers are kept.");
    void show();
  });
  prefs.watch(() => (fill(), void show()));
  addEventListener("focus", () => void show());
  fill();
  void show();

  function fill() {
    const stored = prefs.plan();
    const asked = new URLSearchParams(location.search).get("exam") ?? "";
    const choice = [asked, stored?.exam ?? ""].find((id) => [...exams.options].some(({ value }) => value === id));
    if (choice) exams.value = choice;
    const usual = new Date(Date.now() + USUAL_DAYS * DAY_MS);
    date.value = stored?.date ?? usual.toLocaleDateString("sv");
    date.min = new Date().toLocaleDateString("sv");
    minutes.value = String(stored?.minutes ?? USUAL_MINUTES);
    retention.value = String(Math.round((stored?.retention ?? sg.plan.RETENTION.usual) * 100));
  }

  function save() {
    const settings = sg.plan.validSettings({
      exam: exams.value,
      date: date.value,
      minutes: minutes.valueAsNumber,
      retention: retention.valueAsNumber / 100,
    });
    if (!settings) return say("The plan needs a day and minutes from 1 to 600; recall from 70 to 97 %.");
    if (sg.plan.daysUntil(settings.date, Date.now()) < 0) return say("This day is over. Choose the day of your exam.");
    if (sg.plan.daysUntil(settings.date, Date.now()) > sg.plan.MOST_DAYS) return say("Choose a day within a year.");
    const error = prefs.setPlan(settings);
    say(error ? phrases.TROUBLE[error] : "The plan is saved in this browser.");
    void show(settings);
    part("result").scrollIntoView({ block: "nearest" });
  }

  function hideFaults() {
    say("");
  }

  /** @param {PlanSettings|null} [settings] */
  async function show(settings = prefs.plan()) {
    part("result").hidden = part("delete").hidden = !settings;
    if (!settings) return;
    const exam = await sg.exams.load(settings.exam);
    if (!exam) {
      part("result").hidden = true;
      return say(`${phrases.OFFLINE} Or this guide has no exam “${settings.exam}” any more.`);
    }
    const now = Date.now();
    const { pace } = progress.settings;
    const spent = sg.stats.secondsToday(progress.answers(), now);
    const today = sg.plan.today(exam, progress.cards, settings, pace, spent, now, prefs.leftOut(now));
    showToday(exam, settings, today, spent);
    showForecast(exam, settings, pace, spent, now);
  }

  /**
   * @param {ExamData} exam
   * @param {PlanSettings} settings
   * @param {Today} today
   * @param {number} spent
   */
  function showToday(exam, settings, today, spent) {
    const { due, fresh, waiting, days } = today;
    part("countdown").textContent =
      days < 0
        ? `${exam.label} was on ${dated(settings.date)}. Set a new day, or delete the plan.`
        : `${exam.label} ${days === 0 ? "is today" : `in ${phrases.counted(days, "day")}`}, on ${dated(settings.date)}.`;
    const seconds = sg.session.duration(
      { due, fresh: fresh.map(({ id }) => id), unseen: 0, next: null },
      progress.settings.pace,
    );
    const size = due.length + fresh.length;
    const later = waiting
      ? ` ${phrases.counted(waiting, "due question")} more than fit into ${settings.minutes} minutes: they come first tomorrow.`
      : "";
    const done = spent >= 60 ? ` You have studied ${phrases.span(spent * 1000)} today.` : "";
    part("today").textContent = size
      ? `Today: ${due.length} to repeat, ${fresh.length} new, about ${phrases.span(seconds * 1000)}.${later}${done}`
      : `Nothing is left for today.${later}${done}`;
    part("go").hidden = !size;
    const names = new Map(exam.terms.map((term) => [term.id, term]));
    part("new-terms").replaceChildren(
      ...fresh.flatMap(({ term, closed }) => {
        const of = names.get(term);
        if (!of) return [];
        const item = sg.card.entry(sg.exams.addressOf(of.page), of.name);
        if (closed) item.append(` (${closed})`);
        return [item];
      }),
    );
    part("new").hidden = !fresh.length;
  }

  /**
   * @param {ExamData} exam
   * @param {PlanSettings} settings
   * @param {number} pace
   * @param {number} spent
   * @param {number} now
   */
  function showForecast(exam, settings, pace, spent, now) {
    const day = Math.max(now, sg.plan.examTime(settings.date));
    const { cards, load } = sg.plan.forecast(exam, progress.cards, settings, pace, spent, now);
    const present = sg.plan.knowledge(exam, progress.cards, now);
    const stopped = sg.plan.knowledge(exam, progress.cards, day);
    const kept = sg.plan.knowledge(exam, cards, day);
    const heads = [
      "Domain",
      "Share of the exam",
      "Terms",
      "Asked",
      "Known today",
      "Known on the day, if you stop",
      "Known on the day, if you keep to the plan",
    ];
    const rows = exam.domains.map(({ name, weight }, at) => ({
      label: name,
      texts: [weight ? `${weight} %` : "", ...cells(present.domains[at], stopped.domains[at], kept.domains[at])],
    }));
    const total = { label: "All", texts: ["", ...cells(present.total, stopped.total, kept.total)] };
    part("domains").replaceChildren(sg.chart.table("Terms that you are likely to recall", heads, [...rows, total]));
    const pass = exam.passing.length
      ? ` The exam passes at ${exam.passing[0]} of ${exam.passing[1]}, on a scale of its own that cannot be worked out from this share.`
      : "";
    part("share").textContent =
      `Weighted by domain, you are expected to recall ${percent(kept.share)} of the terms on the day if you keep to ` +
      `the plan, and ${percent(stopped.share)} if you stop now.${pass}`;
    const days = load.map((answers, at) => ({ label: labelOf(now, at), values: [answers], texts: [String(answers)] }));
    part("load").replaceChildren(
      ...(days.length ? [sg.chart.figure("Answers on each day until the exam", ["Day", "Answers"], days)] : []),
    );
  }

  /** @param {Knowledge} present @param {Knowledge} stopped @param {Knowledge} kept */
  function cells(present, stopped, kept) {
    return [present.terms, present.asked, present.known, stopped.known, kept.known].map(String);
  }

  /** @param {number} now @param {number} day */
  function labelOf(now, day) {
    return new Date(new Date(now).setDate(new Date(now).getDate() + day)).toLocaleDateString();
  }

  /** @param {string} day */
  function dated(day) {
    return new Date(sg.plan.examTime(day)).toLocaleDateString();
  }

  /** @param {number} share */
  function percent(share) {
    return `${Math.round(share * 100)} %`;
  }

  /** Returns an element that is on the page. @param {string} selector */
  function find(selector) {
    return /** @type {HTMLElement} */ (root.querySelector(selector));
  }

  /** @param {string} text */
  function say(text) {
    part("says").textContent = text;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
