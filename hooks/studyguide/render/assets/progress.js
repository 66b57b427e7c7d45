/* A learner's progress in one guide: the review log and the settings that this browser stores, and backup files.
 *
 * Needs store.js, review_log.js and backup_file.js. The guide stores `log/<term>` (texts of the review log), `settings`, `ticks` (of
 * watch.js), `plan` and `review` (of prefs.js), `mock` and `mocks` (of mock_page.js). The states of all cards are
 * replayed from the log; nothing else stores them.
 */
"use strict";
/**
 * @typedef {{limit: number, pace: number, backedUp: number}} Settings
 * New questions a day, seconds an answer takes, and when the last backup was saved.
 *
 * @typedef {object} Restored What a backup file did.
 * @property {BackupFault} [fault] Why nothing was changed.
 * @property {number} [taken] Questions that the file has changed.
 * @property {number} [stayed] Questions that stayed as they were.
 * @property {number} [lost] Damaged entries of the file.
 * @property {number} [foreign] Questions of another guide, left out.
 */
((sg) => {
  const log = sg.reviewLog;
  const LOG = "log/";
  const SETTINGS = "settings";
  const TICKS = "ticks";
  const LEGACY = "review";
  /** What a backup holds beside answers and ticks; a restored file gives only what this browser does not have. */
  const CHOICES = ["plan", "review", "mocks"];
  const SETTINGS_VERSION = 1;
  /** @type {Settings} */
  const DEFAULTS = Object.freeze({ limit: 10, pace: 12, backedUp: 0 });

  /**
   * Opens the progress in a guide. Where storage is blocked or full it lives as long as the page.
   * @param {Iterable<string>} ids Cards of this guide: of what all guides once shared, only theirs is taken over.
   * @param {() => void} changed Called when another tab or the browser changed or deleted the log.
   * @param {string} [guide] The guide's id.
   */
  function open(ids, changed, guide = sg.store.guideId()) {
    const store = sg.store.open(guide);
    const own = new Set(ids);
    /** @type {Map<string, {text: string, decoded: TermLog}>} What is stored, by term. */
    const stored = new Map();
    /** @type {RowsByCard} Rows that could not be stored yet. */
    const unsaved = new Map();
    /** @type {Map<string, LogEvent[]>} */
    const events = new Map();
    /** @type {Map<string, StudiedCard>} */
    const cards = new Map();
    let settings = readSettings();
    /** @type {StorageError} */
    let error = sg.store.isAvailable() ? "" : "blocked";

    store.watch(LOG, () => (refresh(), changed()));
    store.watch(SETTINGS, () => (settings = readSettings()));
    refresh();
    takeOver();

    /** Reads what other tabs have stored meanwhile, and brings answers that lie in the future to the present. */
    function refresh() {
      read();
      const rows = futureRows();
      if (rows.size) save(rows);
    }

    /** Decodes and replays the terms whose texts have changed, and those with rows that are not stored. */
    function read() {
      const texts = store.list(LOG);
      const terms = new Set([...stored.keys(), ...texts.keys()]);
      const stale = new Set([...terms].filter((term) => texts.get(term) !== stored.get(term)?.text));
      for (const term of stale) {
        forget(stored.get(term)?.decoded.cards.keys() ?? []);
        const text = texts.get(term);
        if (text === undefined) stored.delete(term);
        else stored.set(term, { text, decoded: log.decode(term, text) });
        for (const [id, list] of stored.get(term)?.decoded.cards ?? []) replay(id, list);
      }
      for (const [id, rows] of unsaved) {
        const list = stored.get(log.termOf(id))?.decoded.cards.get(id) ?? [];
        replay(id, log.merged(list, parsedRows(rows)));
      }
    }

    /** @param {Iterable<string>} ids */
    function forget(ids) {
      for (const id of ids) [events, cards].forEach((map) => map.delete(id));
    }

    /** @param {string} id @param {LogEvent[]} list */
    function replay(id, list) {
      const card = log.replay(list);
      events.set(id, list);
      if (card) cards.set(id, card);
      else cards.delete(id);
    }

    function futureRows() {
      const now = Date.now();
      /** @type {RowsByCard} */
      const rows = new Map();
      for (const [id, { lastReview }] of cards) {
        const added = lastReview > now ? log.corrections(events.get(id) ?? [], now) : [];
        if (added.length) rows.set(id, added);
      }
      return rows;
    }

    /**
     * Adds rows beside whatever another tab has stored, and all that could not be stored before.
     * @param {RowsByCard} rows
     */
    function save(rows) {
      for (const [id, list] of rows) unsaved.set(id, [...(unsaved.get(id) ?? []), ...list]);
      if (!isReadOnly()) {
        for (const [term, text] of unsavedTexts()) {
          error = store.setText(LOG + term, text);
          if (error) break;
          for (const id of [...unsaved.keys()].filter((key) => log.termOf(key) === term)) unsaved.delete(id);
        }
      }
      read();
    }

    /** Returns the texts of terms that have unsaved rows, with these rows. */
    function unsavedTexts() {
      /** @type {Map<string, string>} */
      const texts = new Map();
      for (const [id, rows] of unsaved) {
        const term = log.termOf(id);
        texts.set(term, log.append(texts.get(term) ?? stored.get(term)?.text ?? null, id, rows));
      }
      return texts;
    }

    /** Returns whether a newer version of the guide has stored something: then nothing is written. */
    function isReadOnly() {
      const isNewer = [...stored.values()].some(({ decoded }) => decoded.version > log.VERSION);
      return isNewer || store.read(SETTINGS)?.version > SETTINGS_VERSION;
    }

    /**
     * Logs an answer. Returns the time under which it is logged.
     * @param {string} id
     * @param {number} rating
     * @param {number} duration Milliseconds between question and rating.
     */
    function answer(id, rating, duration) {
      refresh();
      const time = log.nextTime(events.get(id) ?? [], Date.now());
      save(new Map([[id, [sg.logRows.answerRow(rating, duration, time)]]]));
      return time;
    }

    /**
     * Logs that an answer was taken back.
     * @param {string} id
     * @param {number} time Under which the answer is logged.
     */
    function takeBack(id, time) {
      refresh();
      save(new Map([[id, [sg.logRows.takenBackRow(time)]]]));
    }

    /** Returns the answers that count of each card, for statistics. */
    function answers() {
      return new Map([...events].map(([id, list]) => [id, log.answers(list)]));
    }

    /**
     * Takes over what all guides of a host once shared: the states of this guide's cards. The others stay there for
     * their own guides, and so do damaged entries.
     */
    function takeOver() {
      const shared = sg.store.legacy.read(LEGACY);
      if (shared?.version !== log.LEGACY_VERSION || !sg.logRows.isRecord(shared.cards) || isReadOnly()) return;
      const { rows } = log.fromVersion1(shared.cards);
      const mine = new Map([...rows].filter(([id]) => own.has(id)));
      if (!mine.size) return;
      save(mine);
      if (!store.read(SETTINGS)) set(validSettings(shared.settings));
      if (unsaved.size) return;
      const left = Object.entries(shared.cards).filter(([id]) => !mine.has(id));
      sg.store.legacy.write(LEGACY, left.length ? { ...shared, cards: Object.fromEntries(left) } : null);
      refresh();
    }

    function readSettings() {
      const read = validSettings(store.read(SETTINGS));
      return { ...read, backedUp: read.backedUp > Date.now() ? 0 : read.backedUp };
    }

    /**
     * Changes settings beside those that another tab has changed.
     * @param {Partial<Settings>} changes
     */
    function set(changes) {
      settings = { ...(error ? settings : readSettings()), ...changes };
      if (isReadOnly()) return;
      const failed = store.write(SETTINGS, { ...store.read(SETTINGS), ...settings, version: SETTINGS_VERSION });
      error = failed || (unsaved.size ? error : "");
    }

    /** Deletes the log and the settings of this guide, in the browser too. Returns whether that was done. */
    function wipe() {
      read();
      if (isReadOnly()) return false;
      forget(unsaved.keys());
      unsaved.clear();
      for (const term of stored.keys()) error = store.setText(LOG + term, null);
      error = store.write(SETTINGS, null);
      settings = { ...DEFAULTS };
      read();
      return true;
    }

    /**
     * Returns the text of a backup file.
     * @param {number} now
     */
    function backup(now) {
      refresh();
      const unstored = unsavedTexts();
      /** @type {Map<string, {text: string, version: number}>} */
      const terms = new Map([...stored].map(([term, { text, decoded }]) => [term, { text, version: decoded.version }]));
      for (const [term, text] of unstored) terms.set(term, { version: log.VERSION, ...terms.get(term), text });
      return sg.backupFile.written(guide, now, terms, ticks(), choices());
    }

    /**
     * Adds the events of a backup file that are not in the log.
     * @param {string} text
     * @returns {Restored}
     */
    function restore(text) {
      const file = sg.backupFile.read(text);
      if (typeof file === "string") return { fault: file };
      refresh();
      const before = new Map(cards);
      const isOwn = (/** @type {string} */ id) => file.guide === guide || own.has(id);
      /** @type {RowsByCard} */
      const added = new Map();
      for (const [id, rows] of file.rows) {
        const unknown = isOwn(id) ? unknownRows(id, rows) : [];
        if (unknown.length) added.set(id, unknown);
      }
      removeDamage();
      save(added);
      refresh();
      if (!file.guide || file.guide === guide) addTicks(file.ticks);
      if (file.guide === guide) addChoices(file.choices);
      const taken = [...cards].filter(([id, card]) => JSON.stringify(card) !== JSON.stringify(before.get(id))).length;
      const foreign = [...file.rows.keys()].filter((id) => !isOwn(id)).length;
      return { taken, stayed: cards.size - taken, lost: file.lost, foreign };
    }

    /** Removes damaged rows: the page has told of them, and the backup has brought back what it could. */
    function removeDamage() {
      if (isReadOnly()) return;
      for (const [term, { text, decoded }] of stored)
        if (decoded.lost) error = store.setText(LOG + term, log.withoutDamage(term, text)) || error;
      read();
    }

    /** Returns the plan and what else a learner has chosen. @returns {Record<string, unknown>} */
    function choices() {
      const values = CHOICES.map((name) => /** @type {[string, unknown]} */ ([name, store.read(name)]));
      const present = values.filter(([, value]) => value !== null);
      return Object.fromEntries(present);
    }

    /** @param {Record<string, unknown>} added */
    function addChoices(added) {
      if (isReadOnly()) return;
      for (const name of CHOICES.filter((key) => added[key] && store.read(key) === null))
        error = store.write(name, added[name]) || error;
    }

    /** @param {string[]} added */
    function addTicks(added) {
      const list = store.read(TICKS) ?? [];
      if (!added.length || isReadOnly() || !Array.isArray(list)) return;
      error = store.write(TICKS, [...new Set([...list.map(String), ...added])].sort()) || error;
    }

    /** @param {string} id @param {string[]} rows */
    function unknownRows(id, rows) {
      const known = new Set((events.get(id) ?? []).map(({ row }) => row));
      return rows.filter((row) => !known.has(row));
    }

    /** Returns what is ticked on the watch list, or was before guides had ids. */
    function ticks() {
      const lists = [store.read(TICKS), sg.store.legacy.read(TICKS)].filter(Array.isArray);
      return [...new Set(lists.flat().map(String))];
    }

    return {
      get cards() {
        return cards;
      },
      get settings() {
        return settings;
      },
      get trouble() {
        return /** @type {Trouble} */ (isReadOnly() ? "newer" : error);
      },
      get lost() {
        return [...stored.values()].reduce((sum, { decoded }) => sum + decoded.lost, 0);
      },
      answer,
      takeBack,
      answers,
      refresh,
      set,
      wipe,
      backup,
      restore,
    };
  }

  /**
   * Returns the settings of a stored value, the usual ones where it has none that can be.
   * @param {any} value
   */
  function validSettings(value) {
    const fields = Object.entries(DEFAULTS);
    const known = fields.map(([key, usual]) => [key, sg.logRows.isTime(value?.[key]) ? value[key] : usual]);
    return /** @type {Settings} */ (Object.fromEntries(known));
  }

  /** @param {string[]} rows @returns {LogEvent[]} */
  function parsedRows(rows) {
    return rows.flatMap((row) => sg.logRows.parsedRow(row) ?? []);
  }

  sg.progress = Object.freeze({ open });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
