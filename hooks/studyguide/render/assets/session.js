/* What is asked, and in which order. Values in, values out: a session is never changed, each answer makes a new one.
 *
 * Needs fsrs.js. A deck is a list of {id, term, family, exams}; `cards` is a Map from ids to what is kept of them.
 */
"use strict";
((sg) => {
  const { State, Grade } = sg.fsrs;
  const AHEAD_MS = 20 * 60_000;
  /** Other terms asked between two questions about one, where there are enough. */
  const APART = 3;
  /** A new question is asked twice before it is known for a day. */
  const ROUNDS_OF_NEW = 2;

  /**
   * @typedef {object} Session
   * @property {string[]} queue Ids not asked yet.
   * @property {string[]} again Ids asked and still being learned.
   * @property {number} answers
   * @property {string[]} missed Ids, in the order they were missed.
   */

  /**
   * Return the part of a deck that a scope names.
   * @param {string} scope "all", "family:ID", "exam:ID" or "page:TERM".
   */
  function within(deck, scope) {
    const colon = scope.indexOf(":");
    const [what, id] = [scope.slice(0, colon), scope.slice(colon + 1)];
    if (what === "page") return deck.filter((item) => item.term === id);
    if (what === "family") return deck.filter((item) => item.family === id);
    if (what === "exam") return deck.filter((item) => item.exams.includes(id));
    return deck;
  }

  /**
   * Return what a deck has for now: ids that are due, new ones the day still allows, and when the next one is due.
   * A term gives one new question a day, since one tells the answer of the next, unless it alone is studied.
   * @param {number} limit New questions a day.
   * @returns {{due: string[], fresh: string[], unseen: number, next: number|null}}
   */
  function plan(deck, cards, limit, now) {
    const seen = deck.filter((item) => cards.has(item.id)).sort((a, b) => cards.get(a.id).due - cards.get(b.id).due);
    const due = seen.filter((item) => cards.get(item.id).due <= now);
    const unseen = deck.filter((item) => !cards.has(item.id));
    const today = begunSince(cards, startOfDay(now));
    const room = Math.max(0, limit - today.length);
    const terms = new Set(today.map((id) => id.slice(0, id.indexOf("."))));
    const single = deck.every((item) => item.term === deck[0].term);
    const fresh = unseen.filter(({ term }) => single || (!terms.has(term) && terms.add(term))).slice(0, room);
    const later = seen.find((item) => cards.get(item.id).due > now);
    const next = later ? cards.get(later.id).due : null;
    return { due: apart(due), fresh: apart(fresh), unseen: unseen.length, next };
  }

  /** Seconds that a plan takes, at so many seconds an answer. */
  function duration({ due, fresh }, pace) {
    return (due.length + ROUNDS_OF_NEW * fresh.length) * pace;
  }

  /** @returns {Session} */
  function begin({ due, fresh }) {
    return { queue: [...due, ...fresh], again: [], answers: 0, missed: [] };
  }

  /**
   * Return the id to ask now, or null when there is nothing left.
   * @param {Session} session
   */
  function current(session, cards, now) {
    const waiting = [...session.again].sort((a, b) => cards.get(a).due - cards.get(b).due);
    const [soonest] = waiting;
    if (soonest && cards.get(soonest).due <= now) return soonest;
    if (session.queue.length) return session.queue[0];
    return soonest && cards.get(soonest).due - now <= AHEAD_MS ? soonest : null;
  }

  /** Return the session after an answer; `memory` is what is kept of the question now. */
  function answered(session, id, grade, memory) {
    const rest = skipped(session, id);
    const learning = memory.state !== State.REVIEW;
    const missed = grade === Grade.AGAIN && !rest.missed.includes(id) ? [...rest.missed, id] : rest.missed;
    return { ...rest, again: learning ? [...rest.again, id] : rest.again, answers: rest.answers + 1, missed };
  }

  /** Return the session without a question. */
  function skipped(session, id) {
    const others = (ids) => ids.filter((other) => other !== id);
    return { ...session, queue: others(session.queue), again: others(session.again) };
  }

  /**
   * Return what is kept of a question after an answer.
   * @param {object|undefined} kept
   */
  function learned(kept, grade, now) {
    const lapsed = grade === Grade.AGAIN && kept?.state === State.REVIEW;
    const { first, reviews, lapses } = kept ?? { first: now, reviews: 0, lapses: 0 };
    return { ...sg.fsrs.review(kept ?? null, grade, now), first, reviews: reviews + 1, lapses: lapses + lapsed };
  }

  function begunSince(cards, start) {
    return [...cards].filter(([, kept]) => kept.first >= start).map(([id]) => id);
  }

  function startOfDay(now) {
    return new Date(now).setHours(0, 0, 0, 0);
  }

  /** Ids in their order, but questions about one term kept apart as far as others are there to stand between. */
  function apart(items) {
    const left = [...items];
    const ordered = [];
    while (left.length) {
      const recent = ordered.slice(-APART).map((item) => item.term);
      const at = Math.max(0, left.findIndex((item) => !recent.includes(item.term)));
      ordered.push(...left.splice(at, 1));
    }
    return ordered.map((item) => item.id);
  }

  sg.session = Object.freeze({ within, plan, duration, begin, current, answered, skipped, learned });
})((globalThis.studyguide ??= {}));
