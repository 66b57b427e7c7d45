/** What the scripts of search and spelling help share, beside what the scripts of the review page share. */
interface Studyguide {
  words: Readonly<{
    fold(text: string): string;
    joined(text: string): string;
    distance(a: string, b: string, limit: number): number;
  }>;
  /** Set by suggest.js. */
  suggestions?(query: string): NamedPage[];
}

/** A name or other spelling of a term, with the address of its page below the root of the site. */
interface NamedPage {
  name: string;
  address: string;
}

/** Set by names.js: pairs of a name and an address. */
declare var sgNames: [name: string, address: string][] | undefined;

/** The global object of a search worker, or of the frame that replaces it when a page is opened from disk. */
interface SearchWorker extends EventTarget {
  readonly document?: Document;
  readonly location: Location;
  readonly lunr: { stopWordFilter(word: string): string | undefined };
  postMessage(message: SearchMessage): void;
  importScripts(...scripts: URL[]): unknown;
}

type SearchMessage = { type: number; data?: any };

/** The part of search_index.json that search_worker.js reads. */
interface SearchDocuments {
  config: { separator: string };
  docs: { title: string; text: string; context?: string; names?: string[] }[];
}

/** What the search knows of the words of all documents. */
interface WordIndex {
  split: RegExp;
  /** In how many documents a word is. */
  counts: Map<string, number>;
  total: number;
  /** Words by the stem that they share. */
  stems: Map<string, string[]>;
  /** Names by their plain form. */
  names: Map<string, string[]>;
  /** First names of the terms that a plain form names. */
  firstNames: Map<string, string[]>;
}

/** A typed word: the forms that it may be found as, and how much a page gains that holds it. */
interface TypedWord {
  forms: string[];
  weight: number;
}

/** A query in the language of the engine; `words` is null when the reader speaks that language. */
interface EngineQuery {
  /** Whether two terms are asked about together. */
  isPair: boolean;
  query: string;
  words: Map<string, TypedWord> | null;
  /** Names that the query is as a whole. */
  entire: string[];
}

/** A run of typed words that is a name. */
interface NamedRun {
  words: string[];
  names: string[];
}

interface SearchItem {
  score: number;
  terms: Record<string, boolean>;
  names?: string[];
}

/** Results, page by page: a page comes before its parts. */
interface SearchResults {
  items: SearchItem[][];
}

/** The window of a frame that runs a script as a worker would. */
type WorkerFrame = Omit<Window, "postMessage" | "fetch"> & {
  postMessage(data: any): void;
  importScripts(...scripts: (string | URL)[]): Promise<void>;
  fetch(address: string | URL): Promise<{ ok: boolean; json(): Promise<any> }>;
  __index?: any;
};
