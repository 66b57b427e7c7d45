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
  const REMIND_MS = 7 * 86_400_000;
  const MINUTE_MS = 60_000;
  const PACE = { leastS: 2, mostS: 120, weight: 0.1 };
  const MAX_NEW = 999;

  const root = find(document, "#sg-review");
  const part = (/** @type {string} */ name) => find(root, `[data-part="${name}"]`);
  const scope = /** @type {HTMLSelectElement} */ (find(root, "#sg-scope"));
  const limit = /** @type {HTMLInputElement} */ (find(root, "#sg-limit"));
  const exams = /** @type {HTMLOptionElement[]} */ ([...scope.querySelectorAll("[data-terms]")]);
  const deck = sg.deck.read(find(document, "#sg-areas"), exams, document.querySelector("#sg-bank"));
  const progress = sg.progress.open(deck.map(({ id }) => id), changedElsewhere);

  /** @type {Session|null} The session under way. */
  let session = null;
  /** @type {{session: Session, undo: () => void}[]} The sessions before each answer. */
  let past = [];
  /** @type {Shown|null} */
  let shown = null;

  /** @type {Record<string, () => void>} */
  const ACTIONS = {
    reveal, undo, skip, end, wipe,
    missed: () => rate(RATINGS.missed),
    got: () => rate(RATINGS.got),
    overview: () => (overview(), scope.focus()),
    backup: saveBackup,
  };

  chooseScope(new URLSearchParams(location.search));
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
   * `?page=TERM`, `?family=ID`, `?exam=ID` and `?bank=EXAM` open the page at that scope.
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
    scope.value = [...scope.options].map(({ value }) => value).find((value) => wanted.includes(value)) ?? "all";
  }

  /* Overview */

  function overview() {
    [session, shown, past] = [null, null, []];
    view("start");
    replan();
  }

  function plan() {
    return sg.session.plan(sg.session.within(deck, scope.value), progress.cards, progress.settings.limit, Date.now());
  }

  function replan() {
    const wanted = limit.valueAsNumber;
    if (Number.isInteger(wanted) && wanted >= 0 && wanted <= MAX_NEW && wanted !== progress.settings.limit)
      progress.set({ limit: wanted });
    const planned = plan();
    part("plan").textContent = planText(planned);
    part("go").hidden = !planned.due.length && !planned.fresh.length;
    tellStored();
  }

  /** @param {Plan} planned */
  function planText(planned) {
    return phrases.planned(planned, sg.session.duration(planned, progress.settings.pace), Date.now());
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
    const planned = plan();
    const ids = new Set([...planned.due, ...planned.fresh]);
    if (!ids.size) return replan();
    try {
      await sg.deck.load(deck.filter(({ id }) => ids.has(id)).map(({ file }) => file));
    } catch {
      return say(phrases.OFFLINE);
    }
    session = sg.session.begin(planned);
    say("");
    ask();
  }

  function ask() {
    const id = session && sg.session.current(session, progress.cards, Date.now());
    const content = id === null ? undefined : sg.deck.content(id);
    if (!session || id === null || !content) return end();
    shown = { id, content, since: Date.now(), revealed: false };
    view("card");
    part("count").textContent = `${session.answers} answered, ${session.queue.length + session.again.length} to go`;
    buttonOf("undo").disabled = !past.length;
    sg.card.ask(part, content, reveal, say);
  }

  /** @param {Choice} [option] @param {HTMLButtonElement} [button] */
  function reveal(option, button) {
    if (!shown || shown.revealed) return;
    shown.revealed = true;
    const result = option ?? sg.answers.verdict(part("choices"), shown.content);
    for (const [name, rating] of Object.entries(RATINGS)) {
      const { due, lastReview } = sg.reviewLog.reviewed(progress.cards.get(shown.id) ?? null, rating, Date.now());
      part(`${name}-wait`).textContent = phrases.span(due - lastReview);
      buttonOf(name).classList.toggle("sg-suggested", result?.right === (name === "got"));
    }
    sg.card.reveal(part, shown.content, result, button);
  }

  /** @param {number} rating */
  function rate(rating) {
    if (!session || !shown?.revealed) return;
    const { id, since } = shown;
    const duration = Date.now() - since;
    const time = progress.answer(id, rating, duration);
    const card = /** @type {StudiedCard} */ (progress.cards.get(id));
    past.push({ session, undo: () => progress.takeBack(id, time) });
    measure(duration / 1000);
    session = sg.session.answered(session, id, rating, card);
    tellStored();
    say(`${rating === Rating.AGAIN ? "Missed" : "Got it"}: back in ${phrases.span(card.due - card.lastReview)}.`);
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
    view("done");
    part("result").textContent = `${answers} answered, ${missed.length} missed. ${planText(plan())}`;
    const contents = missed.flatMap((id) => sg.deck.content(id) ?? []);
    const links = contents.map(({ name, href }) => sg.card.entry(href, name));
    part("missed").hidden = !links.length;
    part("missed-list").replaceChildren(...links);
    part("remind").hidden = !progress.cards.size || Date.now() - progress.settings.backedUp < REMIND_MS;
    part("back").hidden = !past.length;
    tellStored();
    shown = null;
    part("done-title").focus();
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
    limit.value = String(progress.settings.limit);
    overview();
    say("All progress was deleted from this browser.");
  }

  /* Keys and panels */

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key } = event;
    const target = /** @type {Element} */ (event.target);
    if (!shown || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select")) return;
    if (key === " " && target.closest("a, button, summary")) return;
    const choices = shown.revealed ? [] : /** @type {HTMLElement[]} */ ([...part("choices").querySelectorAll("button.sg-choice")]);
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
