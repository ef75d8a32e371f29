import { DeliveryError } from './errors.ts';
import type { MailDelivery, SmtpSettings } from './mail.ts';
import { openSmtp } from './smtp.ts';
import { openWebhookDelivery, type WebhookDelivery } from './webhook.ts';

export interface DeliverySettings {
  readonly smtp?: SmtpSettings;
  /** `kierto@example.fi` or `Kierto <kierto@example.fi>`; needed with `smtp`. */
  readonly mailFrom?: string;
  /** The public address, which may have a path; without a slash at its end. */
  readonly baseUrl?: string;
  /** Webhooks may reach private networks and this machine. */
  readonly webhooksToPrivateNetworks?: boolean;
}

/** All ways by which something leaves the installation. */
export interface Delivery {
  readonly mail: MailDelivery;
  readonly webhook: WebhookDelivery;
  readonly baseUrl: string | undefined;
  close(): Promise<void>;
}

const noMail: MailDelivery & { close(): void } = {
  configured: false,
  send: async () => {
    throw new DeliveryError('temporary', 'no-settings');
  },
  close: () => {},
};

/** Connects to nothing yet: the first mail does. @throws RangeError: a sentence about a setting */
export function openDelivery({ smtp, mailFrom, baseUrl, webhooksToPrivateNetworks }: DeliverySettings): Delivery {
  if (smtp && mailFrom === undefined)
    throw new RangeError('SMTP_URL is set, so MAIL_FROM must say from which address mails come.');
  const mail = smtp && mailFrom !== undefined ? openSmtp(smtp, mailFrom) : noMail;
  const webhook = openWebhookDelivery({ toPrivateNetworks: webhooksToPrivateNetworks === true });
  return { mail, webhook, baseUrl, close: async () => mail.close() };
}
