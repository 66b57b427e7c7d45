/* What is asked, and in which order. Values in, values out: a session is never changed, each answer makes a new one.
 *
 * Needs fsrs.js and days.js. `cards` is a Map from ids to the states of the cards that have been asked.
 */
"use strict";
/**
 * @typedef {object} Session
 * @property {string[]} queue Ids not asked yet.
 * @property {string[]} again Ids asked and still being learned.
 * @property {number} answers
 * @property {string[]} missed Ids, in the order they were missed.
 *
 * @typedef {Map<string, StudiedCard>} Cards
 *
 * @typedef {object} Plan What a deck has for now.
 * @property {string[]} due Ids that are due.
 * @property {string[]} fresh New ids that the day still allows.
 * @property {number} unseen How many were never asked.
 * @property {number|null} next When the next one is due.
 */
((sg) => {
  const { State, Rating } = sg.fsrs;
  const AHEAD_MS = 20 * 60_000;
  /** Other terms asked between two questions about one, where there are enough. */
  const APART = 3;
  /** A new question is asked twice before it is known for a day. */
  const ROUNDS_OF_NEW = 2;
  const AHEAD_COUNT = 30;
  /** Below this chance of recall a question is a weak spot. */
  const WEAK = 0.8;

  /**
   * Returns the part of a deck that a scope names.
   * @param {DeckItem[]} deck
   * @param {string} scope "all", "family:ID", "exam:ID", "bank:EXAM", "notes:all" or "page:TERM"; all for a scope of another kind.
   */
  function within(deck, scope) {
    const colon = scope.indexOf(":");
    const [what, id] = [scope.slice(0, colon), scope.slice(colon + 1)];
    if (what === "page") return deck.filter((item) => item.term === id);
    if (what === "family") return deck.filter((item) => item.family === id);
    if (what === "bank") return deck.filter((item) => item.id.startsWith("bank:") && item.exams.includes(id));
    if (what === "notes") return deck.filter((item) => item.id.startsWith("note:"));
    if (what === "exam") return deck.filter((item) => item.exams.includes(id));
    return deck;
  }

  /**
   * Returns what a deck has for now. A term gives one new question a day, since one gives away the answer of the next,
   * unless it alone is studied.
   * @param {DeckItem[]} deck
   * @param {Cards} cards
   * @param {number} limit New questions a day.
   * @param {number} now
   * @returns {Plan}
   */
  function plan(deck, cards, limit, now) {
    const seen = deck.filter((item) => cards.has(item.id)).sort((a, b) => dueOf(cards, a.id) - dueOf(cards, b.id));
    const due = seen.filter((item) => dueOf(cards, item.id) <= now);
    const unseen = deck.filter((item) => !cards.has(item.id));
    const today = begunSince(cards, sg.days.startOfDay(now));
    const room = Math.max(0, limit - today.length);
    const termsOf = new Map(deck.map(({ id, term }) => [id, term]));
    const terms = new Set(today.map((id) => termsOf.get(id) ?? sg.reviewLog.termOf(id)));
    const single = deck.every((item) => item.term === deck[0].term);
    const fresh = unseen.filter(({ term }) => single || (!terms.has(term) && terms.add(term))).slice(0, room);
    const later = seen.find((item) => dueOf(cards, item.id) > now);
    const next = later ? dueOf(cards, later.id) : null;
    return { due: apart(due), fresh: apart(fresh), unseen: unseen.length, next };
  }

  /**
   * Returns what there is to study beyond what is due: what comes back soonest, and new questions.
   * @param {DeckItem[]} deck
   * @param {Cards} cards
   * @param {number} limit New questions.
   * @param {number} now
   * @returns {Plan}
   */
  function ahead(deck, cards, limit, now) {
    const seen = deck
      .filter(({ id }) => dueOf(cards, id) > now)
      .sort((a, b) => dueOf(cards, a.id) - dueOf(cards, b.id));
    const unseen = deck.filter(({ id }) => !cards.has(id));
    const terms = new Set();
    const fresh = unseen.filter(({ term }) => !terms.has(term) && terms.add(term)).slice(0, limit);
    return { due: apart(seen.slice(0, AHEAD_COUNT)), fresh: apart(fresh), unseen: unseen.length, next: null };
  }

  /**
   * Returns every question of a deck, for a session that changes no schedule.
   * @param {DeckItem[]} deck
   * @returns {Plan}
   */
  function cram(deck) {
    return { due: apart(sg.deck.shuffled(deck)), fresh: [], unseen: 0, next: null };
  }

  /**
   * Returns what was forgotten once or is likely to be forgotten now, the weakest first.
   * @param {DeckItem[]} deck
   * @param {Cards} cards
   * @param {number} now
   * @returns {Plan}
   */
  function weak(deck, cards, now) {
    const weakness = (/** @type {StudiedCard} */ card) => card.lapses + 1 - sg.fsrs.retrievability(card, now);
    const spots = deck.flatMap((item) => {
      const card = cards.get(item.id);
      const isWeak =
        card && (card.lapses > 0 || card.state !== State.REVIEW || sg.fsrs.retrievability(card, now) < WEAK);
      return isWeak ? [{ item, weakness: weakness(card) }] : [];
    });
    spots.sort((a, b) => b.weakness - a.weakness);
    return { due: apart(spots.map(({ item }) => item)), fresh: [], unseen: 0, next: null };
  }

  /**
   * Returns how many questions are left: each once, however often it is asked again today.
   * @param {Session} session
   */
  function remaining({ queue, again }) {
    return new Set([...queue, ...again]).size;
  }

  /**
   * Returns the seconds that a plan takes.
   * @param {Plan} plan
   * @param {number} pace Seconds an answer takes.
   */
  function duration({ due, fresh }, pace) {
    return (due.length + ROUNDS_OF_NEW * fresh.length) * pace;
  }

  /** @param {Plan} plan @returns {Session} */
  function begin({ due, fresh }) {
    return { queue: [...due, ...fresh], again: [], answers: 0, missed: [] };
  }

  /**
   * Returns the id to ask now, or null if there is nothing left.
   * @param {Session} session
   * @param {Cards} cards
   * @param {number} now
   */
  function current(session, cards, now) {
    const [soonest] = [...session.again].sort((a, b) => dueOf(cards, a) - dueOf(cards, b));
    if (soonest && dueOf(cards, soonest) <= now) return soonest;
    if (session.queue.length) return session.queue[0];
    return soonest && dueOf(cards, soonest) - now <= AHEAD_MS ? soonest : null;
  }

  /**
   * Returns the session after an answer.
   * @param {Session} session
   * @param {string} id
   * @param {number} rating
   * @param {Card} card After the answer.
   * @returns {Session}
   */
  function answered(session, id, rating, card) {
    const rest = skipped(session, id);
    const learning = card.state !== State.REVIEW;
    const missed = rating === Rating.AGAIN && !rest.missed.includes(id) ? [...rest.missed, id] : rest.missed;
    return { ...rest, again: learning ? [...rest.again, id] : rest.again, answers: rest.answers + 1, missed };
  }

  /**
   * Returns the session without a question.
   * @param {Session} session
   * @param {string} id
   * @returns {Session}
   */
  function skipped(session, id) {
    const others = (/** @type {string[]} */ ids) => ids.filter((other) => other !== id);
    return { ...session, queue: others(session.queue), again: others(session.again) };
  }

  /**
   * Returns when a card is due: at once if another tab has deleted it meanwhile.
   * @param {Cards} cards
   * @param {string} id
   */
  function dueOf(cards, id) {
    return cards.get(id)?.due ?? 0;
  }

  /** @param {Cards} cards @param {number} start */
  function begunSince(cards, start) {
    return [...cards].filter(([, card]) => card.firstReview >= start).map(([id]) => id);
  }

  /**
   * Returns ids in their order, but with other terms between questions about one term, as far as there are others.
   * @param {DeckItem[]} items
   */
  function apart(items) {
    const left = [...items];
    /** @type {DeckItem[]} */
    const ordered = [];
    while (left.length) {
      const recent = ordered.slice(-APART).map((item) => item.term);
      const at = Math.max(
        0,
        left.findIndex((item) => !recent.includes(item.term)),
      );
      ordered.push(...left.splice(at, 1));
    }
    return ordered.map((item) => item.id);
  }

  sg.session = Object.freeze({
    within,
    plan,
    ahead,
    cram,
    weak,
    remaining,
    duration,
    begin,
    current,
    answered,
    skipped,
  });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
