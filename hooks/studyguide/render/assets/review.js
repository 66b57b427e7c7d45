/* The review page: asks one question after the other and keeps what is learned. Needs the scripts named above it.
 *
 * Keys work while the focus is in the review: Space shows the answer, A B C choose, 1 missed, 2 got it, U takes back,
 * S skips, E or Escape ends.
 */
"use strict";
((sg) => {
  const { Grade } = sg.fsrs;
  const { phrases } = sg;
  const GRADES = { missed: Grade.AGAIN, got: Grade.GOOD };
  const KEYS = { " ": "reveal", 1: "missed", 2: "got", u: "undo", s: "skip", e: "end", escape: "end" };
  const REMIND_MS = 7 * 86_400_000;
  const MINUTE_MS = 60_000;
  const PACE = { leastS: 2, mostS: 120, weight: 0.1 };
  const MAX_NEW = 999;

  const root = document.getElementById("sg-review");
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const scope = root.querySelector("#sg-scope");
  const limit = root.querySelector("#sg-limit");
  const deck = sg.deck.read(document.getElementById("sg-areas"), [...scope.querySelectorAll("[data-terms]")]);
  const progress = sg.progress.open(changedElsewhere);

  /** The session under way, those before each answer, and the question shown; null when none is. */
  let session = null;
  let past = [];
  let shown = null;

  const ACTIONS = {
    reveal, undo, skip, end, wipe,
    missed: () => grade(GRADES.missed),
    got: () => grade(GRADES.got),
    overview: () => (overview(), scope.focus()),
    backup: saveBackup,
  };

  chooseScope(new URLSearchParams(location.search));
  limit.value = progress.settings.limit;
  root.addEventListener("click", (event) => ACTIONS[event.target.closest("[data-do]")?.dataset.do]?.());
  root.addEventListener("keydown", onKey);
  part("start").addEventListener("submit", start);
  part("start").addEventListener("input", replan);
  root.querySelector("#sg-file").addEventListener("change", restore);
  addEventListener("focus", () => session || replan());
  overview();

  /** `?page=TERM`, `?family=ID` and `?exam=ID` open the page at that scope. */
  function chooseScope(asked) {
    const first = deck.find(({ term }) => term === asked.get("page"));
    if (first) {
      const option = new Option(`One page: ${first.term}`, `page:${first.term}`);
      scope.prepend(option);
      sg.deck.load([first.family]).then(() => (option.text = `One page: ${sg.deck.content(first.id).name}`), () => {});
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
    tellKept();
  }

  function planText(planned) {
    return phrases.planned(planned, sg.session.duration(planned, progress.settings.pace), Date.now());
  }

  function tellKept() {
    const text = phrases.TROUBLE[progress.trouble];
    if (part("trouble").textContent !== text) part("trouble").textContent = text;
    part("trouble").hidden = !text;
    part("kept").textContent = phrases.kept(progress.cards.size, progress.settings.backedUp, Date.now());
  }

  function changedElsewhere() {
    say(progress.cards.size ? phrases.CHANGED : phrases.DELETED);
    if (!session) replan();
  }

  /* Session */

  async function start(event) {
    event.preventDefault();
    const planned = plan();
    const ids = new Set([...planned.due, ...planned.fresh]);
    if (!ids.size) return replan();
    try {
      await sg.deck.load(deck.filter(({ id }) => ids.has(id)).map(({ family }) => family));
    } catch {
      return say(phrases.OFFLINE);
    }
    session = sg.session.begin(planned);
    say("");
    ask();
  }

  function ask() {
    const id = sg.session.current(session, progress.cards, Date.now());
    if (id === null) return end();
    shown = { id, content: sg.deck.content(id), since: Date.now(), revealed: false };
    view("card");
    part("count").textContent = `${session.answers} answered, ${session.queue.length + session.again.length} to go`;
    root.querySelector('[data-do="undo"]').disabled = !past.length;
    sg.card.ask(part, shown.content, reveal);
  }

  function reveal(option, button) {
    if (shown.revealed) return;
    shown.revealed = true;
    for (const [name, worth] of Object.entries(GRADES)) {
      const { due, last } = sg.session.learned(progress.cards.get(shown.id), worth, Date.now());
      part(`${name}-wait`).textContent = phrases.span(due - last);
      root.querySelector(`[data-do="${name}"]`).classList.toggle("sg-suggested", option?.right === (name === "got"));
    }
    sg.card.reveal(part, shown.content, option, button);
  }

  function grade(worth) {
    if (!shown?.revealed) return;
    const { id, since } = shown;
    const before = progress.cards.get(id) ?? null;
    const after = sg.session.learned(before, worth, Date.now());
    past.push({ session, undo: () => progress.put(id, before) });
    progress.put(id, after);
    measure((Date.now() - since) / 1000);
    session = sg.session.answered(session, id, worth, after);
    tellKept();
    say(`${worth === Grade.AGAIN ? "Missed" : "Got it"}: back in ${phrases.span(after.due - after.last)}.`);
    ask();
  }

  /** How long an answer takes is learned slowly; a question left lying is not counted. */
  function measure(seconds) {
    const { pace } = progress.settings;
    if (seconds >= PACE.leastS && seconds <= PACE.mostS) progress.set({ pace: pace + PACE.weight * (seconds - pace) });
  }

  function undo() {
    const last = past.pop();
    if (!last) return say("There is nothing to take back.");
    last.undo();
    session = last.session;
    tellKept();
    say("Taken back.");
    ask();
  }

  function skip() {
    past.push({ session, undo: () => {} });
    session = sg.session.skipped(session, shown.id);
    say("Skipped for this time.");
    ask();
  }

  function end() {
    const { answers, missed } = session;
    view("done");
    part("result").textContent = `${answers} answered, ${missed.length} missed. ${planText(plan())}`;
    const links = missed.map(sg.deck.content).map(({ name, href }) => sg.card.entry(href, name));
    part("missed").hidden = !links.length;
    part("missed-list").replaceChildren(...links);
    part("remind").hidden = !progress.cards.size || Date.now() - progress.settings.backedUp < REMIND_MS;
    part("back").hidden = !past.length;
    tellKept();
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
    tellKept();
    say(`A backup of ${phrases.counted(progress.cards.size, "question")} was handed to the browser as ${download}.`);
  }

  async function restore({ target }) {
    const [file] = target.files;
    if (!file) return;
    const result = progress.restore(await file.text());
    target.value = "";
    if (!session) replan();
    say(phrases.restored(result));
  }

  function wipe() {
    const { size } = progress.cards;
    if (!size) return say("There is nothing to delete.");
    if (!confirm(`Delete the progress on ${phrases.counted(size, "question")}? Only a backup brings it back.`)) return;
    progress.wipe();
    limit.value = progress.settings.limit;
    overview();
    say("All progress was deleted from this browser.");
  }

  /* Keys and panels */

  function onKey(event) {
    const { target, key } = event;
    if (!shown || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select")) return;
    if (key === " " && target.closest("a, button, summary")) return;
    const choice = shown.revealed ? undefined : part("choices").children["abc".indexOf(key.toLowerCase())];
    const action = ACTIONS[KEYS[key.toLowerCase()]];
    if (!choice && !action) return;
    event.preventDefault();
    event.stopPropagation(); // the theme has keys of its own, S among them
    if (choice) choice.click();
    else action();
  }

  function view(name) {
    for (const panel of ["start", "card", "done"]) part(panel).hidden = panel !== name;
  }

  function say(text) {
    part("says").textContent = text;
  }
})((globalThis.studyguide ??= {}));
