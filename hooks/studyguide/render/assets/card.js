/* One question on the page: asked, then with its answer. Knows elements and words, not what is learned. */
"use strict";
((sg) => {
  const LETTERS = "ABC";

  /**
   * Show a question without its answer.
   * @param {(name: string) => HTMLElement} part Finds a part of the review by name.
   * @param {object} content As the deck tells it.
   * @param {(option: object, button: Element) => void} chosen Called when an option is chosen.
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
   * Show the answer and what stands behind it; after a choice, whether it was right, and why not.
   * @param {object} [option] The one that was chosen.
   * @param {Element} [button] Its button.
   */
  function reveal(part, content, option, button) {
    part("answer").replaceChildren(
      ...(option ? [verdict(option)] : []),
      ...copies(content.answer),
      ...behind(content),
    );
    for (const each of part("choices").children) {
      each.disabled = true;
      each.append(each.dataset.right === "true" ? " ✓ right" : each === button ? " ✗ your choice" : "");
    }
    part("answer").hidden = part("grades").hidden = false;
    part("reveal").hidden = true;
    part("answer").focus();
  }

  function choice(option, at, chosen) {
    const button = element("button", { type: "button", className: "sg-choice" });
    button.append(element("kbd", { textContent: LETTERS[at] }), ` ${option.text}`);
    button.dataset.right = option.right;
    button.addEventListener("click", () => chosen(option, button));
    return button;
  }

  function verdict({ right, text, why }) {
    const says = element("p", { className: "sg-verdict" });
    says.append(element("strong", { textContent: right ? "Right." : `Not ${text}.` }), right ? "" : ` ${why}`);
    return says;
  }

  /** What stands behind the answer, without the definition where that is the answer. */
  function behind(content) {
    const copy = content.behind.cloneNode(true);
    const defined = copy.querySelector(".sg-defined");
    if (content.answer.textContent.includes(defined.lastElementChild.textContent)) defined.remove();
    return [...copy.childNodes];
  }

  /** Return a link in a list entry. */
  function entry(href, text) {
    const item = document.createElement("li");
    item.append(element("a", { href, textContent: text }));
    return item;
  }

  function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  function copies(source) {
    return [...source.cloneNode(true).childNodes];
  }

  sg.card = Object.freeze({ ask, reveal, entry, element });
})((globalThis.studyguide ??= {}));
