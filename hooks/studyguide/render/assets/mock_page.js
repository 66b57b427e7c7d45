/* The page of the mock exam: `?exam=<id>` chooses the exam. What is answered is stored, so that it goes on after a reload.
 *
 * Stored as `mock` (the exam under way) and `mocks` (results). Needs the scripts named above it.
 */
"use strict";
/**
 * @typedef {object} MockState The exam under way.
 * @property {string} exam
 * @property {number} started
 * @property {number} ends
 * @property {MockQuestion[]} questions
 * @property {Record<string, number[]>} orders For each question, the places of its parts as they are shown.
 * @property {Record<string, number[]>} answers For each question that was answered, see `mock.isRight`.
 * @property {Record<string, number>} spent Milliseconds for each question.
 * @property {string[]} marked Ids to come back to.
 * @property {number} at Index of the question on the page.
 *
 * @typedef {{exam: string, time: number, right: number, total: number}} MockRecord
 */
((sg) => {
  const STATE = "mock";
  const RECORDS = "mocks";
  const MINUTE_MS = 60_000;
  const WARN_MS = 5 * MINUTE_MS;
  const { phrases } = sg;
  const { Rating } = sg.fsrs;

  const root = /** @type {HTMLElement} */ (document.querySelector("#sg-mock"));
  const part = (/** @type {string} */ name) => find(`[data-part="${name}"]`);
  const select = /** @type {HTMLSelectElement} */ (root.querySelector("#sg-mock-exam"));
  const store = sg.store.open(sg.store.guideId());
  /** @type {MockState|null} */
  let state = storedState();
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
    if (!exam) return void (part("about").textContent = phrases.OFFLINE);
    const { questions, minutes, passing, label } = exam;
    const pass = passing.length ? ` The real exam passes at ${passing[0]} of ${passing[1]} on a scale of its own.` : "";
    part("about").textContent = `${label}: ${questions} questions in ${minutes} minutes.${pass}`;
    if (state) part("left").textContent = `${answeredCount()} of ${state.questions.length} answered, ${timeLeft()}.`;
    const records = storedRecords().filter((record) => record.exam === select.value);
    part("records").replaceChildren(
      ...records.map(({ time, right, total }) => {
        const text = `${new Date(time).toLocaleDateString()}: ${right} of ${total} right`;
        return sg.card.element("li", { textContent: text });
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
      say(phrases.OFFLINE);
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
    part("question").replaceChildren(...copies(content.question));
    part("choices").replaceChildren(...controls(content, state.orders[id] ?? [], state.answers[id]));
    part("type").textContent = TYPE_HINTS[content.type] ?? "";
    show();
    part("question").focus();
  }

  function show() {
    if (!state) return;
    const { questions, at, marked } = state;
    part("count").textContent = `Question ${at + 1} of ${questions.length}, ${answeredCount()} answered`;
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
    ask();
  }

  function mark() {
    if (!state) return;
    const { id } = state.questions[state.at];
    const isMarked = state.marked.includes(id);
    save({ ...state, marked: isMarked ? state.marked.filter((other) => other !== id) : [...state.marked, id] });
    say(isMarked ? "No longer marked for review." : "Marked for review.");
    show();
  }

  /** Stores the answer on the page and the time it took so far. */
  function keep() {
    if (!state || part("card").hidden) return;
    const { id } = state.questions[state.at];
    const now = Date.now();
    const spent = { ...state.spent, [id]: (state.spent[id] ?? 0) + now - shownAt };
    shownAt = now;
    const answer = answerOf(contentOf(id));
    const answers = { ...state.answers };
    if (answer) answers[id] = answer;
    else delete answers[id];
    save({ ...state, spent, answers });
    part("count").textContent = `Question ${state.at + 1} of ${state.questions.length}, ${answeredCount()} answered`;
  }

  /** Shows the list of questions with what is open and what is marked. */
  function overview() {
    if (!state) return;
    keep();
    const { answers, marked, questions } = state;
    view("list");
    part("questions").replaceChildren(
      ...questions.map(({ id }, at) => {
        const states = [answers[id] ? "answered" : "open", ...(marked.includes(id) ? ["marked"] : [])].join(", ");
        const control = sg.card.element("button", { type: "button", textContent: `${at + 1} ${states}` });
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
      say("Five minutes left.");
    }
  }

  function timeLeft() {
    const seconds = Math.max(0, Math.ceil(((state?.ends ?? 0) - Date.now()) / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left`;
  }

  function finishAsked() {
    if (!state) return;
    keep();
    const open = state.questions.length - answeredCount();
    if (open && !confirm(`${phrases.counted(open, "question")} without an answer. Finish all the same?`)) return;
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
    store.write(RECORDS, [...storedRecords(), record]);
    save(null);
    view("result");
    const percent = Math.round((result.right / Math.max(1, result.total)) * 100);
    part("score").textContent =
      `${result.right} of ${result.total} right, ${percent} %. ` +
      "Missed questions come back in the review; those that you did not reach are not counted there.";
    part("domains").replaceChildren(tableOf("By domain", result.domains), tableOf("By objective", result.objectives));
    part("reasons").replaceChildren(
      ...questions.map(({ id }, at) => reasons(contentOf(id), at, answers[id] ?? [], rights[at], orders[id] ?? [])),
    );
    part("result-title").focus();
  }

  /** @param {string} caption @param {MockPart[]} parts */
  function tableOf(caption, parts) {
    const rows = parts.map(({ name, right, total }) => ({ label: name, texts: [`${right} of ${total}`] }));
    return sg.chart.table(caption, ["What", "Right"], rows);
  }

  /**
   * Returns a question with its answer and the reason for each option.
   * @param {Content} content
   * @param {number} at
   * @param {number[]} answer
   * @param {boolean} right
   * @param {number[]} order
   */
  function reasons(content, at, answer, right, order) {
    const details = sg.card.element("details", { className: "sg-keep", open: false });
    const verdict = right ? "Right" : answer.length ? "Missed" : "Not answered";
    const summary = sg.card.element("summary", {
      textContent: `${at + 1}. ${verdict}: ${content.question.textContent}`,
    });
    const list = sg.card.element("dl", { className: "sg-whys" });
    for (const place of content.type === "ordering" || content.type === "matching" ? content.options.keys() : order) {
      const option = content.options[place];
      const entry = document.createElement("div");
      if (option.right) entry.dataset.right = "";
      const chosen = content.type === "single" || content.type === "multiple" ? answer.includes(place) : false;
      const name = option.answer ? `${option.text} → ${option.answer}` : option.text;
      entry.append(
        sg.card.element("dt", { textContent: chosen ? `${name} (your choice)` : name }),
        sg.card.element("dd", { textContent: option.why }),
      );
      list.append(entry);
    }
    const answerShown = sg.card.element("div", {});
    answerShown.append(...copies(content.answer));
    const link = sg.card.element("a", { href: content.href, textContent: `Read ${content.name}` });
    details.append(summary, ...(content.options.length ? [list] : [answerShown]), link);
    return details;
  }

  /* Controls: their order is stored, and what is chosen is filled in again. */

  /** @type {Record<string, string>} */
  const TYPE_HINTS = {
    single: "Choose one answer.",
    multiple: "Choose all that apply, as the question says.",
    ordering: "Put the steps in order.",
    matching: "Choose an answer for each.",
  };

  /** @param {Content} content @param {number[]} order @param {number[]|undefined} answer */
  function controls({ type, options }, order, answer) {
    if (type === "ordering")
      return [
        steps(
          (answer ?? order).map((place) => options[place]),
          Boolean(answer),
        ),
      ];
    if (type === "matching")
      return options.map((option, at) =>
        pair(
          option,
          order.map((place) => options[place]),
          answer?.[at],
        ),
      );
    return order.map((place) =>
      choice(options[place], type === "multiple" ? "checkbox" : "radio", answer?.includes(place)),
    );
  }

  /** @param {Choice} option @param {string} type @param {boolean} [checked] */
  function choice({ text, place }, type, checked = false) {
    const label = sg.card.element("label", { className: "sg-choice" });
    label.append(sg.card.element("input", { type, name: "sg-mock-choice", value: String(place), checked }), ` ${text}`);
    return label;
  }

  /** @param {Choice} option @param {Choice[]} answers @param {number} [chosen] */
  function pair({ text }, answers, chosen) {
    const label = sg.card.element("label", { className: "sg-pair" });
    const control = sg.card.element("select", { ariaLabel: text });
    control.append(new Option("Choose", ""), ...answers.map(({ answer, place }) => new Option(answer, String(place))));
    control.value = chosen === undefined || chosen < 0 ? "" : String(chosen);
    label.append(sg.card.element("span", { textContent: text }), control);
    return label;
  }

  /** @param {Choice[]} options @param {boolean} isMoved */
  function steps(options, isMoved) {
    const list = sg.card.element("ol", { className: "sg-order" });
    if (isMoved) list.dataset.moved = "true";
    for (const { text, place } of options) {
      const item = document.createElement("li");
      item.dataset.place = String(place);
      item.append(
        sg.card.element("span", { textContent: text }),
        mover("↑", `Move up: ${text}`, () => item.previousElementSibling?.before(item)),
        mover("↓", `Move down: ${text}`, () => item.nextElementSibling?.after(item)),
      );
      list.append(item);
    }
    return list;

    /** @param {string} textContent @param {string} name @param {() => void} move */
    function mover(textContent, name, move) {
      const control = sg.card.element("button", { type: "button", textContent, ariaLabel: name });
      control.addEventListener("click", () => {
        move();
        list.dataset.moved = "true";
        control.focus();
        const at = [...list.children].indexOf(/** @type {Element} */ (control.parentElement)) + 1;
        say(`Now ${at} of ${list.children.length}.`);
        keep();
      });
      return control;
    }
  }

  /** Returns the answer on the page; null if there is none. @param {Content} content */
  function answerOf({ type }) {
    const form = part("choices");
    if (type === "ordering") {
      const list = /** @type {HTMLElement|null} */ (form.querySelector("[data-moved]"));
      return list && /** @type {HTMLElement[]} */ ([...list.children]).map(({ dataset }) => Number(dataset.place));
    }
    if (type === "matching") {
      const values = [...form.querySelectorAll("select")].map(({ value }) => (value === "" ? -1 : Number(value)));
      return values.some((value) => value >= 0) ? values : null;
    }
    const chosen = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(":checked")]);
    return chosen.length ? chosen.map(({ value }) => Number(value)) : null;
  }

  /* Storage and panels */

  function openProgress() {
    return sg.progress.open([], () => {});
  }

  /** @returns {MockState|null} */
  function storedState() {
    const value = store.read(STATE);
    const isWhole =
      Array.isArray(value?.questions) &&
      value.questions.length &&
      sg.reviewLog.isRecord(value.answers) &&
      sg.reviewLog.isRecord(value.orders) &&
      Array.isArray(value.marked) &&
      sg.reviewLog.isTime(value.ends);
    return isWhole ? { ...value, at: value.questions[value.at] ? value.at : 0, spent: value.spent ?? {} } : null;
  }

  /** @returns {MockRecord[]} */
  function storedRecords() {
    const value = store.read(RECORDS);
    return Array.isArray(value)
      ? value.filter((one) => sg.reviewLog.isRecord(one) && sg.reviewLog.isTime(one.time))
      : [];
  }

  /** @param {MockState|null} changed */
  function save(changed) {
    state = changed;
    const error = store.write(STATE, changed);
    part("trouble").hidden = !error;
    if (error)
      part("trouble").textContent = `This browser's storage is ${error}: the exam is lost when this page is closed.`;
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

  /** @param {Element} source */
  function copies(source) {
    return [...source.cloneNode(true).childNodes];
  }

  /** @param {string} name */
  function view(name) {
    for (const panel of ["start", "card", "list", "result"]) part(panel).hidden = panel !== name;
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
