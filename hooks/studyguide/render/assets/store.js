/* What a reader's browser keeps: one JSON value per versioned key. What goes wrong is told, never thrown. */
"use strict";
((sg) => {
  const PREFIX = "studyguide.1.";

  /** @typedef {"" | "blocked" | "full"} Trouble What keeps a value from being kept; "" for nothing. */

  /**
   * Return what is kept under a name, or null: nothing kept, storage blocked, or not readable as JSON.
   * @param {string} name
   */
  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + name));
    } catch {
      return null;
    }
  }

  /**
   * Keep a value under a name.
   * @param {string} name
   * @param {unknown} value Anything JSON can hold; null removes what was kept.
   * @returns {Trouble}
   */
  function write(name, value) {
    try {
      if (value === null) localStorage.removeItem(PREFIX + name);
      else localStorage.setItem(PREFIX + name, JSON.stringify(value));
      return "";
    } catch (error) {
      return error.name === "QuotaExceededError" && available() ? "full" : "blocked";
    }
  }

  /** Whether this browser lets the guide keep anything at all. */
  function available() {
    try {
      return localStorage.length >= 0;
    } catch {
      return false;
    }
  }

  /**
   * Call back when another tab, or the browser itself, changed or deleted what is kept under a name.
   * @param {string} name
   * @param {() => void} changed
   */
  function watch(name, changed) {
    addEventListener("storage", ({ key }) => (key === null || key === PREFIX + name) && changed());
  }

  sg.store = Object.freeze({ read, write, available, watch });
})((globalThis.studyguide ??= {}));
