import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '#i18n';
import { atConsole, type Rights } from '#permissions';
import { beginSession } from '#sign-in';
import { carryOut, joinAccount } from '#use-cases';
import { Browser } from './browsing.ts';
import { sentence, shows } from './planted-sentences.ts';
import { type RunningApi, runApi } from './running-api.ts';

/** The pages that everybody may read, on a real server, as a browser and as another site meet them. */

let api: RunningApi;
let browser: Browser;

const coordinator: Rights = {
  account: 'kari',
  capacities: [{ kind: 'coordinator', group: 'lobby', groups: ['lobby'] }],
};
const head: Rights = { account: 'maria', capacities: [{ kind: 'management', post: 'head', units: ['services'] }] };

/** @returns the event that was recorded */
async function does(who: Rights, name: string, id: string, body: object): Promise<string> {
  const lang = 'words' in body ? { lang: 'fi' } : {};
  return (await carryOut(api.house.context, who, [name, id, { ...lang, ...body }])).events[0]!;
}
type Noun = 'Group' | 'Proposal' | 'Unit';
const agrees = (who: Rights, noun: Noun, id: string, ofEvent: string, fields: readonly string[]) =>
  does(who, `Publish${noun}Words`, id, { ofEvent, fields, side: who === head ? 'management' : 'group' });
async function publish(noun: Noun, id: string, ofEvent: string, fields: readonly string[]): Promise<void> {
  for (const who of [coordinator, head]) await agrees(who, noun, id, ofEvent, fields);
}
const ledTo = (what: string, group = 'lobby') =>
  does(coordinator, 'RecordGroupLedTo', group, { kind: 'service', words: { what } });

async function seen(): Promise<void> {
  const { store, reads } = api.house;
  await reads.waitFor((await store.head())!.position, 15_000);
}
const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  await seen();
  return browser.get(path, headers);
};

beforeAll(async () => {
  api = await runApi({ CONTACT: 'kierto@kuvala.example' }, { whoIs: 'real', limits: 'none' });
  browser = new Browser(api.address, { 'accept-language': 'fi' });
  for (const id of ['kari', 'maria']) {
    await does(atConsole, 'InviteAccount', id, { name: id, language: 'fi' });
    await joinAccount(api.house.context, id);
  }
  const unit = await does(atConsole, 'EstablishUnit', 'services', { words: { name: 'Aikuissosiaalityö' } });
  await does(atConsole, 'NamePost', 'main', { code: 'head', unit: 'services', words: { label: 'Päällikkö' } });
  const founded = { kind: 'coDevelopment', unit: 'services' };
  const words = { name: 'Aularyhmä', description: sentence(), partners: sentence() };
  const group = await does(atConsole, 'FoundGroup', 'lobby', { ...founded, words });
  await does(atConsole, 'FoundGroup', 'yard', { ...founded, words: { name: sentence() } });
  await publish('Group', 'lobby', group, ['name']);
  await publish('Unit', 'services', unit, ['name']);
  await does(coordinator, 'SubmitProposal', 'bench', {
    ...{ group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
    words: { title: 'Penkki aulaan', text: sentence(), changeHopedFor: sentence() },
  });
}, 60_000);
afterAll(() => api.close());

const pages = ['/', '/changes', '/changes?embed=1', '/changes?group=lobby&unit=services', '/about', '/accessibility'];

describe('what has come of it', () => {
  it('says how things come here while nothing has been published', async () => {
    const said = ['Täällä ei ole vielä mitään', 'Här finns ingenting ännu', 'There is nothing here yet'];
    for (const [index, lang] of languages.entries()) {
      const { status, text } = await get(`/changes?lang=${lang}`);
      expect([status, text]).toEqual([200, expect.stringContaining(said[index]!)]);
    }
  });

  it('shows what both sides have published, and no byte of anything else', async () => {
    const cafe = await ledTo('Palvelukahvila kerran viikossa');
    await publish('Group', 'lobby', cafe, ['what']);
    const [ofGroup, ofManagement, ofNobody, takenBack] = [
      await ledTo(sentence()),
      await ledTo(sentence()),
      await ledTo(sentence()),
      await ledTo(sentence()),
    ];
    await agrees(coordinator, 'Group', 'lobby', ofGroup, ['what']);
    await agrees(head, 'Group', 'lobby', ofManagement, ['what']);
    expect(ofNobody).toBeDefined();
    await publish('Group', 'lobby', takenBack, ['what']);
    const taken = { ofEvent: takenBack, fields: ['what'], side: 'group' };
    await does(coordinator, 'UnpublishGroupWords', 'lobby', taken);
    const { html, text } = await get('/changes');
    expect(text).toContain('Syntyi palvelu Palvelukahvila kerran viikossa Aularyhmä · ');
    expect(html.match(/<li>\s*<h2>/g)).toHaveLength(1);
    for (const path of [...pages, '/changes/feed', '/api/changes']) expect(shows((await get(path)).html)).toBe(false);
  });

  it('shows a change that both sides have published only when the group has been told', async () => {
    const words = { reason: sentence(), whatWillBeDone: sentence() };
    const yes = await does(head, 'DecideProposal', 'bench', { decision: 'accepted', post: 'head', words });
    await does(coordinator, 'TellAnswer', 'bench', { ofEvent: yes, how: 'meeting' });
    const followUp = await does(head, 'RecordFollowUp', 'bench', {
      changed: 'partly',
      words: { whatChanged: 'Aulassa on penkki.', whyNot: sentence(), evidence: 'Siinä istutaan.' },
    });
    await publish('Proposal', 'bench', followUp, ['whatChanged', 'evidence']);
    for (const path of pages) expect((await get(path)).text).not.toContain('Aulassa on penkki.');
    await does(coordinator, 'TellAnswer', 'bench', { ofEvent: followUp, how: 'meeting' });
    const { html, text } = await get('/changes');
    expect(text).toContain('Tämä muuttui osittain Aulassa on penkki. Mistä sen näkee Siinä istutaan. Aularyhmä · ');
    expect(text).not.toContain('Penkki aulaan');
    expect(shows(html)).toBe(false);
  });

  it('keeps the language of each text, and labels who made the versions of it', async () => {
    const game = await ledTo('Peli <b>aulaan</b> & pihalle');
    for (const [language, madeBy, text] of [
      ['sv', 'translator', 'Ett spel'],
      ['ar', 'group', 'لعبة'],
    ])
      await does(coordinator, 'TranslateGroupWords', 'lobby', {
        ...{ ofEvent: game, field: 'what', language, madeBy },
        ...{ words: { text }, lang: language },
      });
    await publish('Group', 'lobby', game, ['what']);
    const { html } = await get('/changes');
    expect(html).toContain('<span lang="fi" dir="auto">Peli &lt;b&gt;aulaan&lt;/b&gt; &amp; pihalle</span>');
    expect(html).toContain('<summary>Myös: ruotsi, arabia</summary>');
    expect(html).toContain('<span lang="ar" dir="auto">لعبة</span>');
    const swedish = await get('/changes?lang=sv');
    expect(swedish.text).toContain('Ett spel (svenska, översättning)');
    // What is added after both have agreed, they have not agreed to.
    const later = { ofEvent: game, field: 'what', language: 'en', madeBy: 'machine', words: { text: sentence() } };
    await does(coordinator, 'TranslateGroupWords', 'lobby', { ...later, lang: 'en' });
    expect(shows((await get('/changes?lang=en')).html)).toBe(false);
  });

  it('can be narrowed down by a plain form, and comes in pages', async () => {
    for (let one = 1; one <= 20; one++) await publish('Group', 'lobby', await ledTo(`Asia ${one}.`), ['what']);
    const yard: Rights = {
      account: 'kari',
      capacities: [{ kind: 'coordinator', group: 'yard', groups: ['yard'] }],
    };
    const garden = await does(yard, 'RecordGroupLedTo', 'yard', { kind: 'activity', words: { what: 'Palsta' } });
    await agrees(head, 'Group', 'yard', garden, ['what']);
    await does(yard, 'PublishGroupWords', 'yard', { ofEvent: garden, fields: ['what'], side: 'group' });
    const first = await get('/changes?lang=fi');
    // Of a group whose name is not published there is nothing to choose.
    expect(first.html).not.toContain('<option value="yard"');
    expect(first.html.match(/<li>\s*<h2>/g)).toHaveLength(20);
    const next = /<a href="([^"]*cursor=[^"]*)">Näytä vanhempia/.exec(first.html)![1]!.replaceAll('&amp;', '&');
    const second = await get(next);
    expect(second.text).toContain('Palvelukahvila kerran viikossa');
    expect(second.text).toContain('Takaisin uusimpiin');
    const own = await get('/changes?group=yard');
    expect(own.text).toMatch(/Syntyi uutta toimintaa Palsta Yhteiskehittäjäryhmä · /);
    expect(own.html.match(/<li>\s*<h2>/g)).toHaveLength(1);
    expect((await get('/changes?unit=nowhere')).text).toContain('Tällä rajauksella ei ole julkaistu mitään.');
  });

  it('is the same for whoever comes, with whatever cookies, and sets none', async () => {
    const plain = await get('/changes');
    const { token } = await beginSession(api.house.context, 'kari', { how: 'password' });
    for (const cookie of [`kierto=${token}`, 'kierto=nonsense', 'other=1']) {
      const { html, headers } = await get('/changes', { cookie });
      expect(html).toBe(plain.html);
      expect(headers.get('set-cookie')).toBeNull();
    }
    expect(plain.headers.get('cache-control')).toBe('no-cache');
    expect(plain.headers.get('vary')).toBe('accept-language');
  });

  it('may stand in a frame of any site, and nothing else may', async () => {
    const framing = async (path: string) => {
      const { headers } = await get(path);
      const [policy] = /frame-ancestors [^;]+/.exec(headers.get('content-security-policy')!)!;
      return [policy, headers.get('x-frame-options')];
    };
    for (const path of ['/changes', '/changes?embed=1'])
      expect(await framing(path)).toEqual(['frame-ancestors *', null]);
    for (const path of ['/', '/about', '/accessibility', '/sign-in', '/changes/feed', '/api/changes'])
      expect(await framing(path)).toEqual(["frame-ancestors 'none'", 'DENY']);
    const inside = await get('/changes?embed=1&lang=sv');
    expect(inside.html).not.toMatch(/<header|<footer|<script|<form method/);
    expect(inside.html).toContain('href="/changes?embed=1&amp;cursor=');
    const narrowed = await get('/changes?embed=1&group=lobby');
    expect(narrowed.html).toContain('<input type="hidden" name="embed" value="1">');
  });

  it('is to be had as a feed', async () => {
    const { headers, html } = await get('/changes/feed?lang=sv');
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(html).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv">');
    expect(html).toContain('<title>En tjänst uppstod: Aularyhmä</title>');
    expect(html).toContain('<summary xml:lang="sv">Ett spel</summary>');
    expect(html.match(/<entry>/g)).toHaveLength(24);
  });

  it.each([
    '/changes?unit=%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
    '/changes?group=a&group=b&unit=%00',
    '/changes?embed=%22%3E%3Cscript%3E&lang=xx&limit=9999&what=%27--',
    `/changes?group=${'x'.repeat(5_000)}`,
    '/about?lang=%3Cscript%3E&lang=fi',
    '/accessibility?lang[]=fi',
  ])('takes nothing from an address but what it knows: %s', async (path) => {
    const { status, html } = await get(path);
    expect(status).toBe(200);
    expect(html).not.toMatch(/<script|alert\(1\)<|"--/);
  });

  it('says on a page that an address is broken', async () => {
    for (const cursor of ['x', 'W10', Buffer.from('["changes",7]').toString('base64url')]) {
      const { status, html, headers } = await get(`/changes?cursor=${cursor}&lang=en`);
      expect([status, html.includes('<html lang="en">')]).toEqual([400, true]);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });
});

describe('each page for everybody', () => {
  it.each(languages)('is whole in %s, by the address and by what the browser likes', async (lang) => {
    for (const path of pages) {
      const { html, text } = await get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      expect(html).toContain(`<html lang="${lang}">`);
      expect(text).not.toMatch(/\b(changes|about|accessibility|pages|front|link)\.[a-z]|\{\{|undefined|\[object/i);
      const liked = await get(path, { 'accept-language': `${lang}-FI, de;q=0.5` });
      expect(liked.html).toContain(`<html lang="${lang}">`);
    }
  });

  it('leads to the others from its foot, as every page of the server does', async () => {
    for (const path of [
      '/',
      '/changes',
      '/about',
      '/sign-in',
      '/sign-in?lang=xx',
      '/link/nothing',
      '/changes?cursor=x',
    ]) {
      const { html } = await get(path);
      const foot = html.slice(html.indexOf('<footer>'));
      const led = [...foot.matchAll(/href="([^"]+)"/g)].map(([, to]) => new URL(to!, new URL(path, api.address)));
      expect(led.map(({ pathname }) => pathname)).toEqual(['/changes', '/about', '/accessibility']);
    }
  });

  it('says that answers are no decisions, whom to ask, and who supervises its accessibility', async () => {
    const about = await get('/about');
    expect(about.text).toContain('Vastaukset eivät ole hallintopäätöksiä');
    const statement = await get('/accessibility');
    expect(statement.text).toContain('Saavutettavuusvaatimusten valvonta');
    expect(statement.text).toContain('Traficom');
    for (const { html } of [about, statement]) expect(html).toContain('href="mailto:kierto@kuvala.example"');
  });

  it('says so where nobody has said whom to ask', async () => {
    const other = await runApi({}, { whoIs: 'real' });
    const said = async (path: string) => (await new Browser(other.address).get(path)).text;
    expect(await said('/about')).toContain('ylläpito ei ole vielä ilmoittanut yhteystietoaan');
    expect(await said('/accessibility')).toContain('Kerro puutteesta ryhmän koordinaattorille');
    await other.close();
  });

  it('has a front page that leads those who have signed in to their work', async () => {
    const { token } = await beginSession(api.house.context, 'kari', { how: 'password' });
    expect((await get('/')).html).toContain('href="/sign-in"');
    expect((await get('/', { cookie: `kierto=${token}` })).html).toContain('href="/start"');
  });
});
