/** What the scripts of the search share, beside what the scripts of the review page share. */
interface Studyguide {
  words: Readonly<{
    fold(text: string): string;
    joined(text: string): string;
    distance(a: string, b: string, limit: number): number;
  }>;
  searchWords: Readonly<{
    typedWords(text: string): string[];
    searchWords(text: string): string[];
    foldedText(text: string): string;
    joinedName(text: string): string;
    singularForm(word: string): string;
    wordStem(word: string): string;
    isStopWord(word: string): boolean;
    pieces(text: string): string[];
    goesOn(text: string): boolean;
    lettersWrong(typed: string, meant: string, limit: number): number;
  }>;
  searchEncoding: Readonly<{
    eachPosting(encoded: string, visit: (document: number, impact: number) => void): number;
    numbers(encoded: string): number[];
    lines(text: string): string[];
    withPrefix(list: WordList, beginning: string): Generator<[string, number]>;
    place(list: string[], text: string): number;
    after(list: string[], text: string): number;
  }>;
  searchNames: Readonly<{
    namedRuns(query: string, list: NameList): NamedRun[];
    nearlyNamed(text: string, list: NameList): NamedDocument[];
    pairDocuments(query: string, list: NameList): { pages: number[]; sides: number[] };
  }>;
  searchForms: Readonly<{
    askedWord(word: string, isLast: boolean, lists: WordList[], total: number): AskedWord;
    sharedBeginning(word: string): string;
    isLongEnough(word: string): boolean;
  }>;
  searchRanking: Readonly<{
    ranked(query: string, words: AskedWord[], runs: NamedRun[], names: NameList, groups: SearchGroup[]): SearchAnswer;
  }>;
  searchIndex: Readonly<{ open(core: SearchCore, load: (name: string) => Promise<any>): SearchIndex }>;
  searchMarks: Readonly<{
    withMarks(text: string, forms: ReadonlySet<string>): (string | HTMLElement)[];
    isMarked(text: string, forms: ReadonlySet<string>): boolean;
    excerpt(text: string, forms: ReadonlySet<string>): string;
  }>;
  searchParts: Readonly<{ withIndex<T>(job: (index: SearchIndex) => Promise<T>): Promise<T> }>;
  searchResults: Readonly<{
    grouped(index: SearchIndex, answer: SearchAnswer): HitGroup[];
    mainDocument(index: SearchIndex, group: HitGroup): number;
    items(index: SearchIndex, groups: HitGroup[], forms: ReadonlySet<string>, shown: number): HTMLElement[];
    hrefOf(location: string): string;
    FIRST_SHOWN: number;
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

/** Set by the files of the index. */
declare var sgSearch: SearchPart[] | undefined;
type SearchPart = [name: string, digest: string, data: any];

type SearchGroup = "Term" | "Lesson" | "Decision" | "Comparison" | "Exam" | "Symptom" | "Note" | "Page";

/** The part of the index that every query needs, as render/data/search_files.py writes it. */
interface SearchCore {
  kinds: [kind: string, group: SearchGroup][];
  kindOf: string;
  titles: string;
  locations: string;
  definitions: string;
  spellings: Record<number, string[]>;
  status: Record<number, [state: string, replacements: number[]]>;
  words: string;
  postings: string;
  names: string;
  named: string;
  pairs: string;
  /** First word of each part of words. */
  wordParts: string[];
  /** First document of each part of texts. */
  textParts: number[];
}

/** Sorted words, each with the documents that have it. */
interface WordList {
  words: string[];
  postings: string[];
}

/** Sorted names, each with the documents that it names. */
interface NameList {
  names: string[];
  named: string[];
  /** Two documents and the one that compares them, one pair after the other, encoded. */
  pairs: string;
}

interface SearchIndex {
  find(query: string): Promise<SearchAnswer>;
  /** From the parts that are loaded. */
  answer(query: string): SearchAnswer;
  loading(query: string): Promise<unknown> | undefined;
  loadWords(): Promise<void>;
  nearlyNamed(text: string): NamedDocument[];
  text(document: number): string | undefined;
  loadText(document: number): Promise<unknown>;
  document(document: number): FoundDocument;
  place(document: number): { location: string; group: SearchGroup };
  page(location: string): number | undefined;
}

interface SearchAnswer {
  /** The best first. */
  hits: SearchHit[];
  /** The words that were looked for, in every form that was found. */
  forms: string[];
  /** Whether a document has all words as they were typed, or is named by them. */
  isExact: boolean;
}

interface SearchHit {
  document: number;
  score: number;
  /** Whether the document has all words. */
  isComplete: boolean;
}

/** A typed word with the documents that have it in some form. */
interface AskedWord {
  word: string;
  forms: string[];
  /** The documents that have it. */
  documents: number[];
  /** What the word counts in each document of the index; 0 where it is not. */
  impacts: Float64Array;
  rarity: number;
  /** Whether it is in no document as it was typed. */
  isWrong: boolean;
  /** Whether it is wrong, or in so few documents that they may have it from somebody's typing error. */
  isRare: boolean;
}

/** What counts for each document. */
interface SearchTally {
  sums: Float64Array;
  /** How many times more it counts. */
  factors: Float64Array;
  /** Of each word, whether the document has it. */
  covered: Uint8Array[];
}

interface NamedDocument {
  document: number;
  /** 2 for the document's first name, 1 for another spelling, 0 for words that only link to it. */
  strength: number;
}

/** A run of typed words that is a name. */
interface NamedRun {
  words: string[];
  length: number;
  named: NamedDocument[];
  /** Whether it is the whole query. */
  isWhole: boolean;
}

interface FoundDocument {
  title: string;
  location: string;
  kind: string;
  group: SearchGroup;
  definition: string;
  spellings: string[];
  state: string;
  /** Documents of what to use instead. */
  replacements: number[];
}

/** A page with its documents that were found, the best first. */
interface HitGroup {
  page: string;
  isNote: boolean;
  score: number;
  documents: number[];
}

/** What the search shows. */
interface SearchView {
  says: string;
  items?: HTMLElement[];
  names?: { name: string; href: string }[];
  /** Number of pages that are not shown. */
  rest?: number;
}
