import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, administrator, anybody, client, coordinator, drive, head, visitor } from './driven-api.ts';
import { until } from './own-installation.ts';
import { type Holding, tokenOf } from './own-tokens.ts';
import { type RunningApi, runApi } from './running-api.ts';

interface Found {
  readonly items: readonly { readonly kind: string; readonly id: string; readonly found: { readonly text: string } }[];
  readonly next?: string;
  readonly partial?: string;
}

let api: RunningApi;
let story: ReturnType<typeof drive>;

const ask = (q: string, who: Actor = head, more = '') =>
  api.send<Found>('GET', `/api/search?q=${encodeURIComponent(q)}${more}`, undefined, {
    ...who,
    'x-after-position': story.position(),
  });
async function found(q: string, who?: Actor, more?: string): Promise<string[]> {
  const { status, body, text } = await ask(q, who, more);
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  expect(body.partial).toBeUndefined();
  return body.items.map(({ kind, id }) => `${kind} ${id}`);
}
/** Somebody who reaches no more than what they were given. */
const real = async (account: string, held: Holding): Promise<Actor> => ({
  authorization: `Bearer ${await tokenOf(api.house, account, held)}`,
});

beforeAll(async () => {
  api = await runApi();
  story = drive(api);
  await story.does(administrator, 'EstablishUnit', 'services', { words: { name: 'Palvelut' } });
  await story.does(administrator, 'NamePost', 'main', {
    code: 'head-of-service',
    unit: 'services',
    words: { label: 'Johtaja' },
  });
  for (const group of ['lobby', 'yard'])
    await story.does(administrator, 'FoundGroup', group, {
      kind: 'coDevelopment',
      unit: 'services',
      words: { name: group },
    });
  await until('search is live', async () => {
    const { body } = await api.send('GET', '/health/ready');
    return (body.search as { state: string } | undefined)?.state === 'live';
  });
});
afterAll(() => api.close());

const submit = (id: string, title: string, more: object = {}) =>
  story.does(client, 'SubmitProposal', id, {
    group: 'lobby',
    unit: 'services',
    origin: 'own',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title, text: 'Toive.' },
    ...more,
  });

describe('GET /api/search', () => {
  it('finds what was just written, in another form and with a slip', async () => {
    await submit('bench', 'Odotustilan penkit');
    expect(await found('penkki')).toEqual(['proposal bench']);
    expect(await found('odotustiloja')).toEqual(['proposal bench']);
    expect(await found('odotustlia')).toEqual(['proposal bench']);
  });

  it('is for those who may read it', async () => {
    await submit('sofa', 'Sohva aulaan');
    for (const who of [head, coordinator, client, administrator])
      expect(await found('sohva', who)).toEqual(['proposal sofa']);
    const member = (group: string) =>
      real(`${group}-member`, { roles: [{ role: 'member', group, as: 'clientDeveloper' }] });
    expect(await found('sohva', await member('lobby'))).toEqual(['proposal sofa']);
    expect(await found('sohva', await member('yard'))).toEqual([]);
    expect(await found('sohva', await real('manager', { posts: [['head-of-service', 'services']] }))).toEqual([
      'proposal sofa',
    ]);
    const analyst = { role: 'analyst', unit: 'services' };
    expect(await found('sohva', await real('analyst', { roles: [analyst] }))).toEqual([]);
    expect(await found('sohva', await real('reading-analyst', { roles: [{ ...analyst, readsWords: true }] }))).toEqual([
      'proposal sofa',
    ]);
    expect((await ask('sohva', anybody)).status).toBe(401);
    expect((await ask('sohva', visitor)).status).toBe(403);
  });

  it('tells the group nothing of an answer before it is told', async () => {
    await submit('lamp', 'Valoa pihalle');
    await story.does(head, 'ReceiveProposal', 'lamp', { post: 'head-of-service' });
    const answer = await story.does(head, 'DecideProposal', 'lamp', {
      decision: 'rejected',
      post: 'head-of-service',
      words: { reason: 'Sähköasentaja puuttuu.' },
    });
    const before = await ask('sähköasentaja', client);
    expect(before.body).toEqual({ items: [] });
    expect(await found('sähköasentaja', head)).toEqual(['proposal lamp']);
    await story.does(coordinator, 'TellAnswer', 'lamp', { ofEvent: answer, how: 'meeting' });
    expect(await found('sähköasentaja', client)).toEqual(['proposal lamp']);
  });

  it('finds no more what was forgotten, as soon as the forgetting is answered', async () => {
    const event = await submit('named', 'Matti Virtasen toive');
    expect(await found('virtanen', client)).toEqual(['proposal named']);
    await story.does(coordinator, 'ForgetProposalWords', 'named', {
      ofEvent: event,
      fields: ['title'],
      reasonCode: 'personalData',
    });
    const unwaited = await api.send<Found>('GET', '/api/search?q=virtanen', undefined, client);
    expect(unwaited.body.items).toEqual([]);
    expect(await found('virtanen', client)).toEqual([]);
    const inIndex = await api.house.reads.search.find({ words: ['virtanen'], atLeast: 1, most: 9 });
    expect(inIndex.found).toEqual([]);
  });

  it('comes in pages', async () => {
    for (const number of [1, 2, 3]) await submit(`plant-${number}`, 'Viherkasveja');
    const first = (await ask('viherkasvi', client, '&limit=2')).body;
    expect(first.items.map(({ id }) => id)).toEqual(['plant-3', 'plant-2']);
    const second = (await ask('viherkasvi', client, `&limit=2&cursor=${first.next}`)).body;
    expect(second.items.map(({ id }) => id)).toEqual(['plant-1']);
    expect(second.next).toBeUndefined();
  });

  it.each([
    ['characters of patterns', '.*+?^$()|[]{}\\/'],
    ['a null character', 'pen\0kki'],
    ['emoji', '🙂👩🏽‍🦽'],
    ['combining marks', `pe${'\u0301'.repeat(50)}nkki`],
    ['direction marks', '\u202epenkki\u202c'],
    ['SQL', "' OR 1=1 --"],
    ['JSON', '{"$gt": ""}'],
    ['a byte that is no character', '%ED%A0%80'],
    ['one long word', 'å'.repeat(200)],
    ['many words', 'ab '.repeat(66)],
  ])('answers a question with %s', async (_what, q) => {
    const { status, body } = await ask(q);
    expect({ status, items: body.items }).toEqual({ status: 200, items: expect.any(Array) });
  });

  it.each([
    ['ten thousand characters', `q=${'a'.repeat(10_000)}`],
    ['nothing', 'q='],
    ['no question', 'kind=proposal'],
    ['two questions', 'q=a&q=b'],
    ['an unknown kind', 'q=penkki&kind=account'],
    ['a cursor of another list', 'q=penkki&cursor=WyJwcm9wb3NhbHMiLCJ4Il0'],
    ['a limit beyond the greatest', 'q=penkki&limit=51'],
  ])('refuses %s', async (_what, query) => {
    const { status } = await api.send('GET', `/api/search?${query}`, undefined, head);
    expect([400, 404]).toContain(status);
  });

  it('is named by readiness, and does not make it less', async () => {
    const { status, body } = await api.send('GET', '/health/ready');
    expect({ status, search: body.search }).toEqual({ status: 200, search: { state: 'live' } });
  });
});

describe('GET /api/proposals/{id}/similar', () => {
  it('shows earlier ones on the same matter, with what they were answered', async () => {
    await submit('first-door', 'Ulko-ovi on raskas');
    await story.does(head, 'DecideProposal', 'first-door', {
      decision: 'rejected',
      post: 'head-of-service',
      words: { reason: 'Ovi kuuluu vuokranantajalle.' },
    });
    await submit('second-door', 'Raskaat ulko-ovet auki');
    const { body } = await api.send<{ items: readonly object[] }>(
      'GET',
      '/api/proposals/second-door/similar',
      undefined,
      {
        ...head,
        'x-after-position': story.position(),
      },
    );
    expect(body.items).toMatchObject([
      { id: 'first-door', why: ['words'], reason: { text: 'Ovi kuuluu vuokranantajalle.' } },
    ]);
  });
});
