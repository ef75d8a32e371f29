import { type Language, type Say, sayIn, sayInstant } from '#i18n';
import type { Mail } from './mail.ts';
import { asHtml, asText, type MailPage } from './mail-page.ts';

/** What changed in how somebody signs in. */
export type AccessChange = 'password' | 'secondStepOn' | 'secondStepOff' | 'recoveryCodes' | 'token';

/** What is told by mail about signing in. The links are secrets, so such a mail is never kept. */
export type AccessMatter =
  | { readonly type: 'SignInLink'; readonly at: string; readonly until: Date }
  | { readonly type: 'Invitation'; readonly at: string; readonly until: Date }
  | { readonly type: 'AccessChanged'; readonly what: AccessChange; readonly on: Date; readonly ownPage: string };

type Composed = Omit<Mail, 'to' | 'messageId'>;
type Content = Pick<MailPage, 'subject' | 'heading' | 'lead' | 'links'>;

/** Says it in the reader's language. It names nobody: whoever else opens the mailbox learns only that there is an account. */
export function composeAccessMail(matter: AccessMatter, lang: Language): Composed {
  const say = sayIn(lang);
  const page: MailPage = {
    lang,
    ...contentOf(matter, lang, say),
    rows: [],
    counts: false,
    footer: [say('mail.footer.automatic')],
  };
  return { lang, subject: page.subject, text: asText(page), html: asHtml(page) };
}

function contentOf(matter: AccessMatter, lang: Language, say: Say): Content {
  switch (matter.type) {
    case 'SignInLink':
      return {
        subject: say('mail.signIn.subject'),
        heading: say('mail.signIn.heading'),
        lead: [
          say('mail.signIn.lead'),
          say('mail.signIn.until', { until: sayInstant(lang, matter.until) }),
          say('mail.signIn.notYou'),
        ],
        links: [{ label: say('mail.signIn.open'), href: matter.at }],
      };
    case 'Invitation':
      return {
        subject: say('mail.invitation.subject'),
        heading: say('mail.invitation.heading'),
        lead: [
          say('mail.invitation.lead'),
          say('mail.invitation.until', { until: sayInstant(lang, matter.until) }),
          say('mail.invitation.notYou'),
        ],
        links: [{ label: say('mail.invitation.open'), href: matter.at }],
      };
    case 'AccessChanged':
      return {
        subject: say('mail.access.subject'),
        heading: say('mail.access.heading'),
        lead: [
          say(`mail.access.${matter.what}`, { on: sayInstant(lang, matter.on) }),
          say('mail.access.you'),
          say('mail.access.notYou'),
        ],
        links: [{ label: say('mail.access.open'), href: matter.ownPage }],
      };
  }
}
