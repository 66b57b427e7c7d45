/* The ways to answer a question: one of several, several of several, an order, pairs. Knows elements and words only. */
"use strict";
/**
 * @typedef {{right: boolean, text: string, why: string}} Verdict Whether an answer is right, the chosen option, if there is
 * one, and what is said of it.
 * @typedef {(text: string) => void} Say Announces what happened to readers who do not see it.
 */
((sg) => {
  const LETTERS = "ABCDEF";

  /**
   * Returns the elements with which a question is answered.
   * @param {Content} content
   * @param {Chosen} chosen Called when the one option is chosen.
   * @param {Say} say
   */
  function controls({ type, options }, chosen, say) {
    const mixed = sg.deck.shuffled(options);
    if (type === "multiple") return mixed.map(box);
    if (type === "ordering") return [order(mixed, say)];
    if (type === "matching") return options.map((option) => pair(option, mixed));
    return mixed.map((option, at) => choice(option, at, chosen));
  }

  /**
   * Returns what is to be said of the answer in a form; null where none was given, or where choosing gives it.
   * @param {HTMLElement} form
   * @param {Content} content
   * @returns {Verdict|null}
   */
  function verdict(form, { type, options }) {
    const results = marks(form, type);
    const count = results.filter(Boolean).length;
    if (type === "multiple" && form.querySelector(":checked")) {
      const hits = [...form.querySelectorAll(":checked")].filter(isRight).length;
      const wanted = options.filter(({ right }) => right).length;
      return told(count === results.length, sg.text("quiz.options_right", { right: hits, total: wanted }));
    }
    if (type === "ordering" && form.querySelector("[data-moved]"))
      return told(count === results.length, sg.text("quiz.steps_right", { right: count, total: results.length }));
    if (type === "matching" && [...form.querySelectorAll("select")].some(({ value }) => value))
      return told(count === results.length, sg.text("quiz.pairs_right", { right: count, total: results.length }));
    return null;
  }

  /**
   * Marks every part of an answer as right or wrong, and ends answering.
   * @param {HTMLElement} form
   * @param {Content} content
   * @param {HTMLButtonElement} [chosen] The button of the option that was chosen.
   */
  function close(form, { type }, chosen) {
    const results = marks(form, type);
    const isAnswered = type === "single" || verdictShown(form, type);
    const [rightMark, ownMark] = [` ${sg.text("quiz.right_option")}`, ` ${sg.text("quiz.your_choice")}`];
    [...parts(form)].forEach((part, at) => {
      const own = part === chosen || Boolean(part.querySelector(":checked"));
      const isKey = part.dataset.right === "true";
      if (type === "single" || type === "multiple") part.append(isKey ? rightMark : own ? ownMark : "");
      else if (isAnswered) part.append(results[at] ? " ✓" : " ✗");
    });
    const controls = /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll("button, input, select"));
    for (const control of controls) control.disabled = true;
  }

  /** @param {HTMLElement} form @param {string} type */
  function verdictShown(form, type) {
    const selects = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("select")]);
    return type === "ordering" ? Boolean(form.querySelector("[data-moved]")) : selects.some(({ value }) => value);
  }

  /** @param {HTMLElement} form @returns {HTMLElement[]} */
  function parts(form) {
    return /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-part-of-answer]")]);
  }

  /** Returns of each part whether its answer is right. @param {HTMLElement} form @param {string} type */
  function marks(form, type) {
    return parts(form).map((part, at) => {
      if (type === "ordering") return Number(part.dataset.place) === at;
      if (type === "matching") return part.querySelector("select")?.value === part.dataset.answer;
      return Boolean(part.querySelector(":checked")) === (part.dataset.right === "true");
    });
  }

  /** @param {Element} box */
  function isRight(box) {
    return /** @type {HTMLElement|null} */ (box.closest("[data-part-of-answer]"))?.dataset.right === "true";
  }

  /** @param {boolean} right @param {string} why @returns {Verdict} */
  function told(right, why) {
    return { right, text: "", why };
  }

  /** @param {Choice} option @param {number} at @param {Chosen} chosen */
  function choice(option, at, chosen) {
    const button = partOf("button", { type: "button", className: "sg-choice" }, option);
    button.append(sg.card.element("kbd", { textContent: LETTERS[at] }), ` ${option.text}`);
    button.addEventListener("click", () => chosen(option, button));
    return button;
  }

  /** @param {Choice} option */
  function box(option) {
    const label = partOf("label", { className: "sg-choice" }, option);
    label.append(sg.card.element("input", { type: "checkbox" }), ` ${option.text}`);
    return label;
  }

  /** @param {Choice[]} options @param {Say} say */
  function order(options, say) {
    return sg.orderList.list(
      options,
      (option) => partOf("li", {}, option),
      (place, total) => say(sg.text("quiz.moved", { place, total })),
    );
  }

  /** @param {Choice} option @param {Choice[]} answers */
  function pair(option, answers) {
    const label = partOf("label", { className: "sg-pair" }, option);
    label.dataset.answer = option.answer;
    const select = sg.card.element("select", { ariaLabel: option.text });
    select.append(new Option(sg.text("quiz.choose"), ""), ...answers.map(({ answer }) => new Option(answer, answer)));
    label.append(sg.card.element("span", { textContent: option.text }), select);
    return label;
  }

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Partial<HTMLElementTagNameMap[Name]>} properties
   * @param {Choice} option
   */
  function partOf(name, properties, option) {
    const element = sg.card.element(name, properties);
    element.dataset.partOfAnswer = "";
    element.dataset.right = String(option.right);
    return element;
  }

  sg.answers = Object.freeze({ controls, verdict, close });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
