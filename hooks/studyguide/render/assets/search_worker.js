/* A worker in front of the theme's own: it fetches the index when something is first typed, and translates a query into
 * the words of the index. The theme's worker stays the engine; its file name comes after the `?` of this one's address.
 *
 * The engine counts single words, as they are written. So a query asks for each word, for its other endings, and for
 * every run of words that is a spelling of a term, however it is spaced: those are in `names`, each joined into one
 * word. A word that is nowhere is looked for with a letter or two wrong, and is still reported as missing. Pages that
 * have more of the words come first.
 */
"use strict";
((worker) => {
  /** Types of messages between the theme and its worker. */
  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  /** Origin of the messages that this script sends to the engine. */
  const REWRITTEN = "rewritten";
  /** Weights of what is asked for: the word, its other endings, its beginning, the word with letters wrong, a name. */
  const WORD = 24;
  const ENDING = 10;
  const BEGINNING = 1;
  const WRONG = 3;
  const NAME = 120;
  /** The first names of two terms that are asked about together. */
  const PAIR = 240;
  /** How fast the weight of a name falls with the share of the query that it covers. */
  const FOCUS = 2;
  /** How many times more a page counts that the whole query names, and that has this as its first name. */
  const NAMED = 4;
  const FIRST_NAMED = 6;
  /** How many times more a page counts that is about the pair of terms asked for. */
  const PAIR_NAMED = 20;
  /** How much it counts that a page has all of the words, and the least share of words that is counted. */
  const COVERAGE = 1.5;
  const MIN_SHARE = 0.1;
  /** The most words that a name is looked for in. */
  const MAX_RUN = 6;
  /** Letters of a stem, of a word that may have one letter wrong, and of one that may have two. */
  const MIN_STEM = 3;
  const MIN_WRONG = 4;
  const TWO_WRONG = 8;
  const ENDINGS = /(?:ations?|ions?|ings?|ments?|ness|ives?|ables?|ers?|ors?|ies|ied|ed|es|s|e|y|ly)$/;
  const BEFORE_PAIR = /^(?:what is )?(?:the )?(?:difference between |compare )?/;
  /** The strongest first: a name may contain `and`. */
  const VERSUS = [/\s(?:vs\.?|versus|compared (?:to|with))\s/, /\sor\s/, /\sand\s/];
  /** Quotation marks, `+word`, `-word`: the reader speaks the engine's own language. */
  const OPERATORS = /"|(?:^|\s)[+-][^\s\d]|[~^]\d/;
  /** Words of questions that say nothing about the subject; the engine itself leaves out articles and the like. */
  const ASKING = new Set(
    (
      "mean means meaning define definition difference differences between versus vs use used uses using need needs " +
      "want work works best way tell come comes make makes made take takes happen happens happened call called know " +
      "same thing things many much once don doesn"
    ).split(" "),
  );

  const script = /** @type {HTMLScriptElement | null} */ (worker.document?.querySelector("script[src]") ?? null);
  const own = script?.src ?? worker.location.href;
  /** @type {Promise<WordIndex> | undefined} */
  let loading;
  /** @type {string | undefined} */
  let latest;
  /** @type {EngineQuery} */
  let asked = { query: "", words: null, entire: [], isPair: false };

  const send = worker.postMessage.bind(worker);
  worker.postMessage = (message) => {
    if (message.type === RESULT) send({ ...message, data: ranked(message.data, asked) });
  };
  worker.addEventListener("message", (message) => {
    const event = /** @type {MessageEvent<SearchMessage>} */ (message);
    const { type, data } = event.data;
    if (type !== QUERY || event.origin === REWRITTEN) return;
    event.stopImmediatePropagation();
    latest = data;
    if (data.trim()) answer(data);
    else send({ type: RESULT, data: { items: [] } });
  });
  send({ type: READY });

  /** @param {string} query */
  async function answer(query) {
    const index = await (loading ??= load());
    if (query !== latest) return;
    asked = rewritten(query, index);
    pass(QUERY, asked.query);
  }

  /**
   * @param {number} type
   * @param {unknown} data
   */
  function pass(type, data) {
    worker.dispatchEvent(new MessageEvent("message", { data: { type, data }, origin: REWRITTEN }));
  }

  /**
   * Fetches index and engine; returns what is in the index.
   * @returns {Promise<WordIndex>}
   */
  async function load() {
    const response = await fetch(new URL("../search/search_index.json", own));
    const { config, docs } = /** @type {SearchDocuments} */ (await response.json());
    const engine = new URL(`javascripts/workers/${own.split("?")[1]}`, own);
    await worker.importScripts(new URL("words.js", own), engine);
    pass(SETUP, { config, docs, options: { suggest: true } });
    const split = new RegExp(config.separator);
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { title, text, context = "" } of docs)
      for (const word of new Set(`${title} ${text.replace(/<\/?p>/g, " ")} ${context}`.toLowerCase().split(split)))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    /** @type {Map<string, string[]>} */
    const firstNames = new Map();
    for (const { names = [] } of docs)
      for (const name of names) firstNames.set(plain(name), [...(firstNames.get(plain(name)) ?? []), names[0]]);
    return {
      split,
      counts,
      total: docs.length,
      stems: grouped(counts.keys(), stem),
      firstNames,
      names: grouped(new Set(docs.flatMap((doc) => doc.names ?? [])), plain),
    };
  }

  /**
   * Returns a query in the engine's language, what each of its words may be found as, and the names it is as a whole.
   * @param {string} query
   * @param {WordIndex} index
   * @returns {EngineQuery}
   */
  function rewritten(query, index) {
    if (OPERATORS.test(query)) return { query, words: null, entire: [], isPair: false };
    const typed = query
      .toLowerCase()
      .replace(/[~^*+:]/g, " ")
      .split(index.split)
      .filter(Boolean);
    const named = [...runs(typed, index.names)];
    const inside = new Set(named.filter(({ words }) => words.length > 1).flatMap(({ words }) => words));
    const telling = typed.filter((word) => worker.lunr.stopWordFilter(word) && (inside.has(word) || !ASKING.has(word)));
    /** @type {Map<string, TypedWord>} */
    const words = new Map((telling.length ? telling : typed).map((word) => [word, { forms: [word], weight: 0 }]));
    /** @type {Map<string, number>} */
    const clauses = new Map();
    const ask = (/** @type {string} */ clause, /** @type {number} */ weight) =>
      clauses.set(clause, Math.max(Math.round(weight), clauses.get(clause) ?? 1));

    for (const [word, known] of words) {
      const related = index.stems.get(stem(word)) ?? [];
      known.forms.push(...related);
      known.weight = rarity(known.forms, index);
      if (!related.length || word === typed.at(-1)) ask(`${word}*`, BEGINNING);
      for (const form of related) ask(form, form === word ? WORD : ENDING);
      if (
        !related.length &&
        word.length >= MIN_WRONG &&
        ![...index.counts.keys()].some((other) => other.startsWith(word))
      )
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
    const entire = pairs.length ? pairs : (named.find(({ words: run }) => run.length === typed.length)?.names ?? []);
    return {
      query: [...clauses].map(([clause, weight]) => `${clause}^${weight}`).join(" "),
      words,
      entire,
      isPair: pairs.length > 0,
    };
  }

  /**
   * Returns the names of pages on a pair of terms: `a vs b` asks for the first names of both as one word.
   * @param {string} query
   * @param {WordIndex} index
   */
  function pairNames(query, { names, firstNames }) {
    const question = query.toLowerCase().replace(BEFORE_PAIR, "").replace(/\?$/, "");
    const [left, right] = VERSUS.map((between) => question.split(between)).find(({ length }) => length === 2) ?? [];
    if (!right) return [];
    const [ones, others] = [left, right].map((side) => firstNames.get(plain(joined(side))) ?? []);
    const keys = ones.flatMap((one) => others.map((other) => [one, other].sort().join("")));
    return [...new Set(keys.flatMap((key) => names.get(plain(key)) ?? []))];
  }

  /**
   * Yields every run of words that is a name, however it is spaced.
   * @param {string[]} typed
   * @param {Map<string, string[]>} names
   * @returns {Generator<NamedRun>}
   */
  function* runs(typed, names) {
    for (let first = 0; first < typed.length; first++)
      for (let last = first + 1; last <= Math.min(typed.length, first + MAX_RUN); last++) {
        const words = typed.slice(first, last);
        const known = names.get(plain(joined(words.join(""))));
        if (known) yield { words, names: known };
      }
  }

  /**
   * Puts first what has more of the words, and notes in each result which of the typed words it has.
   * @param {SearchResults} data
   * @param {EngineQuery} asked
   */
  function ranked(data, { words, entire, isPair }) {
    if (!words) return data;
    const whole = sum(words.values());
    const weighed = (/** @type {SearchItem} */ item) => {
      if (!Object.keys(item.terms).length) return item;
      const isIn = (/** @type {TypedWord} */ { forms }) => forms.some((form) => item.terms[form]);
      const terms = Object.fromEntries([...words].map(([word, typed]) => [word, isIn(typed)]));
      const share = sum([...words.values()].filter(isIn)) / whole;
      const names = (item.names ?? []).map((name) => name.replace(/<\/?mark>/g, ""));
      const isNamed = names.some((name) => entire.includes(name));
      const named = isNamed ? (isPair ? PAIR_NAMED : entire.includes(names[0]) ? FIRST_NAMED : NAMED) : 1;
      return { ...item, terms, score: item.score * Math.max(share, MIN_SHARE) ** COVERAGE * named };
    };
    const items = data.items.map((page) => page.map(weighed).sort(byScore));
    return { ...data, items: items.sort(([a], [b]) => byScore(a, b)) };
  }

  /** @param {string} text */
  function joined(text) {
    return studyguide.words.joined(text);
  }

  /**
   * @param {SearchItem} a
   * @param {SearchItem} b
   */
  function byScore(a, b) {
    return b.score - a.score;
  }

  /**
   * Returns words by what a function makes of them.
   * @param {Iterable<string>} words
   * @param {(word: string) => string} keyOf
   */
  function grouped(words, keyOf) {
    /** @type {Map<string, string[]>} */
    const groups = new Map();
    for (const word of words) {
      const group = groups.get(keyOf(word));
      if (group) group.push(word);
      else groups.set(keyOf(word), [word]);
    }
    return groups;
  }

  /** @param {Iterable<{ weight: number }>} words */
  function sum(words) {
    let total = 0;
    for (const { weight } of words) total += weight;
    return total;
  }

  /**
   * @param {string[]} forms
   * @param {WordIndex} index
   */
  function rarity(forms, { counts, total }) {
    return Math.log(1 + total / (1 + Math.max(...forms.map((form) => counts.get(form) ?? 0))));
  }

  /**
   * Returns a word without its ending, in British spelling or American.
   * @param {string} word
   */
  function stem(word) {
    const short = plain(word).replace(ENDINGS, "");
    return short.length < MIN_STEM || /\d/.test(word) ? word : short.replace(/([bdglmnprt])\1$/, "$1");
  }

  /**
   * Returns a word without its plural, in American spelling.
   * @param {string} word
   */
  function plain(word) {
    const american = word.replace(/is(?=e|ing|ation)/g, "iz").replace(/our(?=$|s$|ed|ing)/g, "or");
    return american.length > MIN_STEM ? american.replace(/(?<!s)s$/, "") : american;
  }
})(/** @type {SearchWorker} */ (/** @type {unknown} */ (self)));
