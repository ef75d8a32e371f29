import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answered, comeByLink, coordinator, head, says } from './group-link-story.ts';

/** In which language texts are read behind a group's link, and that nothing of an answer stands there before the group was told. */

const { story, visitor, propose, of, inList } = await comeByLink();
afterAll(() => story.api.close());

const fi = (key: string, values = {}) => says('fi', key, values);

describe('languages', () => {
  beforeAll(() => propose('first'));

  it.each(['fi', 'sv', 'en'] as const)('the page speaks %s, and its links go on in it', async (lang) => {
    const { html } = await visitor.get(`?lang=${lang}`);
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).toContain(says(lang, 'groupLink.heading'));
    const links = [...html.matchAll(/href="([^"]*\/proposals\/[^"]*)"/g)].map(([, to]) => to!);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((to) => !to.includes(`lang=${lang}`))).toEqual([]);
  });

  it('what somebody wrote keeps its own language, and its versions say who made them', async () => {
    await propose('many', {}, { text: 'Ovi on liian raskas.' });
    const [event] = (await story.api.house.store.read('proposal-many')).map(({ id }) => id);
    const translate = (language: string, madeBy: string, text: string) =>
      story.does(coordinator, 'TranslateProposalWords', 'many', {
        ofEvent: event,
        field: 'text',
        language,
        madeBy,
        words: { text },
      });
    await translate('ar', 'machine', 'الباب ثقيل جدا.');
    await translate('fi-simple', 'group', 'Ovi on painava.');
    await translate('sv', 'translator', 'Dörren är för tung.');
    const original = await of('many');
    expect(original.html).toContain('dir="auto" lang="fi">Ovi on liian raskas.');
    expect(original.text).toContain('selkosuomi');
    const arabic = await visitor.get('/proposals/many?words=ar');
    expect(arabic.html).toContain('dir="auto" lang="ar">الباب ثقيل جدا.');
    expect(arabic.text).toContain(fi('groupLink.words.machine'));
    expect(arabic.html).not.toContain('Ovi on liian raskas.');
    expect((await visitor.get('/proposals/many?words=fi-simple')).text).toContain('Ovi on painava.');
    // Who reads the page in Swedish reads what there is in Swedish, and may still choose the original.
    expect((await visitor.get('/proposals/many?lang=sv')).text).toContain('Dörren är för tung.');
    expect((await visitor.get('/proposals/many?lang=sv&words=original')).text).toContain('Ovi on liian raskas.');
  });
});

describe('before an answer was told', () => {
  const secret = [
    'Salainen peruste XQ1.',
    'Salainen lyhyesti XQ2.',
    'Salainen teko XQ3.',
    'Salainen muutos XQ4.',
  ] as const;
  const pages = [
    '',
    '?lang=sv',
    '/proposals/untold',
    '/proposals/untold?words=so',
    '/print',
    '/form',
    '/proposals/followed',
  ];

  it('the group reads that it has come and when it is told, and nothing of it in any byte', async () => {
    const [reason, briefAnswer, whatWillBeDone, whatChanged] = secret;
    const words = { reason, briefAnswer, whatWillBeDone };
    const { answer } = await answered(story, 'untold', { told: false, words });
    await story.does(head, 'StartChange', 'untold', { words: { what: secret[2] } });
    const translated = { ofEvent: answer, field: 'reason', language: 'so', madeBy: 'translator' };
    await story.does(coordinator, 'TranslateProposalWords', 'untold', {
      ...translated,
      words: { text: `${reason} so` },
    });
    await answered(story, 'followed');
    await story.does(head, 'RecordFollowUp', 'followed', { changed: 'yes', words: { whatChanged } });
    const seen = await Promise.all(pages.map((page) => visitor.get(page)));
    for (const { html, headers } of seen)
      expect(secret.filter((one) => `${html}${JSON.stringify([...headers])}`.includes(one))).toEqual([]);
    const opens = says('fi', 'groupLink.now.untold', { day: '' }).replace(/\.$/, '').trim();
    expect(seen[2]!.text).toContain(opens);
    expect(seen[2]!.html).not.toMatch(/<form|Hyväksytty|hyväksytty/);
    // Neither the list nor the page says what kind of answer it is.
    expect(inList(seen[0]!.html, 'untold')).not.toMatch(/hyväksytty|Johto tekee/);
    expect(seen[6]!.text).toContain(fi('groupLink.state.cameChange'));
    expect(seen[6]!.text).not.toContain(fi('groupLink.now.changed.yes'));
  });

  it('opens when it was told', async () => {
    const answer = (await story.api.house.store.read('proposal-untold')).find(
      ({ type }) => type === 'ProposalDecided',
    )!;
    await story.does(coordinator, 'TellAnswer', 'untold', { ofEvent: answer.id, how: 'phone' });
    expect((await of('untold')).text).toContain(secret[0]);
  });
});
