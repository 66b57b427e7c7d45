/* Runs scenarios of a learner's progress without a browser: `node run_progress_cases.js ASSETS < scenarios.json`.
 *
 * A scenario is a list of steps, each with one key; every step that shows something adds it to the printed result.
 * Tabs are opened by name ("one" if none is named), on one storage that can be full, blocked or damaged.
 *
 *     clock: 2026-03-02 08:00             sets the clock (UTC)
 *     open: {tab, guide, cards}           opens the progress of a guide ("a") that has these cards
 *     answer: {tab, card, rating, took}   logs an answer that took so many ms
 *     undo: {tab}                         takes the tab's last answer back
 *     set: {tab, ...settings}             changes settings
 *     wipe: {tab}                         deletes the progress; shows whether that was done
 *     backup: {tab, file}                 saves a backup under a name
 *     restore: {tab, file}                restores such a file, or {text} or {json}; shows the result
 *     change: {file or key, from, to}     replaces text in a file or in the storage
 *     store: {key: text or JSON}          puts something into the storage; null removes it
 *     storage: full | blocked | usable    what the browser lets the guide store
 *     show: {tab, what}                   cards, answers, trouble, lost, settings; keys; or a stored text by `key`
 */
"use strict";
const path = require("node:path");

/** @type {Map<string, string>} */
let items = new Map();
let state = "usable";
const storage = {
  get length() {
    return items.size;
  },
  key: (at) => [...items.keys()][at] ?? null,
  getItem: (key) => items.get(key) ?? null,
  removeItem: (key) => void items.delete(key),
  setItem(key, text) {
    if (state === "full") throw new DOMException("", "QuotaExceededError");
    items.set(key, text);
  },
};
Object.defineProperty(globalThis, "localStorage", {
  get() {
    if (state === "blocked") throw new DOMException("", "SecurityError");
    return storage;
  },
});
globalThis.addEventListener = () => {};
for (const name of ["fsrs", "store", "log_rows", "review_log", "backup_file", "progress"])
  require(path.resolve(process.argv[2], `${name}.js`));

const STATES = { 1: "learning", 2: "known", 3: "relearning" };
const moment = (ms) => new Date(ms).toISOString().slice(0, 19).replace("T", " ").replace(/:00$/, "");
const instant = (text) => Date.parse(`${text.replace(" ", "T")}Z`);

function scenario(steps) {
  [items, state] = [new Map(), "usable"];
  const tabs = new Map();
  const files = new Map();
  const undone = new Map();
  const shown = [];
  const STEPS = {
    clock: (text) => void (Date.now = () => instant(text)),
    open({ tab = "one", guide = "a", cards = [] } = {}) {
      tabs.set(
        tab,
        studyguide.progress.open(cards, () => {}, guide),
      );
    },
    answer({ tab = "one", card, rating, took = 4000 }) {
      const time = tabs.get(tab).answer(card, rating, took);
      undone.set(tab, () => tabs.get(tab).takeBack(card, time));
    },
    undo: ({ tab = "one" } = {}) => undone.get(tab)(),
    set: ({ tab = "one", ...changes }) => tabs.get(tab).set(changes),
    wipe: ({ tab = "one" } = {}) => tabs.get(tab).wipe(),
    backup: ({ tab = "one", file }) => void files.set(file, tabs.get(tab).backup(Date.now())),
    restore: ({ tab = "one", file, text, json }) =>
      tabs.get(tab).restore(text ?? (json ? JSON.stringify(json) : files.get(file))),
    change({ file, key, from, to }) {
      const [holder, name] = file ? [files, file] : [items, key];
      if (!holder.get(name)?.includes(from)) throw new Error(`${name} does not hold ${from}: ${holder.get(name)}`);
      holder.set(name, holder.get(name).replace(from, to));
    },
    store(entries) {
      for (const [key, value] of Object.entries(entries)) {
        if (value === null) items.delete(key);
        else items.set(key, typeof value === "string" ? value : JSON.stringify(value));
      }
    },
    storage: (name) => void (state = name),
    show: ({ tab = "one", what, key }) => (key ? readable(items.get(key)) : VIEWS[what](tabs.get(tab))),
  };
  for (const step of steps) {
    const [[name, argument]] = Object.entries(step);
    if (!STEPS[name]) throw new Error(`there is no step "${name}"`);
    const result = STEPS[name](argument ?? undefined);
    if (result !== undefined) shown.push(result);
  }
  return shown;
}

const VIEWS = {
  cards: ({ cards }) =>
    Object.fromEntries(
      [...cards]
        .sort()
        .map(([id, card]) => [
          id,
          `${STATES[card.state]}, due ${moment(card.due)}, ${card.reviews} reviews, first ${moment(card.firstReview)}`,
        ]),
    ),
  answers: (progress) =>
    Object.fromEntries(
      [...progress.answers()]
        .sort()
        .map(([id, answers]) => [
          id,
          answers.map(({ rating, duration, time }) => `${rating} at ${moment(time)} in ${duration} ms`),
        ]),
    ),
  trouble: ({ trouble }) => trouble || "none",
  lost: ({ lost }) => lost,
  settings: ({ settings }) => settings,
  keys: () => [...items.keys()].sort(),
};

function readable(text) {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => {
  const results = JSON.parse(input).map((steps) => {
    try {
      return scenario(steps);
    } catch (error) {
      return { error: error.stack };
    }
  });
  process.stdout.write(JSON.stringify(results));
});
