/* What the review asks: the chosen part of the questions and the chosen way, as a plan. Needs session.js and plan.js. */
"use strict";
((sg) => {
  const { text } = sg;
  /** Value of the scope that is today's session of the plan for an exam. */
  const PLANNED = "plan:today";

  /**
   * Opens the fields with which a learner chooses what is asked.
   * @param {HTMLElement} root
   * @param {DeckItem[]} deck
   * @param {Progress} progress
   * @param {ReturnType<Studyguide["prefs"]["open"]>} prefs
   */
  function open(root, deck, progress, prefs) {
    const scope = /** @type {HTMLSelectElement} */ (root.querySelector("#sg-scope"));
    const mode = /** @type {HTMLSelectElement} */ (root.querySelector("#sg-mode"));
    /** @type {ExamData|null} The exam that the learner has a plan for. */
    let exam = null;
    choose(new URLSearchParams(location.search));

    /**
     * `?page=TERM`, `?family=ID`, `?exam=ID`, `?bank=EXAM` and `?notes=all` open the page at that scope.
     * @param {URLSearchParams} asked
     */
    function choose(asked) {
      const first = deck.find(({ term }) => term === asked.get("page"));
      if (first) addPage(first);
      const wanted = [...asked].map(([what, id]) => `${what}:${id}`);
      const values = [...scope.options].map(({ value }) => value);
      const { scope: last, mode: lastMode } = prefs.read();
      scope.value = values.find((value) => wanted.includes(value)) ?? (values.includes(last) ? last : "all");
      if (!wanted.length && [...mode.options].some(({ value }) => value === lastMode)) mode.value = lastMode;
    }

    /** Adds the questions of one term to the scopes. @param {DeckItem} first */
    function addPage(first) {
      const option = new Option(text("review.one_page", { name: first.term }), `page:${first.term}`);
      const rename = () => {
        const name = sg.deck.content(first.id)?.name ?? first.term;
        option.text = text("review.one_page", { name });
      };
      scope.prepend(option);
      sg.deck.load([first.file]).then(rename, () => {});
    }

    /** Adds today's session of the plan to the scopes, and chooses it if the address or the last visit says so. */
    async function addPlan() {
      const settings = prefs.plan();
      exam = settings && (await sg.exams.load(settings.exam));
      if (!exam) return false;
      scope.prepend(new Option(text("review.plan_today", { exam: exam.label }), PLANNED));
      const asked = new URLSearchParams(location.search);
      if (asked.has("plan") || (!asked.size && prefs.read().scope === PLANNED)) scope.value = PLANNED;
      return true;
    }

    /** Returns what the choices ask for now. @param {number} now @returns {Plan} */
    function plan(now) {
      const left = prefs.leftOut(now);
      const { limit } = progress.settings;
      const asked = sg.session.within(deck, scope.value).filter(({ id }) => !left.has(id));
      if (scope.value === PLANNED && mode.value === "due") return planOfToday(now, left);
      const inPlan = scope.value === PLANNED && exam ? new Set(exam.terms.map(({ id }) => id)) : null;
      const items = inPlan ? asked.filter(({ term }) => inPlan.has(term)) : asked;
      if (mode.value === "ahead") return sg.session.ahead(items, progress.cards, limit, now);
      if (mode.value === "cram") return sg.session.cram(items);
      if (mode.value === "weak") return sg.session.weak(items, progress.cards, now);
      return sg.session.plan(items, progress.cards, limit, now);
    }

    /** @param {number} now @param {Set<string>} left @returns {Plan} */
    function planOfToday(now, left) {
      const settings = prefs.plan();
      if (!exam || !settings) return { due: [], fresh: [], unseen: 0, next: null };
      const spent = sg.stats.secondsToday(progress.answers(), now);
      const { due, fresh } = sg.plan.today(exam, progress.cards, settings, progress.settings.pace, spent, now, left);
      const known = new Set(deck.map(({ id }) => id));
      const ids = fresh.map(({ id }) => id).filter((id) => known.has(id));
      return { due: due.filter((id) => known.has(id)), fresh: ids, unseen: 0, next: null };
    }

    /** Returns how long a question waits; in the plan's session by the desired recall of the plan. @param {Card} card */
    function waitOf(card) {
      const settings = scope.value === PLANNED ? prefs.plan() : null;
      return (settings ? sg.plan.dueAt(card, settings.retention) : card.due) - card.lastReview;
    }

    /** Returns why what a question is about can no longer be chosen; "" if it can. @param {string} id */
    function closedBecause(id) {
      return exam?.terms.find(({ cards }) => cards.includes(id))?.closed ?? "";
    }

    return Object.freeze({
      addPlan,
      plan,
      waitOf,
      closedBecause,
      focus: () => scope.focus(),
      isPlanned: () => scope.value === PLANNED,
      mode: () => mode.value,
      keep: () => prefs.set({ scope: scope.value, mode: mode.value }),
    });
  }

  sg.reviewScopes = Object.freeze({ open });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
