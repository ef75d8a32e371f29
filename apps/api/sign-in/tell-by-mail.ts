import { randomUUID } from 'node:crypto';
import { type AccessChange, type AccessMatter, composeAccessMail, DeliveryError } from '#delivery';
import type { Language } from '#i18n';
import { mailRecipient } from '#use-cases';
import type { House } from '../house.ts';
import type { Visit } from './visit.ts';

/**
 * Sends a mail about signing in to an account, there and then: the outbox keeps no secrets. Without mail nothing is sent.
 * @throws DeliveryError
 */
export async function sendAccessMail(
  { context, delivery }: House,
  account: string,
  matter: AccessMatter,
  language?: Language,
): Promise<void> {
  if (!delivery.mail.configured) return;
  const recipient = await mailRecipient(context, account, undefined);
  if (!recipient.reached) return;
  const composed = composeAccessMail(matter, language ?? recipient.language);
  await delivery.mail.send({ ...composed, to: recipient.address, messageId: randomUUID() });
}

/** Does what nobody waits for, after the answer: how long it takes tells nothing. */
export function afterAnswer(house: House, what: string, work: () => Promise<unknown>): void {
  setImmediate(() => {
    work().catch((error: unknown) => {
      const outcome = error instanceof DeliveryError ? error.message : error instanceof Error ? error.name : 'unknown';
      house.log.warn({ what, outcome }, 'a mail about signing in did not leave');
    });
  });
}

/** Tells whoever has the mailbox that it has become another way to come in: if it was not them, they should know. */
export function tellOfChange({ desk, session }: Visit, what: AccessChange): void {
  const { house } = desk;
  const { baseUrl } = house.settings;
  if (!session || baseUrl === undefined) return;
  const on = new Date(house.context.clock.now());
  afterAnswer(house, what, () =>
    sendAccessMail(house, session.account, { type: 'AccessChanged', what, on, ownPage: `${baseUrl}/account` }),
  );
}
