/* A worker in front of the theme's own: it fetches the index when something is first typed, and says a query in the
 * words of the index. The theme's worker stays the engine; its file name comes behind the `?` of this one's address.
 *
 * The engine counts single words, as they are written. So a query asks for each word, for its other endings, and for
 * every run of words that is a spelling of a term, however it is spaced: those stand in `names`, each folded into one
 * word. A word that is nowhere is looked for with a letter or two wrong, and is still reported as missing. Pages that
 * hold more of the words come first.
 */
"use strict";
((worker) => {
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  const REWRITTEN = "rewritten";
  /** Weights of what is asked for. */
  const WORD = 24, ENDING = 10, BEGINNING = 1, WRONG = 3, NAME = 120, FOCUS = 2;
  /** How many times more a page counts that is named by the whole query, and if that is its first name. */
  const NAMED = 4, FIRST_NAMED = 6, PAIR_NAMED = 20;
  /** How much it counts that a page holds all of the words, and what a word written wrongly counts for that. */
  const COVERAGE = 1.5, WRONG_SHARE = 0.1;
  const MAX_RUN = 6;
  const MIN_STEM = 3, MIN_WRONG = 4, TWO_WRONG = 8;
  const ENDINGS = /(?:ations?|ions?|ings?|ments?|ness|ives?|ables?|ers?|ors?|ies|ied|ed|es|s|e|y|ly)$/;
  /** What is asked for where two terms are asked about. */
  const PAIR = 240;
  const BEFORE_PAIR = /^(?:what is )?(?:the )?(?:difference between |compare )?/;
  /** The strongest first: a name may contain `and`. */
  const VERSUS = [/\s(?:vs\.?|versus|compared (?:to|with))\s/, /\sor\s/, /\sand\s/];
  /** Quotation marks, `+word`, `-word`: the reader speaks the engine's own language. */
  const OPERATORS = /"|(?:^|\s)[+-][^\s\d]|[~^]\d/;
  /** Words of questions that tell nothing of what is asked for; what small words are left out, the engine knows. */
  const ASKING = new Set((
    "mean means meaning define definition difference differences between versus vs use used uses using need needs want work works "
    + "best way tell come comes make makes made take takes happen happens happened call called know same thing things many much once don doesn"
  ).split(" "));

  const own = worker.document?.querySelector("script[src]")?.src ?? worker.location.href;
  let loading, latest, asked;

  const send = worker.postMessage.bind(worker);
  worker.postMessage = (message) => message.type === RESULT && send({ ...message, data: ranked(message.data, asked) });
  worker.addEventListener("message", (event) => {
    const { type, data } = event.data;
    if (type !== QUERY || event.origin === REWRITTEN) return;
    event.stopImmediatePropagation();
    latest = data;
    if (data.trim()) answer(data);
    else send({ type: RESULT, data: { items: [] } });
  });
  send({ type: READY });

  async function answer(query) {
    const index = await (loading ??= load());
    if (query !== latest) return;
    asked = rewritten(query, index);
    pass(QUERY, asked.query);
  }

  function pass(type, data) {
    worker.dispatchEvent(new MessageEvent("message", { data: { type, data }, origin: REWRITTEN }));
  }

  /** Fetch index and engine; return what is in the index: how to split words, in how many documents each is, what
   * shares a stem, and the names by their plain form. */
  async function load() {
    const { config, docs } = await (await fetch(new URL("../search/search_index.json", own))).json();
    await worker.importScripts(new URL(`javascripts/workers/${own.split("?")[1]}`, own));
    pass(SETUP, { config, docs, options: { suggest: true } });
    const split = new RegExp(config.separator);
    const counts = new Map();
    for (const { title, text, context = "" } of docs)
      for (const word of new Set(`${title} ${text.replace(/<\/?p>/g, " ")} ${context}`.toLowerCase().split(split)))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    const firstNames = new Map();
    for (const { names = [] } of docs)
      for (const name of names) firstNames.set(plain(name), [...(firstNames.get(plain(name)) ?? []), names[0]]);
    return {
      split, counts, total: docs.length, stems: grouped(counts.keys(), stem), firstNames,
      names: grouped(new Set(docs.flatMap((doc) => doc.names ?? [])), plain),
    };
  }

  /** Return a query in the engine's language, what each of its words may be found as, and the names it is as a whole. */
  function rewritten(query, index) {
    if (OPERATORS.test(query)) return { query, words: null };
    const typed = query.toLowerCase().replace(/[~^*+:]/g, " ").split(index.split).filter(Boolean);
    const named = [...runs(typed, index.names)];
    const inside = new Set(named.filter(({ words }) => words.length > 1).flatMap(({ words }) => words));
    const telling = typed.filter((word) => worker.lunr.stopWordFilter(word) && (inside.has(word) || !ASKING.has(word)));
    const words = new Map((telling.length ? telling : typed).map((word) => [word, { forms: [word], weight: 0 }]));
    const clauses = new Map();
    const ask = (clause, weight) => clauses.set(clause, Math.max(Math.round(weight), clauses.get(clause) ?? 1));

    for (const [word, known] of words) {
      const related = index.stems.get(stem(word)) ?? [];
      known.forms.push(...related);
      known.weight = rarity(known.forms, index);
      if (!related.length || word === typed.at(-1)) ask(`${word}*`, BEGINNING);
      for (const form of related) ask(form, form === word ? WORD : ENDING);
      if (!related.length && word.length >= MIN_WRONG && ![...index.counts.keys()].some((other) => other.startsWith(word)))
        ask(`${word}~${word.length < TWO_WRONG ? 1 : 2}`, WRONG);
    }
    const whole = sum(words.values());
    for (const { words: run, names } of named) {
      const share = sum([...new Set(run)].map((word) => words.get(word) ?? { weight: 0 })) / whole;
      for (const name of names) {
        if (share) ask(name, Math.max(WORD, NAME * share ** FOCUS));
        for (const word of run) words.get(word)?.forms.push(name);
      }
    }
    const pairs = pairNames(query, index);
    for (const name of pairs) {
      ask(name, PAIR);
      for (const { forms } of words.values()) forms.push(name);
    }
    const entire = pairs.length ? pairs : named.find(({ words: run }) => run.length === typed.length)?.names ?? [];
    return { query: [...clauses].map(([clause, weight]) => `${clause}^${weight}`).join(" "), words, entire, isPair: pairs.length > 0 };
  }

  /** Return the names of pages on a pair of terms: `a vs b` asks for the first names of both as one word. */
  function pairNames(query, { names, firstNames }) {
    const asked = query.toLowerCase().replace(BEFORE_PAIR, "");
    const [left, right] = VERSUS.map((between) => asked.split(between)).find(({ length }) => length === 2) ?? [];
    if (!right) return [];
    const [ones, others] = [left, right].map((side) => firstNames.get(plain(folded(side))) ?? []);
    const keys = ones.flatMap((one) => others.map((other) => [one, other].sort().join("")));
    return [...new Set(keys.flatMap((key) => names.get(plain(key)) ?? []))];
  }

  /** Yield every run of words that is a name, however it is spaced. */
  function* runs(typed, names) {
    for (let first = 0; first < typed.length; first++)
      for (let last = first + 1; last <= Math.min(typed.length, first + MAX_RUN); last++) {
        const words = typed.slice(first, last);
        const found = names.get(plain(folded(words.join(""))));
        if (found) yield { words, names: found };
      }
  }

  /** Put what holds more of the words first, and say of each result which of the typed words it holds. */
  function ranked(data, { words, entire, isPair }) {
    if (!words) return data;
    const whole = sum(words.values());
    const items = data.items.map((page) => page.map((item) => {
      if (!Object.keys(item.terms).length) return item;
      const held = [...words].map(([word, { forms }]) => [word, forms.some((form) => item.terms[form])]);
      const share = sum(held.filter(([, found]) => found).map(([word]) => words.get(word))) / whole;
      const names = (item.names ?? []).map((name) => name.replace(/<\/?mark>/g, ""));
      const isNamed = names.some((name) => entire.includes(name));
      const named = isNamed ? (isPair ? PAIR_NAMED : entire.includes(names[0]) ? FIRST_NAMED : NAMED) : 1;
      const score = item.score * Math.max(share, WRONG_SHARE) ** COVERAGE * named;
      return { ...item, terms: Object.fromEntries(held), score };
    }).sort(byScore));
    return { ...data, items: items.sort(([a], [b]) => byScore(a, b)) };
  }

  /** A text without what is between its words. */
  function folded(text) {
    return text.replace(/[^\p{L}\p{N}]/gu, "");
  }

  function byScore(a, b) {
    return b.score - a.score;
  }

  function grouped(words, key) {
    const groups = new Map();
    for (const word of words) {
      const of = key(word);
      if (groups.has(of)) groups.get(of).push(word);
      else groups.set(of, [word]);
    }
    return groups;
  }

  function sum(words) {
    let total = 0;
    for (const { weight } of words) total += weight;
    return total;
  }

  function rarity(forms, { counts, total }) {
    return Math.log(1 + total / (1 + Math.max(...forms.map((form) => counts.get(form) ?? 0))));
  }

  /** A word without its ending, British spelling or American. */
  function stem(word) {
    const short = plain(word).replace(ENDINGS, "");
    return short.length < MIN_STEM || /\d/.test(word) ? word : short.replace(/([bdglmnprt])\1$/, "$1");
  }

  /** A word without its plural, in American spelling. */
  function plain(word) {
    const american = word.replace(/is(?=e|ing|ation)/g, "iz").replace(/our(?=$|s$|ed|ing)/g, "or");
    return american.length > MIN_STEM ? american.replace(/(?<!s)s$/, "") : american;
  }
})(self);
