import { account } from '#domain';
import type { Context } from './context.ts';

/** What somebody can choose to get by mail or not; missing for a mail that was asked for there and then. */
export type MailChoice = keyof account.Mails;

/** Whether and how a mail reaches somebody now. */
export type MailRecipient =
  | { readonly reached: true; readonly address: string; readonly language: account.Language }
  | { readonly reached: false; readonly because: 'disabled' | 'not-wanted' | 'no-address' };

/** What a person wrote as contact may be a telephone number or a sentence. */
const address = /^[^\s@]+@[^\s@]+$/;

/**
 * Looks up an account, or a person of the log without one. Who was forgotten has no address. Without an account the language is
 * Finnish and every mail is wanted.
 */
export async function mailRecipient(
  { vault, streams }: Context,
  id: string,
  choice: MailChoice | undefined,
): Promise<MailRecipient> {
  const person = (await vault.people.read([id])).get(id);
  const accountId = person?.account ?? id;
  const { state } = await streams.load(account, accountId);
  if (state.status === 'disabled') return { reached: false, because: 'disabled' };
  const { language, mails } =
    state.status === 'open' ? state : { language: 'fi' as const, mails: account.defaultMails };
  if (choice && !mails[choice]) return { reached: false, because: 'not-wanted' };
  const own = accountId === id ? undefined : (await vault.people.read([accountId])).get(accountId);
  const contact = (own?.contact ?? person?.contact)?.trim();
  if (contact === undefined || !address.test(contact)) return { reached: false, because: 'no-address' };
  return { reached: true, address: contact, language };
}
