/* What a learner has chosen in a guide, beside the answers: the plan for an exam, the scope of the review, and the
 * questions that are not to be asked. Needs store.js and plan.js. Stored as `plan` and `review`.
 */
"use strict";
/**
 * @typedef {object} Prefs
 * @property {string} scope Of the review page; "" if none was chosen.
 * @property {string} mode Of the review page.
 * @property {string[]} suspended Ids of questions that are not asked until the learner says so.
 * @property {Record<string, number>} buried Ids of questions that are not asked on a day, with the start of that day.
 * @property {boolean} persistAsked Whether the browser was asked to keep the storage.
 */
((sg) => {
  const PLAN = "plan";
  const REVIEW = "review";
  const MOCK = "mock";
  const MOCKS = "mocks";

  /** Opens the choices in a guide. @param {string} [guide] */
  function open(guide = sg.store.guideId()) {
    const store = sg.store.open(guide);

    /** @returns {Prefs} */
    function read() {
      const value = store.read(REVIEW) ?? {};
      const buried = sg.logRows.isRecord(value.buried) ? Object.entries(value.buried) : [];
      return {
        scope: typeof value.scope === "string" ? value.scope : "",
        mode: typeof value.mode === "string" ? value.mode : "",
        suspended: Array.isArray(value.suspended) ? value.suspended.map(String) : [],
        buried: Object.fromEntries(buried.filter(([, day]) => sg.logRows.isTime(day))),
        persistAsked: value.persistAsked === true,
      };
    }

    /** Changes choices beside those that another tab has changed. @param {Partial<Prefs>} changes */
    function set(changes) {
      return store.write(REVIEW, { ...store.read(REVIEW), ...read(), ...changes });
    }

    /** Returns the ids that are not asked now. @param {number} now @returns {Set<string>} */
    function leftOut(now) {
      const { suspended, buried } = read();
      const today = sg.days.startOfDay(now);
      return new Set([...suspended, ...Object.keys(buried).filter((id) => buried[id] >= today)]);
    }

    /** @param {string} id */
    function suspend(id) {
      return set({ suspended: [...new Set([...read().suspended, id])].sort() });
    }

    /** @param {string} id @param {number} now */
    function bury(id, now) {
      const today = sg.days.startOfDay(now);
      const kept = Object.entries(read().buried).filter(([, day]) => day >= today);
      return set({ buried: Object.fromEntries([...kept, [id, today]]) });
    }

    /** Asks every question again. */
    function release() {
      return set({ suspended: [], buried: {} });
    }

    /** Returns the plan for an exam; null if there is none. @returns {PlanSettings|null} */
    function plan() {
      return sg.plan.validSettings(store.read(PLAN));
    }

    /** @param {PlanSettings|null} settings */
    function setPlan(settings) {
      return store.write(PLAN, settings);
    }

    /** Deletes all choices, and the mock exam under way with earlier results. */
    function clear() {
      for (const name of [PLAN, REVIEW, MOCK, MOCKS]) store.write(name, null);
    }

    /** @param {() => void} changed */
    function watch(changed) {
      store.watch(PLAN, changed);
      store.watch(REVIEW, changed);
    }

    return Object.freeze({ read, set, leftOut, suspend, bury, release, plan, setPlan, clear, watch });
  }

  sg.prefs = Object.freeze({ open });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
