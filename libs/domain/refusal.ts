/**
 * A rule said no. `code` is stable and stands with its sentence in docs/reference/refusals.md; `field` names the field of
 * the input that is at fault, where one is. A refusal speaks of ids, days and codes, never of anybody's words.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly field: string | undefined;

  constructor(code: string, sentence: string, field?: string) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
    this.field = field;
  }
}

/** Throws the refusal unless `allowed`. Codes are `<noun>.<what-is-wrong>`; each is documented from the code and has a test. */
export function requires(allowed: unknown, code: string, sentence: string, field?: string): asserts allowed {
  if (!allowed) throw new Refusal(code, sentence, field);
}
