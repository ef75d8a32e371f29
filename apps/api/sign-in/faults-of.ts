import { Refusal } from '#domain';
import type { PlainKey, Say } from '#i18n';
import { PermissionDenied } from '#permissions';
import type { Faults } from './form-parts.ts';

/** Refusals that are said in words of their own; `docs/reference/refusals.md` says when they come. */
const known: ReadonlySet<string> = new Set([
  'sign-in.refused',
  'sign-in.busy',
  'sign-in.link-unknown',
  'sign-in.start-again',
  'sign-in.address-taken',
  'account.address-malformed',
  'account.last-administrator',
  'password.too-long',
  'password.unreadable',
  'password.too-short',
  'password.common',
  'password.about-you',
  'password.sign-in-again',
  'password.wrong',
  'second-factor.closed',
  'second-factor.wrong-code',
  'second-factor.not-begun',
  'second-factor.there-already',
  'invitation.unknown',
  'first-administrator.code-wrong',
  'api-token.name',
  'api-token.scopes',
  'api-token.expires',
  'api-token.too-many',
]);

/**
 * What was refused, in the reader's words, beside the field that it is about.
 * @param fields of the form that is shown again @throws the error itself when it is no refusal
 */
export function faultsOf(error: unknown, say: Say, fields: readonly string[]): Faults {
  if (error instanceof PermissionDenied) return { form: say('signIn.denied') };
  if (!(error instanceof Refusal)) throw error;
  const sentence = say(known.has(error.code) ? (`refused.${error.code}` as PlainKey) : 'signIn.notPossible');
  return { [error.field !== undefined && fields.includes(error.field) ? error.field : 'form']: sentence };
}
