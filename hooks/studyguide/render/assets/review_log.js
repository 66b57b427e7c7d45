/* The review log: every answer as a short row of text. The state of each card is a replay of its rows through FSRS.
 *
 * Pure functions, no page and no storage. Needs fsrs.js and log_rows.js.
 *
 * The log of one term is a text, because one answer then rewrites only a few hundred characters:
 *
 *     2                                    version of this format
 *     does 1Kmjr00bsmo9l2rk                a card, here `<term>.does`, and its rows, parted by spaces
 *
 * A row ends with two check characters over the card's id and the row, so that a damaged row is noticed and costs
 * itself alone. Rows are only ever added, and two logs are merged as the union of their rows.
 */
"use strict";
/**
 * @typedef {object} TermLog A decoded text.
 * @property {number} version
 * @property {Map<string, LogEvent[]>} cards Events by card id, in the order in which they were added.
 * @property {number} lost Rows that are damaged.
 *
 * @typedef {{rating: number, duration: number, time: number, scheduledAt: number}} Answer
 */
((sg) => {
  const { Rating, State } = sg.fsrs;
  const { MAX_TIME_MS, base36 } = sg.logRows;
  const VERSION = 2;
  const LEGACY_VERSION = 1;
  const BASE = 36;
  const CHECK_DIGITS = 2;
  /** A clock before this day is wrong: this script is younger. */
  const EARLIEST_NOW_MS = Date.UTC(2026, 0, 1);
  const CARD_ID = /^(?:[a-z0-9-]+\.\S{1,200}|(?:bank|note):[a-z0-9-]{1,200})$/;

  /* Texts */

  /**
   * Returns the term under which a card is logged: the part of its id before the first dot. A question of the bank
   * (`bank:<id>`) or of a note (`note:<id>`) is logged under its own id.
   * @param {string} id
   */
  function termOf(id) {
    const dot = id.indexOf(".");
    return dot < 0 ? id : id.slice(0, dot);
  }

  /**
   * Decodes the log of a term. What is damaged is counted and left out. Of a newer version nothing is decoded.
   * @param {string} term
   * @param {string} text
   * @returns {TermLog}
   */
  function decode(term, text) {
    const [head, ...rest] = text.split("\n");
    const hasHead = /^\d+$/.test(head);
    const [version, lines] = hasHead ? [Number(head), rest] : [VERSION, [head, ...rest]];
    /** @type {TermLog} */
    const log = { version, cards: new Map(), lost: 0 };
    if (version > VERSION) return log;
    for (const line of lines) {
      const [name, ...rows] = line.split(" ");
      const id = name === term && /^(?:bank|note):/.test(term) ? term : `${term}.${name}`;
      const events = rows.map((row) => checked(id, row)).filter((event) => event !== null);
      log.lost += rows.length - events.length;
      if (events.length) log.cards.set(id, merged(log.cards.get(id) ?? [], events));
    }
    return log;
  }

  /**
   * Returns the log of a term with rows of one of its cards added. What is there stays as it is, damaged or not.
   * @param {string|null} text
   * @param {string} id
   * @param {string[]} rows Without check characters.
   */
  function append(text, id, rows) {
    const name = id.slice(id.indexOf(".") + 1);
    const lines = (text ?? String(VERSION)).split("\n");
    const at = lines.findIndex((line) => line.startsWith(`${name} `));
    const present = new Set(at < 0 ? [] : lines[at].split(" "));
    const added = rows.map((row) => row + check(id, row)).filter((row) => !present.has(row));
    if (at < 0) lines.push([name, ...added].join(" "));
    else lines[at] = [lines[at], ...added].join(" ");
    return lines.join("\n");
  }

  /**
   * Returns the log of a term without its damaged rows.
   * @param {string} term
   * @param {string} text
   */
  function withoutDamage(term, text) {
    const cards = [...decode(term, text).cards];
    return cards.reduce(
      (clean, [id, events]) =>
        append(
          clean,
          id,
          events.map(({ row }) => row),
        ),
      String(VERSION),
    );
  }

  /**
   * Returns the events of two logs of one card, each once.
   * @param {LogEvent[]} events
   * @param {LogEvent[]} others
   */
  function merged(events, others) {
    const rows = new Set(events.map(({ row }) => row));
    return [...events, ...others.filter(({ row }) => !rows.has(row) && rows.add(row))];
  }

  /** @param {string} id @param {string} text */
  function checked(id, text) {
    const row = text.slice(0, -CHECK_DIGITS);
    return CARD_ID.test(id) && text.endsWith(check(id, row)) ? sg.logRows.parsedRow(row) : null;
  }

  /**
   * Returns the check characters of a row: FNV-1a, shortened.
   * @param {string} id
   * @param {string} row
   */
  function check(id, row) {
    let hash = 0x811c9dc5;
    for (const character of `${id} ${row}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return base36(hash % BASE ** CHECK_DIGITS).padStart(CHECK_DIGITS, "0");
  }

  /* Replay */

  /**
   * Returns the state of a card after its events, or null if no answer is left.
   * @param {LogEvent[]} events
   * @returns {StudiedCard|null}
   */
  function replay(events) {
    /** @type {StudiedCard|null} */
    let card = null;
    for (const { event, at } of scheduled(events))
      card = event.card ? restored(event.card, card, at) : reviewed(card, event.rating ?? Rating.AGAIN, at);
    return card;
  }

  /**
   * Returns a card after one more answer.
   * @param {StudiedCard|null} card
   * @param {number} rating
   * @param {number} at
   * @returns {StudiedCard}
   */
  function reviewed(card, rating, at) {
    const { firstReview, reviews, lapses } = card ?? { firstReview: at, reviews: 0, lapses: 0 };
    const lapsed = rating === Rating.AGAIN && card?.state === State.REVIEW;
    return { ...sg.fsrs.review(card, rating, at), firstReview, reviews: reviews + 1, lapses: lapses + Number(lapsed) };
  }

  /**
   * Returns every answer that counts, oldest first: what statistics and an optimizer need.
   * @param {LogEvent[]} events
   * @returns {Answer[]}
   */
  function answers(events) {
    return scheduled(events).flatMap(({ event: { kind, rating = 0, duration = 0, time }, at }) =>
      kind === "answer" ? [{ rating, duration, time, scheduledAt: at }] : [],
    );
  }

  /**
   * Returns the rows that bring what lies in the future to the present, for its schedule alone.
   * @param {LogEvent[]} events
   * @param {number} now
   */
  function corrections(events, now) {
    if (now < EARLIEST_NOW_MS) return [];
    const future = scheduled(events).filter(({ at }) => at > now);
    return [...new Set(future.map(({ event }) => sg.logRows.seenRow(event.time, now)))];
  }

  /**
   * Returns the time to log for a new answer: now, but after all that is known of the card, and never the same twice.
   * @param {LogEvent[]} events
   * @param {number} now
   */
  function nextTime(events, now) {
    const used = new Set(events.map(({ time }) => time));
    let time = Math.max(Math.floor(now), 1 + (scheduled(events).at(-1)?.at ?? 0));
    while (used.has(time)) time++;
    return time;
  }

  /**
   * Returns answers and states that were not taken back, in the order and at the times at which they are scheduled.
   * @param {LogEvent[]} events
   */
  function scheduled(events) {
    const takenBack = new Set(events.filter(({ kind }) => kind === "takenBack").map(({ time }) => time));
    /** @type {Map<number, number>} */
    const seen = new Map();
    for (const event of events)
      if (event.seen !== undefined) seen.set(event.time, Math.min(event.seen, seen.get(event.time) ?? MAX_TIME_MS));
    return events
      .filter(({ kind, time }) => kind === "state" || (kind === "answer" && !takenBack.has(time)))
      .map((event) => ({ event, at: Math.min(event.time, seen.get(event.time) ?? MAX_TIME_MS) }))
      .sort((a, b) => a.at - b.at || a.event.time - b.event.time || (a.event.row < b.event.row ? -1 : 1));
  }

  /**
   * Returns a stored state as of a time, due no later than its own schedule allows.
   * @param {StudiedCard} card
   * @param {StudiedCard|null} before
   * @param {number} at
   * @returns {StudiedCard}
   */
  function restored(card, before, at) {
    const due = Math.min(card.due - (card.lastReview - at), at + sg.fsrs.longestInterval(card));
    const firstReview = Math.min(card.firstReview, before?.firstReview ?? at, at);
    return { ...card, due, lastReview: at, firstReview };
  }

  /* States from before there was a log */

  /**
   * Returns the row of each state of version 1, and which entries are damaged.
   * @param {Record<string, any>} cards
   * @returns {{rows: Map<string, string[]>, damaged: string[]}}
   */
  function fromVersion1(cards) {
    const rows = new Map();
    const damaged = [];
    for (const [id, entry] of Object.entries(cards)) {
      const card = sg.logRows.isRecord(entry) ? { ...entry, lastReview: entry.last, firstReview: entry.first } : {};
      if (CARD_ID.test(id) && !sg.logRows.impossible(card))
        rows.set(id, [sg.logRows.stateRow(/** @type {StudiedCard} */ (card))]);
      else damaged.push(id);
    }
    return { rows, damaged };
  }

  sg.reviewLog = Object.freeze({
    VERSION,
    LEGACY_VERSION,
    termOf,
    decode,
    append,
    withoutDamage,
    merged,
    replay,
    reviewed,
    answers,
    corrections,
    nextTime,
    fromVersion1,
  });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
