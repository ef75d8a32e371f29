import { describe, expect, it } from '@jest/globals';
import { type Language, languages } from '#i18n';
import { composeMail, type MailMatter, type MailReading } from './compose.ts';

const reminder: MailMatter = {
  type: 'ReminderSent',
  data: {
    what: 'decision',
    side: 'management',
    proposal: 'lobby-chairs',
    unit: 'services',
    group: 'lobby',
    post: 'head-of-service',
    sinceEvent: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
    since: '2026-10-01',
    due: '2026-11-30',
    moment: -7,
  },
};
const digest: MailMatter = {
  type: 'DigestSent',
  data: {
    week: '2026-11-16',
    post: 'head-of-service',
    unit: 'services',
    owed: { decision: 3, followUp: 1, receipt: 0 },
    overdue: 2,
    begun: 1,
    toTell: 5,
  },
};
const reading = (lang: Language, more: Partial<MailReading> = {}): MailReading => ({
  lang,
  baseUrl: 'https://kierto.example/app',
  today: '2026-11-23',
  ...more,
});

/** What a screen reader or a person reads of the HTML, and where its links lead. */
function read(html: string): string {
  return html
    .replace(/<(head|style)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, '$2 $1')
    .replace(/<[^>]+>/g, ' ')
    .replace(
      /&#39;|&quot;|&lt;|&gt;|&amp;/g,
      (entity) =>
        new Map([
          ['&#39;', "'"],
          ['&quot;', '"'],
          ['&lt;', '<'],
          ['&gt;', '>'],
          ['&amp;', '&'],
        ]).get(entity)!,
    );
}

/** The words in their order, whatever stands between them. */
const words = (text: string) => text.match(/[\p{L}\p{N}][^\s]*/gu)?.map((word) => word.replace(/[.:,]+$/, ''));

describe('A reminder', () => {
  it('says in Finnish what is waited for, whose turn it is, since when, until when and how long that is', () => {
    const { lang, subject, text } = composeMail(reminder, reading('fi', { kind: 'statement' }));
    expect({ lang, subject }).toEqual({
      lang: 'fi',
      subject: 'Muistutus: johdon vastaus, määräpäivä 30. marraskuuta 2026',
    });
    expect(text).toBe(`Muistutus

Vuorossa on johto.
Määräpäivään on 7 päivää.

Mitä odotetaan: Johdon vastaus
Mistä asiasta: Ehdotus: kannanotto
Odotus alkoi: 1. lokakuuta 2026
Määräpäivä: 30. marraskuuta 2026

Avaa ehdotus:
https://kierto.example/app/proposals/lobby-chairs

-- 

Viestissä on vain lukumääriä, päiviä ja linkkejä. Mitä on sanottu, sen voi lukea Kierrosta.
Kierrossa annettu vastaus ei ole hallintopäätös.
Kierto lähetti viestin automaattisesti. Siihen ei voi vastata.

Valitse, mitä viestejä saat:
https://kierto.example/app/account/mails
`);
  });

  it.each([
    ['2026-11-30', 'It is due today.'],
    ['2026-11-29', 'It is due in 1 day.'],
    ['2026-12-01', 'It was due 1 day ago.'],
    ['2027-01-04', 'It was due 35 days ago.'],
  ])('that is sent on %s says: %s', (today, sentence) => {
    expect(composeMail(reminder, reading('en', { today })).text).toContain(sentence);
  });

  it('of a commission without a day leads to the commission', () => {
    const { proposal: _proposal, due: _due, ...data } = reminder.data;
    const matter: MailMatter = {
      type: 'ReminderSent',
      data: { ...data, what: 'acceptance', side: 'group', commission: 'brochure' },
    };
    const { subject, text } = composeMail(matter, reading('sv'));
    expect(subject).toBe('Påminnelse: mottagande av ett uppdrag');
    expect(text).toContain('Gruppen står i tur.\nIngen sista dag är avtalad.');
    expect(text).toContain('https://kierto.example/app/commissions/brochure');
  });

  it('of an answer that somebody wrote down can be confirmed with one tap', () => {
    const matter: MailMatter = { type: 'ReminderSent', data: { ...reminder.data, what: 'decisionConfirmation' } };
    const confirmAt = 'https://kierto.example/app/link/abc';
    expect(composeMail(matter, reading('en', { confirmAt })).text).toContain(`Confirm the answer:\n${confirmAt}`);
  });
});

describe('A digest', () => {
  it('counts, by what is waited for, and leaves out what is not', () => {
    const { subject, text } = composeMail(digest, reading('en'));
    expect(subject).toBe('Weekly digest 16 November 2026');
    expect(text).toContain('It is your turn in 4 matters.\nOf these, 2 are overdue.');
    expect(text).toContain(
      'Management’s answer: 3\nFollow-up: what changed? did it? why not?: 1\nNot yet told to the groups: 5\nBegan last week: 1',
    );
    expect(text).not.toMatch(/notice of receipt/i);
    expect(text).toContain('https://kierto.example/app/inbox');
  });

  it('of a coordinator counts the tellings once', () => {
    const { post: _post, unit: _unit, ...data } = digest.data;
    const ofHelka = { ...data, coordinator: 'helka', groups: ['lobby'], owed: { telling: 5 }, begun: 0 };
    const { text } = composeMail({ type: 'DigestSent', data: ofHelka }, reading('fi'));
    expect(text).toContain('Tilanne viikon alussa, 16. marraskuuta 2026.');
    expect(text.match(/: 5$/gm)).toHaveLength(1);
  });

  it('says so when there is nothing', () => {
    const none: MailMatter = {
      type: 'DigestSent',
      data: { ...digest.data, owed: {}, overdue: 0, begun: 0, toTell: 0 },
    };
    expect(composeMail(none, reading('fi')).text).toContain('Vuorossasi ei ole yhtään asiaa.');
  });
});

const all: readonly [string, MailMatter][] = [
  ['reminder', reminder],
  ['digest', digest],
  ['test', { type: 'Test' }],
];

describe.each(languages)('In %s', (lang) => {
  it.each(all)('the two parts of a %s say the same', (_name, matter) => {
    const { html, text } = composeMail(matter, reading(lang, { kind: 'idea' }));
    expect(words(read(html))).toEqual(words(text));
  });

  it.each(all)('a %s says its language, and fetches nothing', (_name, matter) => {
    const { html } = composeMail(matter, reading(lang));
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).not.toMatch(/<(img|link|script|iframe|form|object|video)\b|url\(|@import|\bon\w+=/i);
    expect(
      [...html.matchAll(/https?:[^\s"'<]*/g)].every(([url]) => url.startsWith('https://kierto.example/app/')),
    ).toBe(true);
  });

  it.each(all)('a %s has no links where there is no public address', (_name, matter) => {
    const { html, text, headers } = composeMail(matter, reading(lang, { baseUrl: undefined }));
    expect(`${html}${text}`).not.toMatch(/https?:|href/);
    expect(headers).toBeUndefined();
  });
});

it('What stands in an address cannot leave its place in the HTML', () => {
  const confirmAt = 'https://kierto.example/app/"><b>&';
  expect(composeMail(reminder, reading('fi', { confirmAt })).html).toContain(
    'href="https://kierto.example/app/&quot;&gt;&lt;b&gt;&amp;"',
  );
});
