/* What the review page says and does about what this browser stores: trouble, backups, deleting. Needs phrases.js. */
"use strict";
((sg) => {
  const { text, phrases } = sg;
  const REMIND_MS = 7 * 86_400_000;
  const MINUTE_MS = 60_000;
  /** With fewer questions answered there is little to lose, and no word of backups. */
  const AT_STAKE = 20;

  /**
   * Opens the parts of the page that are about the storage.
   * @param {Part} part
   * @param {Progress} progress
   * @param {ReturnType<Studyguide["prefs"]["open"]>} prefs
   * @param {Say} say
   */
  function open(part, progress, prefs, say) {
    /** Says how safe the answers are. */
    function show() {
      const trouble = sg.formats.joined(phrases.trouble(progress.trouble), phrases.unreadable(progress.lost));
      if (part("trouble").textContent !== trouble) part("trouble").textContent = trouble;
      part("trouble").hidden = !trouble;
      part("kept").textContent = phrases.stored(progress.cards.size, progress.settings.backedUp, Date.now());
    }

    /** Reminds of a backup after a session, and asks the browser to keep what it stores. */
    function remind() {
      const isAtStake = progress.cards.size >= AT_STAKE;
      part("remind").hidden = !isAtStake || Date.now() - progress.settings.backedUp < REMIND_MS;
      part("remind-text").textContent = phrases.reminder(progress.settings.backedUp, Date.now());
      if (isAtStake) void askToPersist();
      show();
    }

    /** Asks the browser once, when there is something to lose, not to delete what this guide stores. */
    async function askToPersist() {
      if (progress.trouble || prefs.read().persistAsked || !navigator.storage?.persist) return;
      prefs.set({ persistAsked: true });
      const isKept = await navigator.storage.persist().catch(() => false);
      say(text(isKept ? "progress.persisted" : "progress.not_persisted"));
    }

    function saveBackup() {
      const now = Date.now();
      const blob = new Blob([progress.backup(now)], { type: "application/json" });
      const file = `studyguide-progress-${new Date(now).toISOString().slice(0, 10)}.json`;
      const link = sg.card.element("a", { href: URL.createObjectURL(blob), download: file });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), MINUTE_MS);
      progress.set({ backedUp: now });
      part("remind").hidden = true;
      show();
      say(text("progress.backed_up", { count: progress.cards.size, file }));
    }

    /** @param {HTMLInputElement} input With a backup file. */
    async function restore(input) {
      const file = input.files?.[0];
      if (!file) return;
      const result = progress.restore(await file.text());
      input.value = "";
      show();
      say(phrases.restored(result));
    }

    /** Deletes everything if the learner confirms it. Returns whether that was done. */
    function wipe() {
      const { size } = progress.cards;
      if (!size) say(text("progress.nothing_to_delete"));
      if (!size || !confirm(text("progress.delete", { count: size }))) return false;
      if (!progress.wipe()) {
        say(phrases.trouble(progress.trouble));
        return false;
      }
      prefs.clear();
      return true;
    }

    return Object.freeze({ show, remind, saveBackup, restore, wipe });
  }

  sg.reviewStorage = Object.freeze({ open });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
