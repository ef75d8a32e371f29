/** Something in the environment is wrong; the sentence names the variable and says what is allowed, and never repeats a secret. */
export class SettingsError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'SettingsError';
  }
}
