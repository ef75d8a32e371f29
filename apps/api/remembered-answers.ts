/** An answer as it goes over the wire. */
export interface Answer {
  readonly json: string;
  readonly version: number | undefined;
  /** Events whose words are in it. */
  readonly events: readonly string[];
  /** Members and accounts whose names are in it. */
  readonly people: readonly string[];
}

/** What answers are made from; each number has grown when an answer may be another, and is missing when nobody can tell. */
export interface Sources {
  readonly reads: { changes(models: readonly string[]): number | undefined };
  readonly vault: { readonly changes: number | undefined };
}

/** Characters of all remembered answers together. */
const mostCharacters = 16 * 1024 * 1024;

/**
 * Answers given before, for as long as neither the read models nor the vault have changed: many browsers ask for the same
 * boards again and again, and after a commit all of them at once. A text that was forgotten is in none of them: before the
 * forgetting is answered, the vault has changed.
 */
export class RememberedAnswers {
  readonly #sources: Sources;
  readonly #most: number;
  #answers = new Map<string, Answer>();
  #characters = 0;
  #reads: number | undefined;
  #vault: number | undefined;

  constructor(sources: Sources, most = mostCharacters) {
    this.#sources = sources;
    this.#most = most;
  }

  /**
   * The answer that is remembered under `question`, or what `work` answers now. `question` must hold everything that the
   * answer depends on beside the sources.
   */
  async answer(question: string, models: readonly string[], work: () => Promise<Answer>): Promise<Answer> {
    const reads = this.#sources.reads.changes(models);
    const vault = this.#sources.vault.changes;
    if (reads === undefined || vault === undefined) return work();
    if (reads !== this.#reads || vault !== this.#vault) {
      this.#forgetAll();
      this.#reads = reads;
      this.#vault = vault;
    }
    const known = this.#answers.get(question);
    if (known) return known;
    const answer = await work();
    // What changed while it was made may be missing in it.
    if (reads === this.#reads && vault === this.#vault) this.#remember(question, answer);
    return answer;
  }

  #remember(question: string, answer: Answer): void {
    const characters = question.length + answer.json.length;
    if (this.#characters + characters > this.#most) this.#forgetAll();
    if (characters > this.#most || this.#answers.has(question)) return;
    this.#answers.set(question, answer);
    this.#characters += characters;
  }

  #forgetAll(): void {
    this.#answers = new Map();
    this.#characters = 0;
  }
}
