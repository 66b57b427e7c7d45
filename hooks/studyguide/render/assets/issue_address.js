/* The address at which a reader reports a mistake in a question. Needs texts.js. */
"use strict";
((sg) => {
  /**
   * Returns the address of a new issue, filled with the question.
   * @param {string} issues Address of the form.
   * @param {string} id Of the card.
   * @param {string} question
   */
  function issueAddress(issues, id, question) {
    const address = new URL(issues);
    const [asked, wrong] = [sg.text("review.report_question", { id: `\`${id}\`` }), sg.text("review.report_wrong")];
    const isGitLab = address.pathname.includes("/-/");
    address.searchParams.set(isGitLab ? "issue[title]" : "title", sg.text("review.report_title", { id }));
    address.searchParams.set(isGitLab ? "issue[description]" : "body", `${asked}\n\n> ${question}\n\n${wrong}\n`);
    return address.href;
  }

  sg.issueAddress = issueAddress;
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
