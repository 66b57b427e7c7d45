/* Progress on every page: due questions in the menu, and what is known of an exam, a path or a term.
 *
 * guide.js loads it where this browser has stored progress. Pages have hidden places for it:
 *
 *     <div class="sg-study" data-study="home"></div>            due now, the next step, the days until the exam
 *     <div class="sg-study" data-study="exam" data-id="...">    what is known, by domain
 *     <div class="sg-study" data-study="term" data-id="...">    the state of a term's questions
 *     <div class="sg-study" data-study="path"></div>            ticks at the steps `[data-term]`, and where to continue
 */
"use strict";
((sg) => {
  const { text, formats } = sg;
  /** Whether there was something to show on this page. */
  let isShown = false;
  const progress = sg.progress.open([], () => void show());
  const prefs = sg.prefs.open();
  prefs.watch(() => void show());
  document.addEventListener("studyguide:answered", () => (progress.refresh(), void show()));
  void show();

  async function show() {
    if (!progress.cards.size && !prefs.plan() && !isShown) return;
    isShown = true;
    const deck = await sg.exams.loadDeck();
    if (!deck) return;
    const now = Date.now();
    const left = prefs.leftOut(now);
    const ids = sg.exams.idsOf(deck);
    const due = ids.filter((id) => !left.has(id) && (progress.cards.get(id)?.due ?? Infinity) <= now);
    showMenu(deck, due.length);
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".sg-study[data-study]"))) {
      const { study = "", id = "" } = place.dataset;
      const content = progress.cards.size || prefs.plan() ? await CONTENTS[study]?.(id, deck, due.length, now) : null;
      place.replaceChildren(...(content ?? []));
      place.hidden = !content?.length;
    }
  }

  /**
   * Shows the count at the review's entry in the menu. Where the menu is closed, at its section, whose link leads to the
   * section's first page.
   * @param {WholeDeck} deck
   * @param {number} due
   */
  function showMenu(deck, due) {
    const links = /** @type {HTMLAnchorElement[]} */ ([
      ...document.querySelectorAll(".md-nav--primary .md-nav__link[href]"),
    ]);
    const to = (/** @type {string} */ page) =>
      links.filter(({ href }) => href.split(/[?#]/)[0] === sg.exams.addressOf(page));
    const entries = to(deck.pages.review).length ? to(deck.pages.review) : to(deck.pages.section);
    for (const old of document.querySelectorAll(".sg-due")) old.remove();
    if (due)
      for (const link of entries)
        link.append(
          sg.card.element("span", { className: "sg-due", textContent: ` ${text("progress.due", { count: due })}` }),
        );
  }

  /** @type {Record<string, (id: string, deck: WholeDeck, due: number, now: number) => Promise<Element[]|null>>} */
  const CONTENTS = { home: ofHome, exam: ofExam, term: ofTerm, path: ofPath };

  /** @param {string} _id @param {WholeDeck} deck @param {number} due @param {number} now */
  async function ofHome(_id, deck, due, now) {
    const lines = [
      paragraph(due ? text("progress.due_now", { count: due }) : text("progress.nothing_due"), [
        text(due ? "progress.review_due" : "progress.review_new"),
        sg.exams.addressOf(deck.pages.review),
      ]),
    ];
    const plan = prefs.plan();
    const exam = plan && (await sg.exams.load(plan.exam));
    if (!plan || !exam) return lines;
    const days = sg.days.until(plan.date, now);
    const { total } = sg.knowledge.ofExam(exam, progress.cards, now);
    const known = { exam: exam.label, known: total.known, total: total.terms };
    const says = days ? text("progress.exam_in", { count: days, ...known }) : text("progress.exam_today", known);
    if (days >= 0) lines.push(paragraph(says, [text("progress.plan_today"), sg.exams.addressOf(deck.pages.plan)]));
    const next = sg.examOrder.unasked(exam, progress.cards)[0];
    const term = exam.terms.find(({ id }) => id === next?.term);
    if (term) lines.push(paragraph(text("progress.next_step"), [term.name, sg.exams.addressOf(term.page)]));
    return lines;
  }

  /** @param {string} id @param {WholeDeck} deck @param {number} _due @param {number} now */
  async function ofExam(id, deck, _due, now) {
    const exam = await sg.exams.load(id);
    if (!exam) return null;
    const { domains, total } = sg.knowledge.ofExam(exam, progress.cards, now);
    const heads = [text("progress.domain"), text("progress.known"), text("progress.asked"), text("progress.terms")];
    const rows = exam.domains.map(({ name }, at) => ({
      label: name,
      texts: [domains[at].known, domains[at].asked, domains[at].terms].map(sg.number),
    }));
    const plan = prefs.plan();
    const isPlanned = plan?.exam === id && sg.days.until(plan.date, now) >= 0;
    const address = `${sg.exams.addressOf(deck.pages.plan)}?exam=${id}`;
    return [
      paragraph(text("progress.terms_known", { known: total.known, total: total.terms }), [
        text(isPlanned ? "progress.plan_today" : "progress.make_plan"),
        address,
      ]),
      sg.chart.table("", heads, rows),
    ];
  }

  /** @param {string} id @param {WholeDeck} deck @param {number} _due @param {number} now */
  async function ofTerm(id, deck, _due, now) {
    const ids = [
      ...(deck.cards[id] ?? []).map((kind) => `${id}.${kind}`),
      ...deck.bank.filter(([, term]) => term === id).map(([card]) => card),
    ];
    const cards = ids.flatMap((card) => progress.cards.get(card) ?? []);
    const recalled = sg.knowledge.ofTerm({ cards: ids }, progress.cards, now);
    if (recalled === null) return null;
    const next = Math.min(...cards.map(({ due }) => due));
    const asked = { asked: cards.length, total: ids.length, share: formats.percent(recalled) };
    const says =
      next <= now
        ? text("progress.asked_due", asked)
        : text("progress.asked_until", { ...asked, when: formats.ahead(next - now) });
    return [paragraph(says, [text("progress.review_these"), `${sg.exams.addressOf(deck.pages.review)}?page=${id}`])];
  }

  /** @param {string} _id @param {WholeDeck} deck @param {number} _due @param {number} now */
  async function ofPath(_id, deck, _due, now) {
    const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".sg-steps > [data-term]")]);
    const isKnown = steps.map(({ dataset: { term = "" } }) => {
      const ids = (deck.cards[term] ?? []).map((kind) => `${term}.${kind}`);
      return (sg.knowledge.ofTerm({ cards: ids }, progress.cards, now) ?? 0) >= sg.knowledge.KNOWN;
    });
    steps.forEach((step, at) => {
      step.querySelector(".sg-known")?.remove();
      if (isKnown[at])
        step.append(
          sg.card.element("small", { className: "sg-known", textContent: ` ${text("progress.step_known")}` }),
        );
    });
    const link = steps[isKnown.indexOf(false)]?.querySelector("a");
    const count = isKnown.filter(Boolean).length;
    if (!count) return null;
    return [
      paragraph(
        text("progress.steps_known", { known: count, total: steps.length }),
        link ? [text("progress.continue", { name: link.textContent ?? "" }), link.href] : null,
      ),
    ];
  }

  /** @param {string} says @param {string[]|null} link Text and address. */
  function paragraph(says, link) {
    const element = sg.card.element("p", { textContent: link ? `${says} ` : says });
    if (link) element.append(sg.card.element("a", { textContent: link[0], href: link[1] }));
    return element;
  }
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
