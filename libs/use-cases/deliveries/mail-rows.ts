import { hash } from 'node:crypto';
import type { StoredEvent } from '#event-store';
import type { DeliveryToAdd } from '#vault';
import type { Context } from '../context.ts';
import { type MailChoice, mailRecipient } from '../mail-recipient.ts';

/** The notices that go to people, and by which choice of theirs. */
export const mailChoices: ReadonlyMap<string, MailChoice> = new Map([
  ['ReminderSent', 'reminders'],
  ['DigestSent', 'digest'],
]);

/** The same notice for the same reader is always the same mail. */
const idOf = (event: string, to: string): string => `mail-${hash('sha256', `${event} ${to}`).slice(0, 32)}`;

/** One row for each reader who wants the mail and has an address now. */
export async function mailRows(context: Context, events: readonly StoredEvent[]): Promise<DeliveryToAdd[]> {
  const rows: DeliveryToAdd[] = [];
  const now = new Date(context.clock.now());
  for (const { id: event, type, data } of events) {
    const choice = mailChoices.get(type);
    if (!choice) continue;
    const { to, ...facts } = data as { readonly to: readonly string[] };
    for (const reader of new Set(to)) {
      const { reached } = await mailRecipient(context, reader, choice);
      if (!reached) continue;
      rows.push({ id: idOf(event, reader), channel: 'mail', to: reader, event, facts: { type, data: facts }, now });
    }
  }
  return rows;
}
