import { VaultError } from './errors.ts';

/** What comes out again must be what went in: a lone surrogate would be replaced on the way. `what` names the text and never quotes it. */
export function checkText(text: unknown, what: string): void {
  if (typeof text !== 'string') throw new VaultError('not-plain-text', `${what} is not a text.`);
  if (!text.isWellFormed()) {
    throw new VaultError(
      'not-plain-text',
      `${what} is not plain text: it holds half of a character (a lone surrogate).`,
    );
  }
}

/** Names of rows lie in the clear and in indexes: plain, not empty, without the zero character that some databases refuse. */
export function checkName(name: unknown, what: string): void {
  checkText(name, what);
  if (name === '' || (name as string).includes('\0')) {
    throw new VaultError('not-plain-text', `${what} is empty or holds the zero character.`);
  }
}
