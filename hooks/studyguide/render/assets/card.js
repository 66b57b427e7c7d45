/* One question on the page: asked, then with its answer. Knows elements and words, not what is learned. */
"use strict";
/**
 * @typedef {(name: string) => HTMLElement} Part Finds a part of the review by name.
 * @typedef {(option: Choice, button: HTMLButtonElement) => void} Chosen Called when an option is chosen.
 */
((sg) => {
  const LONG_QUESTION = 140;

  /**
   * Shows a question without its answer.
   * @param {Part} part
   * @param {Content} content
   * @param {Chosen} chosen
   * @param {Say} say
   */
  function ask(part, content, chosen, say) {
    showQuestion(part, content);
    part("choices").replaceChildren(...sg.answers.controls(content, chosen, say));
    part("choices").hidden = !content.options.length;
    part("answer").hidden = part("grades").hidden = true;
    part("reveal").hidden = false;
    part("question").focus();
  }

  /** Shows what is asked, in smaller letters if it is long. @param {Part} part @param {Content} content */
  function showQuestion(part, { question }) {
    part("question").replaceChildren(...copies(question));
    part("card").classList.toggle("sg-card--long", (question.textContent ?? "").length > LONG_QUESTION);
  }

  /**
   * Shows the answer and its sources; after a choice, whether it was right, and why not.
   * @param {Part} part
   * @param {Content} content
   * @param {Verdict|null} [result] What is to be said of the learner's answer.
   * @param {HTMLButtonElement} [button] The button of the option that was chosen.
   */
  function reveal(part, content, result, button) {
    part("answer").replaceChildren(...(result ? [verdict(result)] : []), ...copies(content.answer), ...behind(content));
    sg.answers.close(part("choices"), content, button);
    part("answer").hidden = part("grades").hidden = false;
    part("reveal").hidden = true;
    part("answer").focus({ preventScroll: true });
    part("question").scrollIntoView({ block: "start" });
  }

  /** @param {Verdict} result */
  function verdict({ right, text, why }) {
    const says = element("p", { className: "sg-verdict" });
    const wrong = text ? sg.text("quiz.wrong_choice", { choice: text }) : sg.text("quiz.not_quite");
    const textContent = right ? sg.text("quiz.right") : wrong;
    says.append(element("strong", { textContent }), right ? "" : ` ${why}`);
    return says;
  }

  /**
   * Returns what is shown behind the answer, without the definition where that is the answer.
   * @param {Content} content
   */
  function behind(content) {
    const copy = /** @type {Element} */ (content.behind.cloneNode(true));
    const definition = copy.querySelector(".sg-defined");
    const text = definition?.lastElementChild?.textContent ?? "";
    if (content.answer.textContent?.includes(text)) definition?.remove();
    return [...copy.childNodes];
  }

  /** Returns a link in a list entry. @param {string} href @param {string} text */
  function entry(href, text) {
    const item = document.createElement("li");
    item.append(element("a", { href, textContent: text }));
    return item;
  }

  /**
   * Returns a new element with properties.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Partial<HTMLElementTagNameMap[Name]>} properties
   */
  function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  /** @param {Element} source */
  function copies(source) {
    return [...source.cloneNode(true).childNodes];
  }

  sg.card = Object.freeze({ ask, showQuestion, reveal, entry, element });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
