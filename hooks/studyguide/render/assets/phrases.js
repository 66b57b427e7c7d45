/* Sentences of the pages on which one studies. Needs texts.js, formats.js and progress.js. */
"use strict";
/**
 * @typedef {StorageError | "newer"} Trouble Why answers are not stored; "" if they are.
 * @typedef {"ahead" | "weak" | "cram"} FreeMode A way to study that is not bound to what is due.
 */
((sg) => {
  const { text, formats } = sg;
  const TROUBLE = /** @type {const} */ ({
    blocked: "progress.blocked",
    full: "progress.full",
    newer: "progress.newer",
  });
  const FAULTS = /** @type {const} */ ({
    tooLarge: "progress.file_too_large",
    noJson: "progress.file_no_json",
    noBackup: "progress.file_no_backup",
    newer: "progress.file_newer",
    noAnswers: "progress.file_no_answers",
  });
  const MODES = /** @type {const} */ ({
    ahead: { says: "review.ahead_says", nothing: "review.nothing_ahead" },
    weak: { says: "review.weak_says", nothing: "review.nothing_weak" },
    cram: { says: "review.cram_says", nothing: "review.nothing_to_cram" },
  });

  /**
   * Returns why answers are not stored, and what to do; "" if they are.
   * @param {Trouble} error
   */
  function trouble(error) {
    return error && text(TROUBLE[error]);
  }

  /**
   * Returns what there is to do and how long it takes.
   * @param {Plan} plan
   * @param {number} seconds
   * @param {number} now
   */
  function planned({ due, fresh, unseen, next }, seconds, now) {
    const time = formats.span(seconds * 1000);
    if (due.length + fresh.length) return text("review.due_and_new", { due: due.length, new: fresh.length, time });
    return formats.joined(
      text("review.nothing_due"),
      next === null ? "" : text("review.next_one", { when: formats.ahead(next - now) }),
      unseen ? text("review.unseen", { count: unseen }) : "",
    );
  }

  /**
   * Returns what a way to study holds that is not bound to what is due.
   * @param {FreeMode} mode
   * @param {number} size
   * @param {number} seconds
   */
  function offered(mode, size, seconds) {
    const { says, nothing } = MODES[mode];
    if (!size) return text(nothing);
    return formats.joined(text("review.size", { count: size, time: formats.span(seconds * 1000) }), text(says));
  }

  /**
   * Returns the reminder of a backup.
   * @param {number} backedUp When the last backup was saved; 0 for never.
   * @param {number} now
   */
  function reminder(backedUp, now) {
    return backedUp
      ? text("progress.backup_is_old", { when: formats.ago(now - backedUp) })
      : text("progress.no_backup");
  }

  /**
   * Returns what this browser stores.
   * @param {number} size Number of questions.
   * @param {number} backedUp When the last backup was saved; 0 for never.
   * @param {number} now
   */
  function stored(size, backedUp, now) {
    if (!size) return text("progress.none_kept");
    const last = backedUp
      ? text("progress.last_backup", { when: formats.ago(now - backedUp) })
      : text("progress.never_backed_up");
    return formats.joined(text("progress.kept", { count: size }), last);
  }

  /**
   * Returns what a restored file did.
   * @param {Restored} result
   */
  function restored({ fault, taken = 0, stayed = 0, lost = 0, foreign = 0 }) {
    if (fault) return text(FAULTS[fault]);
    return formats.joined(
      text("progress.restored", { count: taken, stayed }),
      foreign ? text("progress.foreign", { count: foreign }) : "",
      lost ? text("progress.damaged_in_file", { count: lost }) : "",
    );
  }

  /**
   * Returns what is said of damaged entries in this browser; "" if there are none.
   * @param {number} lost
   */
  function unreadable(lost) {
    return lost ? text("progress.damaged", { count: lost }) : "";
  }

  sg.phrases = Object.freeze({ trouble, planned, offered, reminder, stored, restored, unreadable });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
