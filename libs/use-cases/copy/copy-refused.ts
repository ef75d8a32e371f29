/** A copy cannot be made or is not one, for a reason that the sentence tells. */
export class CopyRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'CopyRefused';
  }
}
