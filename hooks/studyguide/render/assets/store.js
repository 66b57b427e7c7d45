/* What a guide stores in the reader's browser. Errors of the storage are returned, never thrown.
 *
 * Every key is `studyguide/<id of the guide>/<name>`, so that guides on one host never touch each other's data.
 * The page names its guide: `<meta name="studyguide-id" content="...">`, or an element with `data-guide-id` where
 * the head of the page cannot be changed. Before guides had ids, all of them shared the keys `studyguide.1.<name>`:
 * see `legacy`.
 */
"use strict";
/**
 * Why a value is not stored; "" if it is.
 * @typedef {"" | "blocked" | "full"} StorageError
 *
 * @typedef {object} Store What one guide has stored.
 * @property {(name: string) => string|null} text Returns a stored text.
 * @property {(name: string, text: string|null) => StorageError} setText Stores a text; null removes it.
 * @property {(name: string) => any} read Returns a stored JSON value; null if there is none or it is not JSON.
 * @property {(name: string, value: unknown) => StorageError} write Stores a JSON value; null removes it.
 * @property {(prefix: string) => Map<string, string>} list Returns all texts below a prefix, by the rest of their name.
 * @property {(prefix: string, changed: () => void) => void} watch Calls back after another tab changed such a name.
 */
((sg) => {
  const LEGACY_PREFIX = "studyguide.1.";
  const UNNAMED = "unnamed";

  /** Returns the id of the guide that this page belongs to. */
  function guideId() {
    const meta = /** @type {HTMLMetaElement|null} */ (document.querySelector('meta[name="studyguide-id"]'));
    const element = /** @type {HTMLElement|null} */ (document.querySelector("[data-guide-id]"));
    return meta?.content || element?.dataset.guideId || UNNAMED;
  }

  /**
   * Opens what a guide has stored.
   * @param {string} guide
   */
  function open(guide) {
    return withPrefix(`studyguide/${encodeURIComponent(guide)}/`);
  }

  /**
   * @param {string} prefix
   * @returns {Store}
   */
  function withPrefix(prefix) {
    return Object.freeze({
      text: (name) => getItem(prefix + name),
      setText: (name, text) => setItem(prefix + name, text),
      read: (name) => parsed(getItem(prefix + name)),
      write: (name, value) => setItem(prefix + name, value === null ? null : JSON.stringify(value)),
      list: (below) => list(prefix + below),
      watch: (below, changed) => watch(prefix + below, changed),
    });
  }

  /** Returns whether this browser lets the guide store anything at all. */
  function isAvailable() {
    try {
      return localStorage.length >= 0;
    } catch {
      return false;
    }
  }

  /** @param {string} key */
  function getItem(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /**
   * @param {string} key
   * @param {string|null} text
   * @returns {StorageError}
   */
  function setItem(key, text) {
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return "";
    } catch (error) {
      return error instanceof DOMException && error.name === "QuotaExceededError" && isAvailable() ? "full" : "blocked";
    }
  }

  /** @param {string|null} text */
  function parsed(text) {
    try {
      return JSON.parse(text ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {string} prefix
   * @returns {Map<string, string>}
   */
  function list(prefix) {
    if (!isAvailable()) return new Map();
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
    const below = keys.filter((key) => key.startsWith(prefix)).sort();
    return new Map(below.map((key) => [key.slice(prefix.length), getItem(key) ?? ""]));
  }

  /**
   * Calls back once for all changes that arrive together: a restored backup changes hundreds of keys.
   * @param {string} prefix
   * @param {() => void} changed
   */
  function watch(prefix, changed) {
    let timer = 0;
    addEventListener("storage", ({ key }) => {
      if (key !== null && !key.startsWith(prefix)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, 0);
    });
  }

  sg.store = Object.freeze({ guideId, open, isAvailable, legacy: withPrefix(LEGACY_PREFIX) });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
