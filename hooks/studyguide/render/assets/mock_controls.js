/* The ways to answer a question of a mock exam. The order of its parts is given, and an earlier answer is filled in again. */
"use strict";
((sg) => {
  /**
   * Returns the elements with which a question is answered.
   * @param {Content} content
   * @param {number[]} order Places of its parts as they are shown.
   * @param {number[]|undefined} answer That was given before.
   * @param {(place: number, total: number) => void} moved Called when a step has moved.
   */
  function controls({ type, options }, order, answer, moved) {
    if (type === "ordering")
      return [
        steps(
          (answer ?? order).map((place) => options[place]),
          Boolean(answer),
          moved,
        ),
      ];
    if (type === "matching")
      return options.map((option, at) =>
        pair(
          option,
          order.map((place) => options[place]),
          answer?.[at],
        ),
      );
    return order.map((place) =>
      choice(options[place], type === "multiple" ? "checkbox" : "radio", answer?.includes(place)),
    );
  }

  /** @param {Choice} option @param {string} type @param {boolean} [checked] */
  function choice({ text, place }, type, checked = false) {
    const label = sg.card.element("label", { className: "sg-choice" });
    label.append(sg.card.element("input", { type, name: "sg-mock-choice", value: String(place), checked }), ` ${text}`);
    return label;
  }

  /** @param {Choice} option @param {Choice[]} answers @param {number} [chosen] */
  function pair({ text }, answers, chosen) {
    const label = sg.card.element("label", { className: "sg-pair" });
    const control = sg.card.element("select", { ariaLabel: text });
    control.append(
      new Option(sg.text("quiz.choose"), ""),
      ...answers.map(({ answer, place }) => new Option(answer, String(place))),
    );
    control.value = chosen === undefined || chosen < 0 ? "" : String(chosen);
    label.append(sg.card.element("span", { textContent: text }), control);
    return label;
  }

  /** @param {Choice[]} options @param {boolean} isMoved @param {(place: number, total: number) => void} moved */
  function steps(options, isMoved, moved) {
    const list = sg.orderList.list(options, () => document.createElement("li"), moved);
    if (isMoved) list.dataset.moved = "true";
    return list;
  }

  /** Returns the answer in a form; null if there is none. @param {HTMLElement} form @param {Content} content */
  function answerOf(form, { type }) {
    if (type === "ordering") {
      const list = /** @type {HTMLElement|null} */ (form.querySelector("[data-moved]"));
      return list && /** @type {HTMLElement[]} */ ([...list.children]).map(({ dataset }) => Number(dataset.place));
    }
    if (type === "matching") {
      const values = [...form.querySelectorAll("select")].map(({ value }) => (value === "" ? -1 : Number(value)));
      return values.some((value) => value >= 0) ? values : null;
    }
    const chosen = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(":checked")]);
    return chosen.length ? chosen.map(({ value }) => Number(value)) : null;
  }

  sg.mockControls = Object.freeze({ controls, answerOf });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
