/* The result of a mock exam: shares by part of the exam, and each question with its reasons. Needs stats_chart.js. */
"use strict";
((sg) => {
  const VERDICTS = /** @type {const} */ ({
    right: "mock.reason_right",
    missed: "mock.reason_missed",
    unanswered: "mock.reason_unanswered",
  });

  /** Returns how much was right in each part. @param {string} caption @param {MockPart[]} parts */
  function tableOf(caption, parts) {
    const rows = parts.map(({ name, right, total }) => ({
      label: name,
      texts: [sg.text("mock.right_of", { right, total })],
    }));
    return sg.chart.table(caption, [sg.text("mock.part"), sg.text("mock.right")], rows);
  }

  /**
   * Returns a question with its answer and the reason for each option.
   * @param {Content} content
   * @param {number} at
   * @param {number[]} answer
   * @param {boolean} right
   * @param {number[]} order
   */
  function reasons(content, at, answer, right, order) {
    const details = sg.card.element("details", { className: "sg-keep", open: false });
    const verdict = right ? VERDICTS.right : answer.length ? VERDICTS.missed : VERDICTS.unanswered;
    const question = content.question.textContent ?? "";
    const summary = sg.card.element("summary", { textContent: sg.text(verdict, { number: at + 1, question }) });
    const list = sg.card.element("dl", { className: "sg-whys" });
    for (const place of content.type === "ordering" || content.type === "matching" ? content.options.keys() : order) {
      const option = content.options[place];
      const entry = document.createElement("div");
      if (option.right) entry.dataset.right = "";
      const chosen = content.type === "single" || content.type === "multiple" ? answer.includes(place) : false;
      const name = option.answer ? `${option.text} → ${option.answer}` : option.text;
      entry.append(
        sg.card.element("dt", { textContent: chosen ? sg.text("mock.your_choice", { option: name }) : name }),
        sg.card.element("dd", { textContent: option.why }),
      );
      list.append(entry);
    }
    const answerShown = sg.card.element("div", {});
    answerShown.append(...content.answer.cloneNode(true).childNodes);
    const link = sg.card.element("a", {
      href: content.href,
      textContent: sg.text("questions.read_term", { name: content.name }),
    });
    details.append(summary, ...(content.options.length ? [list] : [answerShown]), link);
    return details;
  }

  sg.mockResult = Object.freeze({ tableOf, reasons });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
