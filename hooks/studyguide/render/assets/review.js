/* The review page: asks one question after the other and keeps what is learned. Needs the scripts named above it.
 *
 * Keys work while the focus is in the review: Space shows the answer, A B C D choose, 1 missed, 2 got it, U takes back,
 * S skips, E or Escape ends.
 */
"use strict";
/** @typedef {{id: string, content: Content, since: number, revealed: boolean}} Shown The question on the page. */
((sg) => {
  const { Rating } = sg.fsrs;
  const { phrases } = sg;
  /** @type {Record<string, number>} */
  const RATINGS = { missed: Rating.AGAIN, got: Rating.GOOD };
  /** @type {Record<string, string>} */
  const KEYS = { " ": "reveal", 1: "missed", 2: "got", u: "undo", s: "skip", e: "end", escape: "end" };
  const PLANNED = "plan:today";
  const REMIND_MS = 7 * 86_400_000;
  const MINUTE_MS = 60_000;
  const PACE = { leastS: 2, mostS: 120, weight: 0.1 };
  const MAX_NEW = 999;
  /** With fewer questions answered there is little to lose, and no word of backups. */
  const AT_STAKE = 20;

  const root = find(document, "#sg-review");
  const part = (/** @type {string} */ name) => find(root, `[data-part="${name}"]`);
  const scope = /** @type {HTMLSelectElement} */ (find(root, "#sg-scope"));
  const limit = /** @type {HTMLInputElement} */ (find(root, "#sg-limit"));
  const exams = /** @type {HTMLOptionElement[]} */ ([...scope.querySelectorAll("[data-terms]")]);
  const deck = sg.deck.read(
    find(document, "#sg-areas"),
    exams,
    document.querySelector("#sg-bank"),
    document.querySelector("#sg-notes"),
  );
  const mode = /** @type {HTMLSelectElement} */ (find(root, "#sg-mode"));
  const progress = sg.progress.open(
    deck.map(({ id }) => id),
    changedElsewhere,
  );
  const prefs = sg.prefs.open();
  /** @type {ExamData|null} The exam that the learner has a plan for. */
  let planned = null;

  /** @type {Session|null} The session under way. */
  let session = null;
  /** @type {{session: Session, undo: () => void}[]} The sessions before each answer. */
  let past = [];
  /** @type {Shown|null} */
  let shown = null;
  /** Whether the answers of the session change no schedule. */
  let isCramming = false;

  /** @type {Record<string, () => void>} */
  const ACTIONS = {
    reveal,
    undo,
    skip,
    end,
    wipe,
    resume,
    release,
    suspend: () => leaveOut(prefs.suspend, "It is not asked again until you say so on the overview."),
    bury: () => leaveOut((id) => prefs.bury(id, Date.now()), "It is not asked again today."),
    missed: () => rate(RATINGS.missed),
    got: () => rate(RATINGS.got),
    overview: () => (overview(), scope.focus()),
    backup: saveBackup,
  };

  chooseScope(new URLSearchParams(location.search));
  void addPlan();
  limit.value = String(progress.settings.limit);
  root.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement|null} */ (target instanceof Element ? target.closest("[data-do]") : null);
    ACTIONS[button?.dataset.do ?? ""]?.();
  });
  root.addEventListener("keydown", onKey);
  part("start").addEventListener("submit", start);
  part("start").addEventListener("input", replan);
  find(root, "#sg-file").addEventListener("change", restore);
  addEventListener("focus", () => session || replan());
  overview();

  /**
   * Returns an element that is on the page.
   * @param {ParentNode} below
   * @param {string} selector
   */
  function find(below, selector) {
    return /** @type {HTMLElement} */ (below.querySelector(selector));
  }

  /** @param {string} action @returns {HTMLButtonElement} */
  function buttonOf(action) {
    return /** @type {HTMLButtonElement} */ (find(root, `[data-do="${action}"]`));
  }

  /**
   * `?page=TERM`, `?family=ID`, `?exam=ID`, `?bank=EXAM` and `?notes=all` open the page at that scope.
   * @param {URLSearchParams} asked
   */
  function chooseScope(asked) {
    const first = deck.find(({ term }) => term === asked.get("page"));
    if (first) {
      const option = new Option(`One page: ${first.term}`, `page:${first.term}`);
      scope.prepend(option);
      const rename = () => void (option.text = `One page: ${sg.deck.content(first.id)?.name ?? first.term}`);
      sg.deck.load([first.file]).then(rename, () => {});
    }
    const wanted = [...asked].map(([what, id]) => `${what}:${id}`);
    const values = [...scope.options].map(({ value }) => value);
    const { scope: last, mode: lastMode } = prefs.read();
    scope.value = values.find((value) => wanted.includes(value)) ?? (values.includes(last) ? last : "all");
    if (!wanted.length && [...mode.options].some(({ value }) => value === lastMode)) mode.value = lastMode;
  }

  /** Adds today's session of the plan for an exam to the scopes, and chooses it if the address or the last visit says so. */
  async function addPlan() {
    const settings = prefs.plan();
    planned = settings && (await sg.exams.load(settings.exam));
    if (!planned) return;
    scope.prepend(new Option(`Today’s plan for ${planned.label}`, PLANNED));
    const asked = new URLSearchParams(location.search);
    if (asked.has("plan") || (!asked.size && prefs.read().scope === PLANNED)) scope.value = PLANNED;
    if (!session) replan();
  }

  /* Overview */

  function overview() {
    [session, shown, past] = [null, null, []];
    view("start");
    replan();
  }

  function plan() {
    const now = Date.now();
    const left = prefs.leftOut(now);
    const { limit: most } = progress.settings;
    const asked = sg.session.within(deck, scope.value).filter(({ id }) => !left.has(id));
    if (scope.value === PLANNED && mode.value === "due") return planOfToday(now, left);
    const inPlan = scope.value === PLANNED && planned ? new Set(planned.terms.map(({ id }) => id)) : null;
    const items = inPlan ? asked.filter(({ term }) => inPlan.has(term)) : asked;
    if (mode.value === "ahead") return sg.session.ahead(items, progress.cards, most, now);
    if (mode.value === "cram") return sg.session.cram(items);
    if (mode.value === "weak") return sg.session.weak(items, progress.cards, now);
    return sg.session.plan(items, progress.cards, most, now);
  }

  /** @param {number} now @param {Set<string>} left @returns {Plan} */
  function planOfToday(now, left) {
    const settings = prefs.plan();
    if (!planned || !settings) return { due: [], fresh: [], unseen: 0, next: null };
    const spent = sg.stats.secondsToday(progress.answers(), now);
    const { due, fresh } = sg.plan.today(planned, progress.cards, settings, progress.settings.pace, spent, now, left);
    const known = new Set(deck.map(({ id }) => id));
    const ids = fresh.map(({ id }) => id).filter((id) => known.has(id));
    return { due: due.filter((id) => known.has(id)), fresh: ids, unseen: 0, next: null };
  }

  function replan() {
    const wanted = limit.valueAsNumber;
    if (Number.isInteger(wanted) && wanted >= 0 && wanted <= MAX_NEW && wanted !== progress.settings.limit)
      progress.set({ limit: wanted });
    const offered = plan();
    part("plan").textContent = planText(offered);
    part("go").hidden = !offered.due.length && !offered.fresh.length;
    part("new-limit").hidden = mode.value === "cram" || mode.value === "weak" || scope.value === PLANNED;
    const left = prefs.leftOut(Date.now()).size;
    part("left-out").hidden = !left;
    part("left-out-count").textContent = `${phrases.counted(left, "question")} suspended or put off until tomorrow.`;
    tellStored();
  }

  /** @param {Plan} offered */
  function planText(offered) {
    const size = offered.due.length + offered.fresh.length;
    const seconds = sg.session.duration(offered, progress.settings.pace);
    if (mode.value === "due") return phrases.planned(offered, seconds, Date.now());
    return size ? phrases.offered(mode.value, size, seconds) : phrases.NOTHING[mode.value];
  }

  function tellStored() {
    const text = [phrases.TROUBLE[progress.trouble], phrases.unreadable(progress.lost)].filter(Boolean).join(" ");
    if (part("trouble").textContent !== text) part("trouble").textContent = text;
    part("trouble").hidden = !text;
    part("kept").textContent = phrases.stored(progress.cards.size, progress.settings.backedUp, Date.now());
  }

  function changedElsewhere() {
    say(progress.cards.size ? phrases.CHANGED : phrases.DELETED);
    if (!session) replan();
  }

  /* Session */

  /** @param {Event} event */
  async function start(event) {
    event.preventDefault();
    const offered = plan();
    const ids = new Set([...offered.due, ...offered.fresh]);
    if (!ids.size) return replan();
    try {
      await sg.deck.load(deck.filter(({ id }) => ids.has(id)).map(({ file }) => file));
    } catch {
      return say(phrases.OFFLINE);
    }
    session = sg.session.begin(offered);
    isCramming = mode.value === "cram";
    if (progress.trouble !== "newer") prefs.set({ scope: scope.value, mode: mode.value });
    say("");
    ask();
  }

  function ask() {
    const id = session && sg.session.current(session, progress.cards, Date.now());
    const content = id === null ? undefined : sg.deck.content(id);
    if (!session || id === null || !content) return end();
    shown = { id, content, since: Date.now(), revealed: false };
    view("card");
    part("count").textContent =
      `${session.answers} answered, ${sg.session.remaining(session, progress.cards)} to go${closedNote(id)}`;
    showReport(id, content);
    buttonOf("undo").disabled = !past.length;
    sg.card.ask(part, content, reveal, say);
  }

  /** Returns in brackets that what a question is about can no longer be chosen. @param {string} id */
  function closedNote(id) {
    const closed = planned?.terms.find(({ cards }) => cards.includes(id))?.closed;
    return closed ? ` (${closed})` : "";
  }

  /** @param {string} id @param {Content} content */
  function showReport(id, content) {
    const { issues = "" } = root.dataset;
    const link = /** @type {HTMLAnchorElement} */ (part("report"));
    link.hidden = !issues;
    if (!issues) return;
    const address = new URL(issues);
    const body = `Question \`${id}\`:\n\n> ${content.question.textContent}\n\nWhat is wrong:\n`;
    const isGitLab = address.pathname.includes("/-/");
    address.searchParams.set(isGitLab ? "issue[title]" : "title", `Question ${id}`);
    address.searchParams.set(isGitLab ? "issue[description]" : "body", body);
    link.href = address.href;
  }

  /** @param {(id: string) => StorageError} choose @param {string} text */
  function leaveOut(choose, text) {
    if (!session || !shown) return;
    const error = choose(shown.id);
    past.push({ session, undo: () => {} });
    session = sg.session.skipped(session, shown.id);
    say(error ? phrases.TROUBLE[error] : text);
    ask();
  }

  function release() {
    prefs.release();
    say("All questions are asked again.");
    replan();
  }

  /** @param {Choice} [option] @param {HTMLButtonElement} [button] */
  function reveal(option, button) {
    if (!shown || shown.revealed) return;
    shown.revealed = true;
    const result = option ?? sg.answers.verdict(part("choices"), shown.content);
    for (const [name, rating] of Object.entries(RATINGS)) {
      const card = sg.reviewLog.reviewed(progress.cards.get(shown.id) ?? null, rating, Date.now());
      part(`${name}-wait`).textContent = phrases.span(waitOf(card));
      buttonOf(name).classList.toggle("sg-suggested", result?.right === (name === "got"));
    }
    sg.card.reveal(part, shown.content, result, button);
    for (const name of Object.keys(RATINGS)) part(`${name}-wait`).hidden = isCramming;
  }

  /** Returns how long a question waits; in the plan's session by the desired recall of the plan. @param {Card} card */
  function waitOf(card) {
    const settings = scope.value === PLANNED ? prefs.plan() : null;
    return (settings ? sg.plan.dueAt(card, settings.retention) : card.due) - card.lastReview;
  }

  /** @param {number} rating */
  function rate(rating) {
    if (!session || !shown?.revealed) return;
    const { id, since } = shown;
    const duration = Date.now() - since;
    if (isCramming) return crammed(id, rating);
    const time = progress.answer(id, rating, duration);
    const card = /** @type {StudiedCard} */ (progress.cards.get(id));
    past.push({ session, undo: () => progress.takeBack(id, time) });
    measure(duration / 1000);
    session = sg.session.answered(session, id, rating, card);
    tellStored();
    document.dispatchEvent(new Event("studyguide:answered"));
    say(`${rating === Rating.AGAIN ? "Missed" : "Got it"}: back in ${phrases.span(waitOf(card))}.`);
    ask();
  }

  /** Goes on without logging the answer; what was missed comes again at the end. @param {string} id @param {number} rating */
  function crammed(id, rating) {
    if (!session) return;
    past.push({ session, undo: () => {} });
    const isMissed = rating === Rating.AGAIN;
    const rest = sg.session.skipped(session, id);
    const missed = isMissed && !rest.missed.includes(id) ? [...rest.missed, id] : rest.missed;
    session = { ...rest, queue: isMissed ? [...rest.queue, id] : rest.queue, answers: rest.answers + 1, missed };
    say(isMissed ? "Missed: it comes again in this session." : "Got it.");
    ask();
  }

  /**
   * Learns slowly how long an answer takes; a question left lying is not counted.
   * @param {number} seconds
   */
  function measure(seconds) {
    const { pace } = progress.settings;
    if (seconds >= PACE.leastS && seconds <= PACE.mostS) progress.set({ pace: pace + PACE.weight * (seconds - pace) });
  }

  function undo() {
    const last = past.pop();
    if (!last) return say("There is nothing to take back.");
    last.undo();
    session = last.session;
    tellStored();
    say("Taken back.");
    ask();
  }

  function skip() {
    if (!session || !shown) return;
    past.push({ session, undo: () => {} });
    session = sg.session.skipped(session, shown.id);
    say("Skipped for this time.");
    ask();
  }

  function end() {
    if (!session) return;
    const { answers, missed } = session;
    const open =
      sg.session.current(session, progress.cards, Date.now()) === null
        ? 0
        : sg.session.remaining(session, progress.cards);
    const rest = open
      ? `${phrases.counted(open, "answer")} of this session ${open === 1 ? "is" : "are"} left.`
      : planText(plan());
    view("done");
    part("done-title").textContent = open ? "Paused" : "Done for now";
    part("resume").hidden = !open;
    part("result").textContent = `${answers} answered, ${missed.length} missed. ${rest}`;
    const contents = missed.flatMap((id) => sg.deck.content(id) ?? []);
    const links = contents.map(({ name, href }) => sg.card.entry(href, name));
    part("missed").hidden = !links.length;
    part("missed-list").replaceChildren(...links);
    const isAtStake = progress.cards.size >= AT_STAKE;
    part("remind").hidden = !isAtStake || Date.now() - progress.settings.backedUp < REMIND_MS;
    part("remind-text").textContent = phrases.reminder(progress.settings.backedUp, Date.now());
    if (isAtStake) void askToPersist();
    part("back").hidden = !past.length;
    tellStored();
    shown = null;
    part("done-title").focus();
  }

  function resume() {
    if (session) ask();
  }

  /** Asks the browser once, when there is something to lose, not to delete what this guide stores. */
  async function askToPersist() {
    if (progress.trouble || prefs.read().persistAsked || !navigator.storage?.persist) return;
    prefs.set({ persistAsked: true });
    const isKept = await navigator.storage.persist().catch(() => false);
    say(isKept ? phrases.PERSISTED : phrases.NOT_PERSISTED);
  }

  /* Backup */

  function saveBackup() {
    const now = Date.now();
    const file = new Blob([progress.backup(now)], { type: "application/json" });
    const download = `studyguide-progress-${new Date(now).toISOString().slice(0, 10)}.json`;
    const link = sg.card.element("a", { href: URL.createObjectURL(file), download });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), MINUTE_MS);
    progress.set({ backedUp: now });
    part("remind").hidden = true;
    tellStored();
    say(`A backup of ${phrases.counted(progress.cards.size, "question")} was handed to the browser as ${download}.`);
  }

  /** @param {Event} event */
  async function restore({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    const file = input.files?.[0];
    if (!file) return;
    const result = progress.restore(await file.text());
    input.value = "";
    if (!session) replan();
    say(phrases.restored(result));
  }

  function wipe() {
    const { size } = progress.cards;
    if (!size) return say("There is nothing to delete.");
    if (!confirm(`Delete the progress on ${phrases.counted(size, "question")}? Only a backup brings it back.`)) return;
    if (!progress.wipe()) return say(phrases.TROUBLE[progress.trouble]);
    prefs.clear();
    limit.value = String(progress.settings.limit);
    overview();
    document.dispatchEvent(new Event("studyguide:answered"));
    say("All progress was deleted from this browser.");
  }

  /* Keys and panels */

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key } = event;
    const target = /** @type {Element} */ (event.target);
    if (
      !shown ||
      part("card").hidden ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.closest("input, select")
    )
      return;
    if (key === " " && target.closest("a, button, summary")) return;
    const choices = shown.revealed
      ? []
      : /** @type {HTMLElement[]} */ ([...part("choices").querySelectorAll("button.sg-choice")]);
    const choice = choices["abcd".indexOf(key.toLowerCase())];
    const action = ACTIONS[KEYS[key.toLowerCase()]];
    if (!choice && !action) return;
    event.preventDefault();
    event.stopPropagation(); // the theme has keys of its own, S among them
    if (choice) choice.click();
    else action();
  }

  /** @param {string} name */
  function view(name) {
    for (const panel of ["start", "card", "done"]) part(panel).hidden = panel !== name;
  }

  /** @param {string} text */
  function say(text) {
    part("says").textContent = text;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
