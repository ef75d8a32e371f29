import { type Day, daysBetween, type notice } from '#domain';
import { type Language, type Say, sayDay, sayIn, sayNumber } from '#i18n';
import type { Mail } from './mail.ts';
import { asHtml, asText, type MailPage } from './mail-page.ts';

type Event<Type extends notice.NoticeEvent['type']> = Extract<notice.NoticeEvent, { type: Type }>;
type Told<Type extends notice.NoticeEvent['type']> = {
  readonly type: Type;
  readonly data: Omit<Event<Type>['data'], 'to'>;
};

/** What is told by mail, as it lies in the outbox: a notice without its recipients, or nothing, to try whether a mail arrives. */
export type MailMatter = Told<'ReminderSent'> | Told<'DigestSent'> | { readonly type: 'Test' };

/** To whom, and what stands elsewhere. */
export interface MailReading {
  readonly lang: Language;
  readonly baseUrl: string | undefined;
  /** The day on which it is sent, in Europe/Helsinki. */
  readonly today: Day;
  /** Of the proposal that a reminder is about. */
  readonly kind?: 'idea' | 'comment' | 'statement' | 'message' | 'socialReport' | 'trialIdea';
  /** Where the reader may confirm with one tap the answer that somebody wrote down for them. */
  readonly confirmAt?: string;
}

type Composed = Omit<Mail, 'to' | 'messageId'>;
type Content = Pick<MailPage, 'subject' | 'heading' | 'lead' | 'rows' | 'counts' | 'links'>;

/** Says it in the reader's language: counts, days, codes of closed lists and links, and no word of anybody, no title either. */
export function composeMail(matter: MailMatter, reading: MailReading): Composed {
  const { lang, baseUrl } = reading;
  const say = sayIn(lang);
  const choices = baseUrl && `${baseUrl}/account/mails`;
  const content = contentOf(matter, reading, say);
  const page: MailPage = {
    lang,
    ...content,
    rows: content.rows.map(({ label, value }) => ({ label: capital(label, lang), value: capital(value, lang) })),
    lead: baseUrl === undefined ? [...content.lead, say('mail.inInbox')] : content.lead,
    footer: [say('mail.footer.nothingSaid'), say('mail.footer.noDecision'), say('mail.footer.automatic')],
    ...(choices && { footerLink: { label: say('mail.footer.choices'), href: choices } }),
  };
  return {
    lang,
    subject: page.subject,
    text: asText(page),
    html: asHtml(page),
    ...(choices && { headers: { 'List-Unsubscribe': `<${choices}>` } }),
  };
}

/** Labels of the catalogues begin as they stand inside a sentence. */
const capital = (text: string, lang: Language): string => text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);

function contentOf(matter: MailMatter, reading: MailReading, say: Say): Content {
  switch (matter.type) {
    case 'ReminderSent':
      return reminder(matter.data, reading, say);
    case 'DigestSent':
      return digest(matter.data, reading, say);
    case 'Test':
      return {
        subject: say('mail.test.subject'),
        heading: say('mail.test.heading'),
        lead: [say('mail.test.lead')],
        rows: [],
        counts: false,
        links: linksTo(reading, [['inbox', say('mail.open.inbox')]]),
      };
  }
}

/** Pages of the application under its public address; none where it has none. */
const linksTo = ({ baseUrl }: MailReading, pages: readonly (readonly [path: string, label: string])[]) =>
  baseUrl === undefined ? [] : pages.map(([path, label]) => ({ label, href: `${baseUrl}/${path}` }));

function reminder(data: Told<'ReminderSent'>['data'], reading: MailReading, say: Say): Content {
  const { what, side, proposal, commission, since, due } = data;
  const { lang, today, confirmAt, kind } = reading;
  const awaited = say(`owed.${what}`);
  const of =
    proposal === undefined
      ? say('mail.of.commission')
      : kind
        ? say('mail.of.proposalOfKind', { kind: say(`kind.${kind}`) })
        : say('mail.of.proposal');
  const rows = [
    { label: say('mail.reminder.what'), value: awaited },
    { label: say('mail.reminder.of'), value: of },
    ...(since === undefined ? [] : [{ label: say('mail.reminder.since'), value: sayDay(lang, since) }]),
    ...(due === undefined ? [] : [{ label: say('mail.reminder.due'), value: sayDay(lang, due) }]),
  ];
  const page: readonly [string, string] =
    proposal === undefined
      ? [`commissions/${commission}`, say('mail.open.commission')]
      : [`proposals/${proposal}`, say('mail.open.proposal')];
  return {
    subject:
      due === undefined
        ? say('mail.reminder.subject', { what: awaited })
        : say('mail.reminder.subjectDue', { what: awaited, due: sayDay(lang, due) }),
    heading: say('mail.reminder.heading'),
    lead: [say(`mail.reminder.${side}`), howLate(due, today, say)],
    rows,
    counts: false,
    links: [...(confirmAt ? [{ label: say('mail.confirmAnswer'), href: confirmAt }] : []), ...linksTo(reading, [page])],
  };
}

function howLate(due: Day | undefined, today: Day, say: Say): string {
  if (due === undefined) return say('mail.due.none');
  const days = daysBetween(today, due);
  if (days === 0) return say('mail.due.today');
  return days > 0 ? say('mail.due.in', { count: days }) : say('mail.due.ago', { count: -days });
}

function digest(data: Told<'DigestSent'>['data'], reading: MailReading, say: Say): Content {
  const { week, owed, overdue, begun, toTell, coordinator } = data;
  const { lang } = reading;
  const counts = Object.entries(owed) as [keyof typeof owed, number][];
  const open = counts.reduce((sum, [, count]) => sum + count, 0);
  const late = overdue === 0 ? say('mail.digest.onTime') : say('mail.digest.overdue', { count: overdue });
  const row = (label: string, count: number) => (count === 0 ? [] : [{ label, value: sayNumber(lang, count) }]);
  return {
    subject: say('mail.digest.subject', { week: sayDay(lang, week) }),
    heading: say('mail.digest.heading'),
    lead: [
      say('mail.digest.week', { week: sayDay(lang, week) }),
      ...(open === 0 ? [say('mail.digest.nothing')] : [say('mail.digest.open', { count: open }), late]),
    ],
    rows: [
      ...counts.flatMap(([what, count]) => row(say(`owed.${what}`), count)),
      // A coordinator owes the telling, so it is counted above already.
      ...(coordinator === undefined ? row(say('mail.digest.untold'), toTell) : []),
      ...row(say('mail.digest.begun'), begun),
    ],
    counts: true,
    links: linksTo(reading, [['inbox', say('mail.open.inbox')]]),
  };
}
