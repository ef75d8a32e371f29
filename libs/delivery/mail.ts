import type { Language } from '#i18n';

/** One mail to one reader, in their language; text and HTML say the same. */
export interface Mail {
  /** One bare address. */
  readonly to: string;
  readonly lang: Language;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets; the same whenever this mail is sent again. */
  readonly messageId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What leaves as mail. Without settings nothing leaves. */
export interface MailDelivery {
  readonly configured: boolean;
  /** Answers when the server has taken the mail. @throws DeliveryError: it has not, or nobody knows whether it has */
  send(mail: Mail): Promise<void>;
}

/** Client credentials, as Microsoft 365 wants them for SMTP. */
export interface SmtpOAuth2 {
  /** The mailbox that mails leave from. */
  readonly user: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
  readonly scope: string;
}

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; user and password percent-encoded, left out with OAuth2. */
  readonly url: string;
  readonly oauth2?: SmtpOAuth2;
}
