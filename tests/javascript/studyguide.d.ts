/** The one namespace that all scripts of a page share. The types that it names are declared in the scripts themselves. */
interface Studyguide {
  fsrs: Readonly<{
    Rating: Readonly<{ AGAIN: 1; HARD: 2; GOOD: 3; EASY: 4 }>;
    State: Readonly<{ LEARNING: 1; REVIEW: 2; RELEARNING: 3 }>;
    DEFAULT_PARAMETERS: readonly number[];
    STEPS_MS: Record<number, number[]>;
    review(card: Card | null, rating: number, now: number): Card;
    retrievability(card: Card, now: number): number;
    intervalOf(stability: number, retention?: number): number;
    longestInterval(card: Card): number;
  }>;
  /** Set by the build: the texts that the scripts of the page name, and the signs within numbers. */
  texts: SiteTexts & { thousands: string; decimal: string };
  text<Key extends keyof SiteTextPlaces>(key: Key, ...values: TextValues<Key>): string;
  textParts(key: keyof SiteTextPlaces, values: Record<string, unknown>): any[];
  number(value: number): string;
  formats: Readonly<{
    span(ms: number): string;
    ahead(ms: number): string;
    ago(ms: number): string;
    day(time: number): string;
    shortDay(time: number): string;
    percent(share: number): string;
    joined(...sentences: string[]): string;
  }>;
  days: Readonly<{
    until(date: string, now: number): number;
    examTime(date: string): number;
    startOfDay(now: number): number;
    between(from: number, to: number): number;
    later(time: number, days: number): number;
  }>;
  examOrder: Readonly<{
    order(exam: ExamData): number[];
    unasked(exam: ExamData, cards: Cards): (Question & { round: number })[];
  }>;
  knowledge: Readonly<{
    KNOWN: number;
    ofExam(exam: ExamData, cards: Cards, at: number): KnowledgeOfExam;
    ofTerm(term: { cards: string[] }, cards: Cards, at: number): number | null;
    recall(cards: Cards, id: string, at: number): number;
  }>;
  plan: Readonly<{
    RETENTION: Readonly<{ least: number; most: number; usual: number }>;
    dueAt(card: Card, retention: number): number;
    today(
      exam: ExamData,
      cards: Cards,
      settings: PlanSettings,
      pace: number,
      spent: number,
      now: number,
      left?: ReadonlySet<string>,
    ): Today;
    validSettings(value: any): PlanSettings | null;
  }>;
  forecast: Readonly<{
    MOST_DAYS: number;
    forecast(
      exam: ExamData,
      cards: Cards,
      settings: PlanSettings,
      pace: number,
      spent: number,
      now: number,
    ): { cards: Cards; load: number[] };
    studied(
      ids: string[],
      cards: Cards,
      budget: number,
      pace: number,
      now: number,
      random: () => number,
    ): { cards: Cards; answers: number };
    randomNumbers(seed: number): () => number;
  }>;
  store: Readonly<{ guideId(): string; open(guide: string): Store; isAvailable(): boolean; legacy: Store }>;
  logRows: Readonly<{
    MAX_TIME_MS: number;
    answerRow(rating: number, duration: number, time: number): string;
    takenBackRow(time: number): string;
    seenRow(time: number, seen: number): string;
    stateRow(card: StudiedCard): string;
    parsedRow(row: string): LogEvent | null;
    impossible(card: Record<string, any>): string;
    base36(number: number): string;
    isRecord(value: any): value is Record<string, any>;
    isTime(value: any): boolean;
  }>;
  reviewLog: Readonly<{
    VERSION: number;
    LEGACY_VERSION: number;
    termOf(id: string): string;
    decode(term: string, text: string): TermLog;
    append(text: string | null, id: string, rows: string[]): string;
    withoutDamage(term: string, text: string): string;
    merged(events: LogEvent[], others: LogEvent[]): LogEvent[];
    replay(events: LogEvent[]): StudiedCard | null;
    reviewed(card: StudiedCard | null, rating: number, at: number): StudiedCard;
    answers(events: LogEvent[]): Answer[];
    corrections(events: LogEvent[], now: number): string[];
    nextTime(events: LogEvent[], now: number): number;
    fromVersion1(cards: Record<string, any>): { rows: Map<string, string[]>; damaged: string[] };
  }>;
  backupFile: Readonly<{
    written(
      guide: string,
      now: number,
      terms: Map<string, { text: string; version: number }>,
      ticks: string[],
      choices: Record<string, unknown>,
    ): string;
    read(text: string): Backup | BackupFault;
  }>;
  progress: Readonly<{ open(ids: Iterable<string>, changed: () => void, guide?: string): Progress }>;
  session: Readonly<{
    within(deck: DeckItem[], scope: string): DeckItem[];
    plan(deck: DeckItem[], cards: Cards, limit: number, now: number): Plan;
    ahead(deck: DeckItem[], cards: Cards, limit: number, now: number): Plan;
    cram(deck: DeckItem[]): Plan;
    weak(deck: DeckItem[], cards: Cards, now: number): Plan;
    remaining(session: Session): number;
    duration(plan: Plan, pace: number): number;
    begin(plan: Plan): Session;
    current(session: Session, cards: Cards, now: number): string | null;
    answered(session: Session, id: string, rating: number, card: Card): Session;
    skipped(session: Session, id: string): Session;
  }>;
  prefs: Readonly<{
    open(guide?: string): Readonly<{
      read(): Prefs;
      set(changes: Partial<Prefs>): StorageError;
      leftOut(now: number): Set<string>;
      suspend(id: string): StorageError;
      bury(id: string, now: number): StorageError;
      release(): StorageError;
      plan(): PlanSettings | null;
      setPlan(settings: PlanSettings | null): StorageError;
      clear(): void;
      watch(changed: () => void): void;
    }>;
  }>;
  exams: Readonly<{
    load(id: string): Promise<ExamData | null>;
    loadDeck(): Promise<WholeDeck | null>;
    add(exam: ExamData): void;
    addDeck(ids: WholeDeck): void;
    addressOf(page: string): string;
    idsOf(deck: WholeDeck): string[];
    nameOf(deck: WholeDeck, term: string): [string, string] | undefined;
  }>;
  stats: Readonly<{
    recallBins(answers: AnswersById): RecallBin[];
    recallOverall(answers: AnswersById): RecallBin;
    answersPerDay(answers: AnswersById, now: number, days: number): number[];
    secondsToday(answers: AnswersById, now: number): number;
    duePerDay(cards: Cards, now: number, days: number): number[];
    hardest(answers: AnswersById, termOf: (id: string) => string, most: number): HardTerm[];
  }>;
  chart: Readonly<{
    figure(caption: string, heads: string[], rows: ChartRow[], scale?: Scale): HTMLElement;
    dayRows(counts: number[], first: number): ChartRow[];
    table(caption: string, heads: string[], rows: { label: string; href?: string; texts: string[] }[]): HTMLElement;
  }>;
  mock: Readonly<{
    shares(domains: ExamDomain[], total: number): number[];
    compose(exam: ExamData, lastAnswered: ReadonlyMap<string, number>, random: () => number): MockQuestion[];
    isRight(content: Content, answer: number[]): boolean;
    result(
      exam: ExamData,
      questions: MockQuestion[],
      rights: boolean[],
    ): { right: number; total: number; domains: MockPart[]; objectives: MockPart[] };
    shuffled<T>(values: T[], random: () => number): T[];
  }>;
  deck: Readonly<{
    read(areas: Element, exams: HTMLOptionElement[], bank: Element | null, notes: Element | null): DeckItem[];
    load(files: Iterable<string>): Promise<unknown>;
    add(file: string, html: string): void;
    content(id: string): Content | undefined;
    shuffled<T>(values: T[]): T[];
  }>;
  orderList: Readonly<{
    list(
      options: Choice[],
      itemOf: (option: Choice) => HTMLElement,
      moved: (place: number, total: number) => void,
    ): HTMLElement;
  }>;
  answers: Readonly<{
    controls(content: Content, chosen: Chosen, say: Say): HTMLElement[];
    verdict(form: HTMLElement, content: Content): Verdict | null;
    close(form: HTMLElement, content: Content, chosen?: HTMLButtonElement): void;
  }>;
  card: Readonly<{
    ask(part: Part, content: Content, chosen: Chosen, say: Say): void;
    showQuestion(part: Part, content: Content): void;
    reveal(part: Part, content: Content, result?: Verdict | null, button?: HTMLButtonElement): void;
    entry(href: string, text: string): HTMLLIElement;
    element<Name extends keyof HTMLElementTagNameMap>(
      name: Name,
      properties: Partial<HTMLElementTagNameMap[Name]>,
    ): HTMLElementTagNameMap[Name];
  }>;
  mockControls: Readonly<{
    controls(
      content: Content,
      order: number[],
      answer: number[] | undefined,
      moved: (place: number, total: number) => void,
    ): HTMLElement[];
    answerOf(form: HTMLElement, content: Content): number[] | null;
  }>;
  mockStore: Readonly<{
    open(): Readonly<{
      state(): MockState | null;
      save(changed: MockState | null): StorageError;
      records(): MockRecord[];
      addRecord(record: MockRecord): void;
    }>;
  }>;
  mockResult: Readonly<{
    tableOf(caption: string, parts: MockPart[]): HTMLElement;
    reasons(content: Content, at: number, answer: number[], right: boolean, order: number[]): HTMLElement;
  }>;
  phrases: Readonly<{
    trouble(error: Trouble): string;
    planned(plan: Plan, seconds: number, now: number): string;
    offered(mode: FreeMode, size: number, seconds: number): string;
    reminder(backedUp: number, now: number): string;
    stored(size: number, backedUp: number, now: number): string;
    restored(result: Restored): string;
    unreadable(lost: number): string;
  }>;
  reviewScopes: Readonly<{
    open(
      root: HTMLElement,
      deck: DeckItem[],
      progress: Progress,
      prefs: ReturnType<Studyguide["prefs"]["open"]>,
    ): Readonly<{
      addPlan(): Promise<boolean>;
      plan(now: number): Plan;
      waitOf(card: Card): number;
      closedBecause(id: string): string;
      focus(): void;
      isPlanned(): boolean;
      mode(): string;
      keep(): StorageError;
    }>;
  }>;
  reviewStorage: Readonly<{
    open(
      part: Part,
      progress: Progress,
      prefs: ReturnType<Studyguide["prefs"]["open"]>,
      say: Say,
    ): Readonly<{
      show(): void;
      remind(): void;
      saveBackup(): void;
      restore(input: HTMLInputElement): Promise<void>;
      wipe(): boolean;
    }>;
  }>;
  issueAddress(issues: string, id: string, question: string): string;
}

/** What a text of the catalog needs to be shown: nothing if it has no place. */
type TextValues<Key extends keyof SiteTextPlaces> = [keyof SiteTextPlaces[Key]] extends [never]
  ? []
  : [values: SiteTextPlaces[Key]];

/** A text is one string, or two forms of which the number in `count` chooses one. */
type SiteTexts = {
  [Key in keyof SiteTextPlaces]: SiteTextPlaces[Key] extends { count: number }
    ? string | { one: string; other: string }
    : string;
};

/** A learner's progress in one guide. */
interface Progress {
  readonly cards: Cards;
  readonly settings: Settings;
  readonly trouble: Trouble;
  readonly lost: number;
  answer(id: string, rating: number, duration: number): number;
  takeBack(id: string, time: number): void;
  answers(): Map<string, Answer[]>;
  refresh(): void;
  set(changes: Partial<Settings>): void;
  wipe(): boolean;
  backup(now: number): string;
  restore(text: string): Restored;
}

declare var studyguide: Studyguide;
