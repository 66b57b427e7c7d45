/* A learner's progress: what the schedule knows of each question, kept in this browser, saved to a file and taken back.
 *
 * Needs store.js. Kept as {version, cards: {id: Kept}, settings}. The backup file adds `format`, `made` and the ticks.
 */
"use strict";
((sg) => {
  const NAME = "review";
  const TICKS = "ticks";
  const FORMAT = "studyguide progress";
  const VERSION = 1;
  const MAX_FILE_BYTES = 20_000_000;
  const MAX_TIME_MS = 8_640_000_000_000_000;
  /** Learning steps a state has. */
  const STEPS = { 1: 2, 2: 0, 3: 1 };
  const ID = /^[a-z0-9-]+\.\S{1,200}$/;
  const DEFAULTS = Object.freeze({ limit: 10, pace: 12, backedUp: 0 });

  /**
   * @typedef {import("./fsrs.js").Memory & {first: number, reviews: number, lapses: number}} Kept
   * A memory with the time of the first review, how many there were, and how often a known card was missed.
   */

  /**
   * Open the progress of this browser. Where storage is blocked or full it lives as long as the page.
   * @param {() => void} changed Called when another tab or the browser changed or deleted it.
   */
  function open(changed) {
    let { cards, settings } = stored();
    let trouble = sg.store.available() ? "" : "blocked";
    sg.store.watch(NAME, () => {
      ({ cards, settings } = stored());
      changed();
    });

    /** Keep one question's memory, null to forget it, beside whatever another tab kept meanwhile. */
    function put(id, memory) {
      cards = merged(cards, stored().cards).cards;
      if (memory) cards.set(id, memory);
      else cards.delete(id);
      save();
    }

    function set(changes) {
      settings = { ...settings, ...changes };
      save();
    }

    function save() {
      trouble = sg.store.write(NAME, { version: VERSION, cards: Object.fromEntries(cards), settings });
    }

    /** Forget everything, in the browser too. */
    function wipe() {
      [cards, settings] = [new Map(), { ...DEFAULTS }];
      trouble = sg.store.write(NAME, null);
    }

    /**
     * Return the text of a backup file.
     * @param {number} now
     */
    function backup(now) {
      const head = { format: FORMAT, version: VERSION, made: new Date(now).toISOString() };
      return JSON.stringify({ ...head, cards: Object.fromEntries(cards), ticks: ticked() }, null, 1);
    }

    /**
     * Take over a backup file's text: of each question the newest review stays. Returns what was taken and what stayed,
     * or why nothing was changed.
     * @param {string} text
     * @returns {{taken: number, stayed: number} | {refused: string}}
     */
    function restore(text) {
      const file = parsed(text);
      if (file.refused) return file;
      const result = merged(cards, file.cards);
      cards = result.cards;
      save();
      if (file.ticks.length) sg.store.write(TICKS, [...new Set([...ticked(), ...file.ticks])].sort());
      return { taken: result.taken, stayed: cards.size - result.taken };
    }

    return {
      get cards() { return cards; },
      get settings() { return settings; },
      get trouble() { return trouble; },
      put, set, wipe, backup, restore,
    };
  }

  /** What this browser kept, without entries it cannot have written. */
  function stored() {
    const value = sg.store.read(NAME);
    const entries = isRecord(value?.cards) ? Object.entries(value.cards).filter(([id, kept]) => !wrong(id, kept)) : [];
    const settings = isRecord(value?.settings) ? value.settings : {};
    const known = Object.entries(DEFAULTS).map(([key, usual]) => [key, isTime(settings[key]) ? settings[key] : usual]);
    return { cards: new Map(entries), settings: Object.fromEntries(known) };
  }

  /** What is ticked on the watch list. */
  function ticked() {
    const ticks = sg.store.read(TICKS);
    return Array.isArray(ticks) ? ticks : [];
  }

  /** Of every question the newest review, and the earliest first one. */
  function merged(mine, theirs) {
    const cards = new Map(mine);
    let taken = 0;
    for (const [id, other] of theirs) {
      const own = cards.get(id);
      const newer = !own || other.last > own.last;
      const first = Math.min(other.first, own?.first ?? other.first);
      taken += newer;
      cards.set(id, { ...(newer ? other : own), first });
    }
    return { cards, taken };
  }

  function parsed(text) {
    if (text.length > MAX_FILE_BYTES) return { refused: "The file is far too large for a backup." };
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      return { refused: "The file is not a backup: it is not readable as JSON." };
    }
    if (!isRecord(file) || file.format !== FORMAT) return { refused: "The file is not a backup of progress." };
    if (file.version !== VERSION) return { refused: `Only backups of version ${VERSION} can be read.` };
    if (!isRecord(file.cards)) return { refused: "The backup holds no list of questions." };
    const entries = Object.entries(file.cards);
    const bad = entries.map(([id, kept]) => wrong(id, kept)).find(Boolean);
    if (bad) return { refused: `The backup is damaged: ${bad}.` };
    const ticks = Array.isArray(file.ticks) ? file.ticks.filter((tick) => typeof tick === "string") : [];
    return { cards: new Map(entries), ticks };
  }

  /** What is wrong with an entry; "" for nothing. */
  function wrong(id, kept) {
    if (!ID.test(id)) return `“${id.slice(0, 60)}” is no question's id`;
    if (!isRecord(kept)) return `${id} has no memory`;
    const faults = {
      state: !isCount(kept.state) || !(kept.state in STEPS),
      step: STEPS[kept.state] ? !isCount(kept.step) || kept.step >= STEPS[kept.state] : kept.step !== null,
      stability: !(kept.stability > 0 && Number.isFinite(kept.stability)),
      difficulty: !(kept.difficulty >= 1 && kept.difficulty <= 10),
      due: !isTime(kept.due), last: !isTime(kept.last), first: !isTime(kept.first),
      reviews: !isCount(kept.reviews), lapses: !isCount(kept.lapses),
    };
    const fault = Object.keys(faults).find((key) => faults[key]);
    return fault ? `the ${fault} of ${id} is not possible` : "";
  }

  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
  const isTime = (value) => typeof value === "number" && value >= 0 && value <= MAX_TIME_MS;

  sg.progress = Object.freeze({ open });
})((globalThis.studyguide ??= {}));
