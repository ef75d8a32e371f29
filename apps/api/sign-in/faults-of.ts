import { Refusal } from '#domain';
import type { PlainKey, Say } from '#i18n';
import { PermissionDenied } from '#permissions';
import type { Faults } from './form-parts.ts';

/**
 * What was refused, in the reader's words, beside the field that it is about.
 * @param fields of the form that is shown again @throws the error itself when it is no refusal
 */
export function faultsOf(error: unknown, say: Say, fields: readonly string[]): Faults {
  if (error instanceof PermissionDenied) return { form: say('signIn.denied') };
  if (!(error instanceof Refusal)) throw error;
  const sentence = say(`refusal.${error.code}` as PlainKey);
  return { [error.field !== undefined && fields.includes(error.field) ? error.field : 'form']: sentence };
}
