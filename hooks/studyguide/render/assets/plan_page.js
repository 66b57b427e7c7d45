/* The page of the plan for an exam. `?exam=<id>` chooses the exam. Needs the scripts named above it. */
"use strict";
((sg) => {
  const { text, formats, phrases } = sg;
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
    say(error ? phrases.trouble(error) : text("plan.deleted"));
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
    if (!settings) return say(text("plan.faulty"));
    const days = sg.days.until(settings.date, Date.now());
    if (days < 0) return say(text("plan.day_over"));
    if (days > sg.forecast.MOST_DAYS) return say(text("plan.day_too_far"));
    const error = prefs.setPlan(settings);
    say(error ? phrases.trouble(error) : text("plan.saved"));
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
      return say(formats.joined(text("progress.offline"), text("plan.exam_gone", { exam: settings.exam })));
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
    part("countdown").textContent = countdown(exam.label, settings.date, days);
    const ids = fresh.map(({ id }) => id);
    const seconds = sg.session.duration({ due, fresh: ids, unseen: 0, next: null }, progress.settings.pace);
    const size = due.length + fresh.length;
    const time = formats.span(seconds * 1000);
    part("today").textContent = formats.joined(
      size ? text("plan.today_holds", { due: due.length, new: fresh.length, time }) : text("plan.nothing_left"),
      waiting ? text("plan.waiting", { count: waiting, minutes: settings.minutes }) : "",
      spent >= 60 ? text("plan.studied", { time: formats.span(spent * 1000) }) : "",
    );
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
    const day = Math.max(now, sg.days.examTime(settings.date));
    const { cards, load } = sg.forecast.forecast(exam, progress.cards, settings, pace, spent, now);
    const present = sg.knowledge.ofExam(exam, progress.cards, now);
    const stopped = sg.knowledge.ofExam(exam, progress.cards, day);
    const kept = sg.knowledge.ofExam(exam, cards, day);
    const heads = [
      text("plan.domain"),
      text("plan.known"),
      text("plan.known_if_stopped"),
      text("plan.known_if_kept"),
      text("plan.terms"),
      text("plan.asked"),
      text("plan.share"),
    ];
    const rows = exam.domains.map(({ name, weight }, at) => ({
      label: name,
      texts: [
        ...cells(present.domains[at], stopped.domains[at], kept.domains[at]),
        weight ? formats.percent(weight / 100) : "",
      ],
    }));
    const total = { label: text("plan.total"), texts: [...cells(present.total, stopped.total, kept.total), ""] };
    part("domains").replaceChildren(sg.chart.table(text("plan.likely"), heads, [...rows, total]));
    const [score, highest] = exam.passing.map(String);
    part("share").textContent = formats.joined(
      text("plan.expected", { kept: formats.percent(kept.share), stopped: formats.percent(stopped.share) }),
      exam.passing.length ? text("plan.passing", { score, total: highest }) : "",
    );
    const columns = [text("statistics.day"), text("statistics.answers")];
    part("load").replaceChildren(
      ...(load.length ? [sg.chart.figure(text("plan.load"), columns, sg.chart.dayRows(load, now))] : []),
    );
  }

  /** @param {string} label @param {string} day @param {number} count Days until the exam. */
  function countdown(label, day, count) {
    const names = { exam: label, date: formats.day(sg.days.examTime(day)) };
    if (count < 0) return text("plan.exam_was", names);
    return count ? text("plan.exam_in", { count, ...names }) : text("plan.exam_today", names);
  }

  /** @param {Knowledge} present @param {Knowledge} stopped @param {Knowledge} kept */
  function cells(present, stopped, kept) {
    return [present.known, stopped.known, kept.known, present.terms, present.asked].map(sg.number);
  }

  /** Returns an element that is on the page. @param {string} selector */
  function find(selector) {
    return /** @type {HTMLElement} */ (root.querySelector(selector));
  }

  /** @param {string} says */
  function say(says) {
    part("says").textContent = says;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
