/* One question on the page: asked, then with its answer. Knows elements and words, not what is learned. */
"use strict";
/**
 * @typedef {(name: string) => HTMLElement} Part Finds a part of the review by name.
 * @typedef {(option: Choice, button: HTMLButtonElement) => void} Chosen Called when an option is chosen.
 */
((sg) => {
  const LETTERS = "ABC";

  /**
   * Shows a question without its answer.
   * @param {Part} part
   * @param {Content} content
   * @param {Chosen} chosen
   */
  function ask(part, content, chosen) {
    part("question").replaceChildren(...copies(content.question));
    const options = sg.deck.shuffled(content.options);
    part("choices").replaceChildren(...options.map((option, at) => choice(option, at, chosen)));
    part("choices").hidden = !content.options.length;
    part("answer").hidden = part("grades").hidden = true;
    part("reveal").hidden = false;
    part("question").focus();
  }

  /**
   * Shows the answer and its sources; after a choice, whether it was right, and why not.
   * @param {Part} part
   * @param {Content} content
   * @param {Choice} [option] The one that was chosen.
   * @param {HTMLButtonElement} [button] Its button.
   */
  function reveal(part, content, option, button) {
    part("answer").replaceChildren(
      ...(option ? [verdict(option)] : []),
      ...copies(content.answer),
      ...behind(content),
    );
    for (const each of part("choices").querySelectorAll("button")) {
      each.disabled = true;
      each.append(each.dataset.right === "true" ? " ✓ right" : each === button ? " ✗ your choice" : "");
    }
    part("answer").hidden = part("grades").hidden = false;
    part("reveal").hidden = true;
    part("answer").focus();
  }

  /** @param {Choice} option @param {number} at @param {Chosen} chosen */
  function choice(option, at, chosen) {
    const button = element("button", { type: "button", className: "sg-choice" });
    button.append(element("kbd", { textContent: LETTERS[at] }), ` ${option.text}`);
    button.dataset.right = String(option.right);
    button.addEventListener("click", () => chosen(option, button));
    return button;
  }

  /** @param {Choice} option */
  function verdict({ right, text, why }) {
    const says = element("p", { className: "sg-verdict" });
    says.append(element("strong", { textContent: right ? "Right." : `Not ${text}.` }), right ? "" : ` ${why}`);
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

  sg.card = Object.freeze({ ask, reveal, entry, element });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
