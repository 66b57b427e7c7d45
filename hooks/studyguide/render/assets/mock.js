/* A mock exam: which questions it has, and its result. Values in, values out. Needs plan.js. */
"use strict";
/**
 * @typedef {object} MockQuestion
 * @property {string} id Of the card.
 * @property {string} term
 * @property {number} domain Index.
 * @property {string} objective Number of the objective or task; "" if unknown.
 * @property {string} file Name of the file that says what is asked.
 *
 * @typedef {object} MockPart A domain or an objective in the result.
 * @property {string} name
 * @property {number} right
 * @property {number} total
 */
((sg) => {
  /** Kinds of generated cards that offer options to choose from. */
  const CHOICES = /^(?:which|when|ab(?::.*)?)$/;

  /**
   * Returns how many questions each domain has: shares by weight, rounded so that none is off by one or more.
   * @param {ExamDomain[]} domains
   * @param {number} total
   */
  function shares(domains, total) {
    const weights = domains.map(({ weight }) => weight || 1);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const exact = weights.map((weight) => (weight / all) * total);
    const counts = exact.map(Math.floor);
    const left = total - counts.reduce((sum, count) => sum + count, 0);
    const byRest = exact.map((_, at) => at).sort((a, b) => exact[b] - counts[b] - (exact[a] - counts[a]) || a - b);
    for (const at of byRest.slice(0, left)) counts[at] += 1;
    return counts;
  }

  /**
   * Returns the questions of a mock exam, domains mixed. Questions of the bank come before generated ones, among them
   * those never answered first, then those answered longest ago. No term is asked for twice while others are left.
   * @param {ExamData} exam
   * @param {ReadonlyMap<string, number>} lastAnswered When each question was last answered, by card id.
   * @param {() => number} random
   * @returns {MockQuestion[]}
   */
  function compose(exam, lastAnswered, random) {
    const counts = shares(exam.domains, exam.questions);
    const used = { ids: new Set(), terms: new Set() };
    const picked = counts.flatMap((count, domain) => {
      const bank = ranked(bankOf(exam, domain), lastAnswered, random);
      const generated = ranked(generatedOf(exam, domain), lastAnswered, random);
      return pick([...bank, ...generated], count, used);
    });
    return shuffled(picked, random);
  }

  /** @param {ExamData} exam @param {number} domain @returns {MockQuestion[]} */
  function bankOf({ id: exam, bank }, domain) {
    const own = bank.filter((question) => question.domain === domain);
    return own.map(({ id, term, objective }) => ({ id, term, domain, objective, file: `bank-${exam}` }));
  }

  /** @param {ExamData} exam @param {number} domain @returns {MockQuestion[]} */
  function generatedOf({ terms }, domain) {
    const own = terms.filter(({ domains, closed }) => domains.includes(domain) && !closed);
    return own.flatMap(({ id: term, cards, domains, objectives, file }) => {
      const ids = cards.filter((id) => CHOICES.test(id.slice(term.length + 1)));
      return ids.map((id) => ({ id, term, domain, objective: objectives[domains.indexOf(domain)], file }));
    });
  }

  /**
   * @param {MockQuestion[]} questions
   * @param {ReadonlyMap<string, number>} lastAnswered
   * @param {() => number} random
   */
  function ranked(questions, lastAnswered, random) {
    const when = (/** @type {MockQuestion} */ { id }) => lastAnswered.get(id) ?? 0;
    return shuffled(questions, random).sort((a, b) => when(a) - when(b));
  }

  /**
   * @param {MockQuestion[]} questions
   * @param {number} count
   * @param {{ids: Set<string>, terms: Set<string>}} used
   */
  function pick(questions, count, used) {
    /** @type {MockQuestion[]} */
    const picked = [];
    for (const isStrict of [true, false]) {
      for (const question of questions) {
        if (picked.length === count) return picked;
        if (used.ids.has(question.id) || (isStrict && used.terms.has(question.term))) continue;
        used.ids.add(question.id);
        used.terms.add(question.term);
        picked.push(question);
      }
    }
    return picked;
  }

  /**
   * @template T
   * @param {T[]} values
   * @param {() => number} random
   */
  function shuffled(values, random) {
    const copy = [...values];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  }

  /**
   * Returns whether an answer is right: places of the chosen options, of the steps in their order, or of the answers
   * chosen for the pairs. A question is right as a whole or not at all.
   * @param {Content} content
   * @param {number[]} answer
   */
  function isRight({ type, options }, answer) {
    if (type === "ordering") return answer.length === options.length && answer.every((place, at) => place === at);
    if (type === "matching") return options.every((option, at) => options[answer[at]]?.answer === option.answer);
    const rights = options.filter(({ right }) => right).map(({ place }) => place);
    return answer.length === rights.length && rights.every((place) => answer.includes(place));
  }

  /**
   * Returns the result by domain and by objective.
   * @param {ExamData} exam
   * @param {MockQuestion[]} questions
   * @param {boolean[]} rights For each question.
   * @returns {{right: number, total: number, domains: MockPart[], objectives: MockPart[]}}
   */
  function result(exam, questions, rights) {
    const domains = exam.domains.map(({ name }, domain) => part(name, (question) => question.domain === domain));
    const numbers = [...new Set(questions.map(({ objective }) => objective))].filter(Boolean);
    numbers.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const objectives = numbers.map((number) => {
      const says = exam.objectives[number];
      return part(says ? `${number} ${says}` : number, (question) => question.objective === number);
    });
    return { right: rights.filter(Boolean).length, total: questions.length, domains, objectives };

    /** @param {string} name @param {(question: MockQuestion) => boolean} isOwn @returns {MockPart} */
    function part(name, isOwn) {
      const own = questions
        .map((question, at) => ({ isOwn: isOwn(question), right: rights[at] }))
        .filter((one) => one.isOwn);
      return { name, right: own.filter(({ right }) => right).length, total: own.length };
    }
  }

  sg.mock = Object.freeze({ shares, compose, isRight, result, shuffled });
})((globalThis.studyguide ??= /** @type {Studyguide} */ ({})));
