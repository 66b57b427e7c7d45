/* The review page: asks one question after the other and keeps what is learned. Needs the scripts named above it.
 *
 * Keys work while the focus is in the review: Space shows the answer, A B C D choose, 1 missed, 2 got it, U takes back,
 * S skips, E or Escape ends.
 */
"use strict";
/** @typedef {{id: string, content: Content, since: number, revealed: boolean}} Shown The question on the page. */
((sg) => {
  const { Rating } = sg.fsrs;
  const { phrases, text } = sg;
  /** @type {Record<string, number>} */
  const RATINGS = { missed: Rating.AGAIN, got: Rating.GOOD };
  /** @type {Record<string, string>} */
  const KEYS = { " ": "reveal", 1: "missed", 2: "got", u: "undo", s: "skip", e: "end", escape: "end" };
  const PACE = { leastS: 2, mostS: 120, weight: 0.1 };
  const MAX_NEW = 999;

  const root = find(document, "#sg-review");
  const part = (/** @type {string} */ name) => find(root, `[data-part="${name}"]`);
  const limit = /** @type {HTMLInputElement} */ (find(root, "#sg-limit"));
  const exams = /** @type {HTMLOptionElement[]} */ ([...root.querySelectorAll("#sg-scope [data-terms]")]);
  const deck = sg.deck.read(
    find(document, "#sg-areas"),
    exams,
    document.querySelector("#sg-bank"),
    document.querySelector("#sg-notes"),
  );
  const progress = sg.progress.open(
    deck.map(({ id }) => id),
    changedElsewhere,
  );
  const prefs = sg.prefs.open();
  const scopes = sg.reviewScopes.open(root, deck, progress, prefs);
  const storage = sg.reviewStorage.open(part, progress, prefs, say);

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
    suspend: () => leaveOut(prefs.suspend, text("review.suspended")),
    bury: () => leaveOut((id) => prefs.bury(id, Date.now()), text("review.buried")),
    missed: () => rate(RATINGS.missed),
    got: () => rate(RATINGS.got),
    overview: () => (overview(), scopes.focus()),
    backup: storage.saveBackup,
  };

  scopes.addPlan().then((isAdded) => isAdded && !session && replan());
  limit.value = String(progress.settings.limit);
  root.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement|null} */ (target instanceof Element ? target.closest("[data-do]") : null);
    ACTIONS[button?.dataset.do ?? ""]?.();
  });
  root.addEventListener("keydown", onKey);
  part("start").addEventListener("submit", start);
  part("start").addEventListener("input", replan);
  find(root, "#sg-file").addEventListener("change", ({ target }) =>
    storage.restore(/** @type {HTMLInputElement} */ (target)).then(() => session || replan()),
  );
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

  /* Overview */

  function overview() {
    [session, shown, past] = [null, null, []];
    view("start");
    replan();
  }

  function replan() {
    const wanted = limit.valueAsNumber;
    if (Number.isInteger(wanted) && wanted >= 0 && wanted <= MAX_NEW && wanted !== progress.settings.limit)
      progress.set({ limit: wanted });
    const offered = scopes.plan(Date.now());
    part("plan").textContent = planText(offered);
    part("go").hidden = !offered.due.length && !offered.fresh.length;
    part("new-limit").hidden = ["cram", "weak"].includes(scopes.mode()) || scopes.isPlanned();
    const left = prefs.leftOut(Date.now()).size;
    part("left-out").hidden = !left;
    part("left-out-count").textContent = text("review.left_out", { count: left });
    storage.show();
  }

  /** @param {Plan} offered */
  function planText(offered) {
    const size = offered.due.length + offered.fresh.length;
    const seconds = sg.session.duration(offered, progress.settings.pace);
    const mode = scopes.mode();
    if (mode === "due") return phrases.planned(offered, seconds, Date.now());
    return phrases.offered(/** @type {FreeMode} */ (mode), size, seconds);
  }

  function changedElsewhere() {
    say(text(progress.cards.size ? "progress.changed" : "progress.deleted"));
    if (!session) replan();
  }

  /* Session */

  /** @param {Event} event */
  async function start(event) {
    event.preventDefault();
    const offered = scopes.plan(Date.now());
    const ids = new Set([...offered.due, ...offered.fresh]);
    if (!ids.size) return replan();
    try {
      await sg.deck.load(deck.filter(({ id }) => ids.has(id)).map(({ file }) => file));
    } catch {
      return say(text("progress.offline"));
    }
    session = sg.session.begin(offered);
    isCramming = scopes.mode() === "cram";
    if (progress.trouble !== "newer") scopes.keep();
    say("");
    ask();
  }

  function ask() {
    const id = session && sg.session.current(session, progress.cards, Date.now());
    const content = id === null ? undefined : sg.deck.content(id);
    if (!session || id === null || !content) return end();
    shown = { id, content, since: Date.now(), revealed: false };
    view("card");
    const left = sg.session.remaining(session);
    const closed = scopes.closedBecause(id);
    const position = text("review.position", { answered: session.answers, left });
    part("count").textContent = closed ? `${position} (${closed})` : position;
    const { issues = "" } = root.dataset;
    const link = /** @type {HTMLAnchorElement} */ (part("report"));
    link.hidden = !issues;
    if (issues) link.href = sg.issueAddress(issues, id, content.question.textContent ?? "");
    buttonOf("undo").disabled = !past.length;
    sg.card.ask(part, content, reveal, say);
  }

  /** @param {(id: string) => StorageError} choose @param {string} says */
  function leaveOut(choose, says) {
    if (!session || !shown) return;
    const error = choose(shown.id);
    past.push({ session, undo: () => {} });
    session = sg.session.skipped(session, shown.id);
    say(error ? phrases.trouble(error) : says);
    ask();
  }

  function release() {
    prefs.release();
    say(text("review.released"));
    replan();
  }

  /** @param {Choice} [option] @param {HTMLButtonElement} [button] */
  function reveal(option, button) {
    if (!shown || shown.revealed) return;
    shown.revealed = true;
    const result = option ?? sg.answers.verdict(part("choices"), shown.content);
    for (const [name, rating] of Object.entries(RATINGS)) {
      const card = sg.reviewLog.reviewed(progress.cards.get(shown.id) ?? null, rating, Date.now());
      part(`${name}-wait`).textContent = sg.formats.span(scopes.waitOf(card));
      buttonOf(name).classList.toggle("sg-suggested", result?.right === (name === "got"));
    }
    sg.card.reveal(part, shown.content, result, button);
    for (const name of Object.keys(RATINGS)) part(`${name}-wait`).hidden = isCramming;
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
    storage.show();
    document.dispatchEvent(new Event("studyguide:answered"));
    const when = sg.formats.ahead(scopes.waitOf(card));
    say(text(rating === Rating.AGAIN ? "review.missed_until" : "review.got_until", { when }));
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
    say(text(isMissed ? "review.crammed_missed" : "review.crammed_got"));
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
    if (!last) return say(text("review.nothing_to_undo"));
    last.undo();
    session = last.session;
    storage.show();
    say(text("review.taken_back"));
    ask();
  }

  function skip() {
    if (!session || !shown) return;
    past.push({ session, undo: () => {} });
    session = sg.session.skipped(session, shown.id);
    say(text("review.skipped"));
    ask();
  }

  function end() {
    if (!session) return;
    const { answers, missed } = session;
    const isOver = sg.session.current(session, progress.cards, Date.now()) === null;
    const open = isOver ? 0 : sg.session.remaining(session);
    const rest = open ? text("review.rest", { count: open }) : planText(scopes.plan(Date.now()));
    view("done");
    part("done-title").textContent = text(open ? "review.paused" : "review.done");
    part("resume").hidden = !open;
    part("result").textContent = sg.formats.joined(
      text("review.result", { answered: answers, missed: missed.length }),
      rest,
    );
    const contents = missed.flatMap((id) => sg.deck.content(id) ?? []);
    const links = contents.map(({ name, href }) => sg.card.entry(href, name));
    part("missed").hidden = !links.length;
    part("missed-list").replaceChildren(...links);
    storage.remind();
    part("back").hidden = !past.length;
    shown = null;
    part("done-title").focus();
  }

  function resume() {
    if (session) ask();
  }

  /* Keys and panels */

  function wipe() {
    if (!storage.wipe()) return;
    limit.value = String(progress.settings.limit);
    overview();
    document.dispatchEvent(new Event("studyguide:answered"));
    say(text("progress.all_deleted"));
  }

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

  /** @param {string} says */
  function say(says) {
    part("says").textContent = says;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
