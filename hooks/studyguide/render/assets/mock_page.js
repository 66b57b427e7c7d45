/* The page of the mock exam: `?exam=<id>` chooses the exam. What is answered is stored, so that it goes on after a reload.
 *
 * Needs the scripts named above it.
 */
"use strict";
((sg) => {
  const MINUTE_MS = 60_000;
  const WARN_MS = 5 * MINUTE_MS;
  const { text, formats } = sg;
  const { Rating } = sg.fsrs;
  const HINTS = /** @type {const} */ ({
    single: "quiz.single",
    multiple: "quiz.multiple",
    ordering: "quiz.ordering",
    matching: "quiz.matching",
  });
  const ANSWERED = /** @type {const} */ ({ plain: "mock.state_answered", marked: "mock.state_answered_marked" });
  const OPEN = /** @type {const} */ ({ plain: "mock.state_open", marked: "mock.state_open_marked" });
  const TROUBLE = /** @type {const} */ ({ blocked: "mock.storage_blocked", full: "mock.storage_full" });

  const root = /** @type {HTMLElement} */ (document.querySelector("#sg-mock"));
  const part = (/** @type {string} */ name) => find(`[data-part="${name}"]`);
  const select = /** @type {HTMLSelectElement} */ (root.querySelector("#sg-mock-exam"));
  const store = sg.mockStore.open();
  /** @type {MockState|null} */
  let state = store.state();
  /** @type {ExamData|null} */
  let exam = null;
  let shownAt = 0;
  let isWarned = false;

  /** @type {Record<string, () => void>} */
  const ACTIONS = {
    start: () => void start(),
    resume: () => void resume(),
    mark,
    overview,
    back,
    previous: () => go((state?.at ?? 0) - 1),
    next: () => go((state?.at ?? 0) + 1),
    finish: () => finishAsked(),
    discard: () => (save(null), view("start"), describe()),
    again: () => (view("start"), describe()),
  };
  root.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement|null} */ (target instanceof Element ? target.closest("[data-do]") : null);
    ACTIONS[button?.dataset.do ?? ""]?.();
  });
  root.addEventListener("change", ({ target }) => {
    if (target === select) void describe();
    else if (target instanceof Element && part("choices").contains(target)) keep();
  });
  setInterval(tick, 1000);
  const wanted = new URLSearchParams(location.search).get("exam") ?? "";
  if ([...select.options].some(({ value }) => value === wanted)) select.value = wanted;
  if (state) select.value = state.exam;
  void describe();

  /* Before */

  async function describe() {
    exam = await sg.exams.load(select.value);
    part("start").hidden = false;
    part("resume").hidden = !state;
    part("begin").hidden = Boolean(state) || !exam;
    if (!exam) return void (part("about").textContent = text("progress.offline"));
    const { questions, minutes, passing, label } = exam;
    const [score, total] = passing.map(String);
    part("about").textContent = formats.joined(
      text("mock.size", { exam: label, questions, minutes }),
      passing.length ? text("mock.passing", { score, total }) : "",
    );
    if (state) {
      const answered = { answered: answeredCount(), total: state.questions.length };
      part("left").textContent = text("mock.left", { ...answered, time: timeLeft() });
    }
    const records = store.records().filter((record) => record.exam === select.value);
    part("records").replaceChildren(
      ...records.map(({ time, right, total }) => {
        const textContent = text("mock.record", { date: formats.day(time), right, total });
        return sg.card.element("li", { textContent });
      }),
    );
    part("earlier").hidden = !records.length;
  }

  async function start() {
    if (!exam) return;
    const answers = openProgress().answers();
    const last = new Map([...answers].map(([id, list]) => [id, list.at(-1)?.time ?? 0]));
    const questions = sg.mock.compose(exam, last, Math.random);
    if (!(await loadContents(questions))) return;
    const now = Date.now();
    const orders = Object.fromEntries(
      questions.map(({ id }) => {
        const places = contentOf(id).options.map(({ place }) => place);
        return [id, sg.mock.shuffled(places, Math.random)];
      }),
    );
    const ends = now + exam.minutes * MINUTE_MS;
    save({ exam: exam.id, started: now, ends, questions, orders, answers: {}, spent: {}, marked: [], at: 0 });
    ask();
  }

  async function resume() {
    if (!state) return;
    exam = await sg.exams.load(state.exam);
    if (!exam || !(await loadContents(state.questions))) return;
    if (Date.now() >= state.ends) return finish();
    ask();
  }

  /** @param {MockQuestion[]} questions */
  async function loadContents(questions) {
    try {
      await sg.deck.load(questions.map(({ file }) => file));
    } catch {
      say(text("progress.offline"));
      return false;
    }
    const gone = questions.filter(({ id }) => !sg.deck.content(id));
    if (!gone.length || !state) return true;
    const left = state.questions.filter((one) => !gone.includes(one));
    save(left.length ? { ...state, questions: left, at: 0 } : null);
    if (!left.length) void describe();
    return left.length > 0;
  }

  /* During */

  function ask() {
    if (!state) return;
    const { id } = state.questions[state.at];
    const content = contentOf(id);
    view("card");
    shownAt = Date.now();
    sg.card.showQuestion(part, content);
    const order = state.orders[id] ?? [];
    part("choices").replaceChildren(...sg.mockControls.controls(content, order, state.answers[id], moved));
    part("type").textContent = text(HINTS[/** @type {keyof typeof HINTS} */ (content.type)]);
    show();
    part("question").focus();
  }

  /** @param {number} place @param {number} total */
  function moved(place, total) {
    say(text("quiz.moved", { place, total }));
    keep();
  }

  function show() {
    if (!state) return;
    const { questions, at, marked } = state;
    showPosition(state);
    button("mark").setAttribute("aria-pressed", String(marked.includes(questions[at].id)));
    button("previous").disabled = at === 0;
    button("next").disabled = at === questions.length - 1;
    tick();
  }

  /** @param {number} at */
  function go(at) {
    if (!state || at < 0 || at >= state.questions.length) return;
    keep();
    save({ ...state, at });
    say("");
    ask();
  }

  function mark() {
    if (!state) return;
    const { id } = state.questions[state.at];
    const isMarked = state.marked.includes(id);
    save({ ...state, marked: isMarked ? state.marked.filter((other) => other !== id) : [...state.marked, id] });
    say(text(isMarked ? "mock.unmarked" : "mock.marked"));
    show();
  }

  /** Stores the answer on the page and the time it took so far. */
  function keep() {
    if (!state || part("card").hidden) return;
    const { id } = state.questions[state.at];
    const now = Date.now();
    const spent = { ...state.spent, [id]: (state.spent[id] ?? 0) + now - shownAt };
    shownAt = now;
    const answer = sg.mockControls.answerOf(part("choices"), contentOf(id));
    const answers = { ...state.answers };
    if (answer) answers[id] = answer;
    else delete answers[id];
    save({ ...state, spent, answers });
    showPosition(state);
  }

  /** @param {MockState} shown */
  function showPosition({ at, questions }) {
    const position = { number: at + 1, total: questions.length, answered: answeredCount() };
    part("count").textContent = text("mock.position", position);
  }

  /** Shows the list of questions with what is open and what is marked. */
  function overview() {
    if (!state) return;
    keep();
    const { answers, marked, questions } = state;
    view("list");
    part("questions").replaceChildren(
      ...questions.map(({ id }, at) => {
        const states = answers[id] ? ANSWERED : OPEN;
        const textContent = text(marked.includes(id) ? states.marked : states.plain, { number: at + 1 });
        const control = sg.card.element("button", { type: "button", textContent });
        control.addEventListener("click", () => go(at));
        const item = document.createElement("li");
        item.append(control);
        return item;
      }),
    );
    part("list-title").focus();
  }

  function back() {
    ask();
  }

  function tick() {
    if (!state || part("start").hidden === false || !part("result").hidden) return;
    part("time").textContent = timeLeft();
    if (Date.now() >= state.ends) finish();
    else if (!isWarned && state.ends - Date.now() < WARN_MS) {
      isWarned = true;
      say(text("mock.five_minutes"));
    }
  }

  function timeLeft() {
    const seconds = Math.max(0, Math.ceil(((state?.ends ?? 0) - Date.now()) / 1000));
    const [minutes, rest] = [String(Math.floor(seconds / 60)), String(seconds % 60).padStart(2, "0")];
    return text("mock.time_left", { minutes, seconds: rest });
  }

  function finishAsked() {
    if (!state) return;
    keep();
    const open = state.questions.length - answeredCount();
    if (open && !confirm(text("mock.finish_open", { count: open }))) return;
    finish();
  }

  /* After */

  /** Ends the exam: shows the result, logs every answer, and stores the result. */
  function finish() {
    if (!state || !exam) return;
    keep();
    const { questions, answers, spent, orders } = state;
    const rights = questions.map(({ id }) => Boolean(answers[id]) && sg.mock.isRight(contentOf(id), answers[id]));
    const progress = openProgress();
    questions.forEach(({ id }, at) => {
      if (answers[id] || spent[id]) progress.answer(id, rights[at] ? Rating.GOOD : Rating.AGAIN, spent[id] ?? 0);
    });
    document.dispatchEvent(new Event("studyguide:answered"));
    const result = sg.mock.result(exam, questions, rights);
    const record = { exam: exam.id, time: Date.now(), right: result.right, total: result.total };
    store.addRecord(record);
    save(null);
    view("result");
    say("");
    const { right, total } = result;
    part("score").textContent = formats.joined(
      text("mock.score", { right, total, share: formats.percent(right / Math.max(1, total)) }),
      text("mock.score_says"),
    );
    part("domains").replaceChildren(
      sg.mockResult.tableOf(text("mock.by_domain"), result.domains),
      sg.mockResult.tableOf(text("mock.by_objective"), result.objectives),
    );
    part("reasons").replaceChildren(
      ...questions.map(({ id }, at) =>
        sg.mockResult.reasons(contentOf(id), at, answers[id] ?? [], rights[at], orders[id] ?? []),
      ),
    );
    part("result-title").focus();
  }

  /* Storage and panels */

  function openProgress() {
    return sg.progress.open([], () => {});
  }

  /** @param {MockState|null} changed */
  function save(changed) {
    state = changed;
    const error = store.save(changed);
    part("trouble").hidden = !error;
    if (error) part("trouble").textContent = text(TROUBLE[error]);
  }

  function answeredCount() {
    return Object.keys(state?.answers ?? {}).length;
  }

  /** @param {string} id */
  function contentOf(id) {
    return /** @type {Content} */ (sg.deck.content(id));
  }

  /** @param {string} action */
  function button(action) {
    return /** @type {HTMLButtonElement} */ (root.querySelector(`[data-do="${action}"]`));
  }

  /** @param {string} name */
  function view(name) {
    for (const panel of ["start", "card", "list", "result"]) part(panel).hidden = panel !== name;
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
