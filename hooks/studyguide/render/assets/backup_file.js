/* The text of a backup file, written and read. Values in, values out. Needs review_log.js. */
"use strict";
/**
 * @typedef {Map<string, string[]>} RowsByCard Rows of the log by card id.
 *
 * @typedef {object} Backup What a file holds.
 * @property {string} guide Id of the guide; "" if the file is older than these ids.
 * @property {RowsByCard} rows
 * @property {number} lost Damaged entries.
 * @property {string[]} ticks Of the watch list.
 * @property {Record<string, unknown>} choices The plan and what else a learner has chosen.
 *
 * @typedef {"tooLarge" | "noJson" | "noBackup" | "newer" | "noAnswers"} BackupFault Why a file cannot be restored.
 */
((sg) => {
  const log = sg.reviewLog;
  const FORMAT = "studyguide progress";
  const MAX_CHARACTERS = 20_000_000;

  /**
   * Returns the text of a file.
   * @param {string} guide
   * @param {number} now
   * @param {Map<string, {text: string, version: number}>} terms The log of each term.
   * @param {string[]} ticks
   * @param {Record<string, unknown>} choices
   */
  function written(guide, now, terms, ticks, choices) {
    const version = Math.max(log.VERSION, ...[...terms.values()].map((term) => term.version));
    const texts = Object.fromEntries([...terms].map(([term, { text }]) => [term, text]));
    const head = { format: FORMAT, version, guide, made: new Date(now).toISOString() };
    const chosen = Object.keys(choices).length ? { choices } : {};
    return JSON.stringify({ ...head, log: texts, ticks, ...chosen }, null, 1);
  }

  /**
   * Returns what a file holds, or why it cannot be restored.
   * @param {string} text
   * @returns {Backup | BackupFault}
   */
  function read(text) {
    if (text.length > MAX_CHARACTERS) return "tooLarge";
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      return "noJson";
    }
    if (!sg.logRows.isRecord(file) || file.format !== FORMAT) return "noBackup";
    if (file.version > log.VERSION) return "newer";
    const choices = sg.logRows.isRecord(file.choices) ? file.choices : {};
    const ticks = Array.isArray(file.ticks) ? file.ticks.filter((tick) => typeof tick === "string") : [];
    if (file.version === log.LEGACY_VERSION && sg.logRows.isRecord(file.cards)) {
      const { rows, damaged } = log.fromVersion1(file.cards);
      return { guide: "", rows, lost: damaged.length, ticks, choices: {} };
    }
    if (file.version !== log.VERSION || !sg.logRows.isRecord(file.log)) return "noAnswers";
    return { guide: typeof file.guide === "string" ? file.guide : "", ...decoded(file.log), ticks, choices };
  }

  /** @param {Record<string, unknown>} texts By term. @returns {{rows: RowsByCard, lost: number}} */
  function decoded(texts) {
    const entries = Object.entries(texts);
    const terms = entries.map(([term, value]) => log.decode(term, typeof value === "string" ? value : ""));
    const unreadable = entries.filter(([, value], at) => typeof value !== "string" || terms[at].version > log.VERSION);
    const lost = terms.reduce((sum, term) => sum + term.lost, unreadable.length);
    const cards = terms.flatMap((term) => [...term.cards]);
    return { rows: new Map(cards.map(([id, events]) => [id, events.map(({ row }) => row)])), lost };
  }

  sg.backupFile = Object.freeze({ written, read });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
