/* Steps that a learner brings into the right order, with two buttons at each step. Knows elements and words only. */
"use strict";
((sg) => {
  /**
   * Returns the list of steps. The list is marked as moved after the first move.
   * @param {Choice[]} options The steps in the order in which they are shown.
   * @param {(option: Choice) => HTMLElement} itemOf Makes the empty item of a step.
   * @param {(place: number, total: number) => void} moved Called with the new place, from 1, when a step has moved.
   */
  function list(options, itemOf, moved) {
    const steps = sg.card.element("ol", { className: "sg-order" });
    for (const option of options) {
      const item = itemOf(option);
      const { place, text: step } = option;
      item.dataset.place = String(place);
      item.append(
        sg.card.element("span", { textContent: step }),
        mover("↑", sg.text("quiz.move_up", { step }), () => item.previousElementSibling?.before(item)),
        mover("↓", sg.text("quiz.move_down", { step }), () => item.nextElementSibling?.after(item)),
      );
      steps.append(item);
    }
    return steps;

    /** @param {string} textContent @param {string} ariaLabel @param {() => void} move */
    function mover(textContent, ariaLabel, move) {
      const button = sg.card.element("button", { type: "button", textContent, ariaLabel });
      button.addEventListener("click", () => {
        move();
        steps.dataset.moved = "true";
        button.focus();
        moved([...steps.children].indexOf(/** @type {Element} */ (button.parentElement)) + 1, steps.children.length);
      });
      return button;
    }
  }

  sg.orderList = Object.freeze({ list });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
