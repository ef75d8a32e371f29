import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Json, type RunningApi, runApi } from './running-api.ts';

/** A whole loop as a browser or curl drives it: every request over HTTP, one after another, and what the views say on the way. */

let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
});
afterAll(() => api.close());

const administrator = { 'x-kierto-account': 'admin-1', 'x-kierto-role': 'administrator' };
const head = { 'x-kierto-account': 'head-1', 'x-kierto-post': 'head-of-service' };
const coordinator = { 'x-kierto-account': 'coordinator-1', 'x-kierto-role': 'coordinator', 'x-kierto-group': 'lobby' };
const client = { 'x-kierto-account': 'client-1', 'x-kierto-role': 'clientDeveloper', 'x-kierto-group': 'lobby' };

type Actor = Record<string, string>;
/** The last position that was answered; reads wait for it. */
let position = '';

async function ask(actor: Actor, method: string, path: string, body: Json): Promise<Answer> {
  const answer = await api.send(method, path, { lang: 'fi', ...body }, actor);
  if (answer.body.position) position = String(answer.body.position);
  return answer;
}
/** Carries out a command and answers the id of the event it recorded. */
async function done(actor: Actor, path: string, body: Json = {}, method = 'POST'): Promise<string> {
  const { status, body: answer } = await ask(actor, method, path, body);
  expect({ path, status, answer }).toEqual({ path, status: method === 'PUT' ? 201 : 200, answer: expect.anything() });
  return (answer.events as string[]).at(-1)!;
}
const begun = (actor: Actor, path: string, body: Json) => done(actor, path, body, 'PUT');
const read = async <Body = Json>(path: string, actor: Actor = head): Promise<Body> => {
  const { status, body } = await api.send<Body>('GET', path, undefined, { ...actor, 'x-after-position': position });
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
};
interface Owed {
  readonly what: string;
  readonly by: string;
}
const owedOf = async (proposal: string): Promise<string[]> => {
  const { items } = await read<{ items: (Owed & { proposal?: string })[] }>('/api/owed?limit=200');
  return items
    .filter((one) => one.proposal === proposal)
    .map(({ what }) => what)
    .sort();
};

describe('a loop', () => {
  it('begins with units, posts, promises and a group', async () => {
    await begun(administrator, '/api/units/county', { words: { name: 'Hyvinvointialue' } });
    await begun(administrator, '/api/units/services', { parent: 'county', words: { name: 'Aikuissosiaalityö' } });
    await done(administrator, '/api/organisation/name-post', {
      code: 'head-of-service',
      unit: 'services',
      words: { label: 'Palvelupäällikkö' },
    });
    await done(administrator, '/api/organisation/name-theme', { code: 'access', words: { label: 'Tavoitettavuus' } });
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Helsinki' });
    await done(administrator, '/api/units/county/set-promise', {
      counting: 'working',
      receive: 5,
      decide: 20,
      followUp: 90,
      tell: 14,
      from: today,
    });
    await done(administrator, '/api/units/services/hold-post', {
      post: 'head-of-service',
      account: 'head-1',
      from: today,
    });
    await begun(administrator, '/api/groups/lobby', {
      kind: 'coDevelopment',
      unit: 'services',
      words: { name: 'Aula' },
    });
    await done(coordinator, '/api/groups/lobby/join', {
      member: 'client-1',
      role: 'clientDeveloper',
      name: 'Testi Henkilö',
    });
    await done(coordinator, '/api/groups/lobby/plan-season', {
      season: 'spring',
      rhythm: 'weekly',
      words: { plan: 'Tapaamme viikoittain.' },
    });
    expect(await read('/api/groups/lobby')).toMatchObject({ id: 'lobby' });
  });

  it('goes on with a commission and a meeting', async () => {
    await begun(head, '/api/commissions/phone', {
      unit: 'services',
      groups: ['lobby'],
      kind: 'task',
      words: { title: 'Puhelinajat', task: 'Miten puhelinajat toimivat?' },
    });
    await done(coordinator, '/api/commissions/phone/accept', { group: 'lobby' });
    const plannedFor = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Helsinki' });
    await begun(coordinator, '/api/meetings/monday', {
      group: 'lobby',
      kind: 'visit',
      plannedFor,
      words: { plan: 'Vierailu.' },
    });
    await done(coordinator, '/api/meetings/monday/request-visit', { post: 'head-of-service' });
    await done(coordinator, '/api/meetings/monday/hold', {
      group: 'lobby',
      kind: 'visit',
      present: { clientDeveloper: 6, staffDeveloper: 2 },
      words: { summary: 'Puhuttiin puhelinajoista.' },
    });
    expect(await read('/api/meetings/monday')).toMatchObject({ id: 'monday' });
    expect(await read('/api/commissions/phone')).toMatchObject({ id: 'phone' });
  });

  it('brings a proposal, whose receipt is owed', async () => {
    await begun(client, '/api/proposals/afternoons', {
      group: 'lobby',
      unit: 'services',
      origin: 'commission',
      commission: 'phone',
      kind: 'idea',
      answerWanted: 'decision',
      theme: 'access',
      voicedBy: 'clients',
      words: {
        title: 'Puhelinaika iltapäivisin',
        text: 'Aamulla ei aina pääse läpi.',
        changeHopedFor: 'Saa kiinni iltapäivälläkin.',
      },
    });
    expect(await owedOf('afternoons')).toContain('receipt');
    await done(coordinator, '/api/commissions/phone/answer', {
      group: 'lobby',
      proposals: ['afternoons'],
      words: { summary: 'Yksi ehdotus.' },
    });
    await done(head, '/api/proposals/afternoons/receive', { post: 'head-of-service' });
    await done(head, '/api/proposals/afternoons/request-information', { words: { question: 'Mihin aikaan?' } });
    expect(await owedOf('afternoons')).toContain('information');
    await done(coordinator, '/api/proposals/afternoons/provide-information', {
      words: { answer: 'Kello kahdesta neljään.' },
    });
    expect(await owedOf('afternoons')).toContain('decision');
  });

  it('is refused an answer without a reason, by the wrong side, or about nothing', async () => {
    const accepted = {
      decision: 'accepted',
      post: 'head-of-service',
      words: { whatWillBeDone: 'Lisätään iltapäiväaika.' },
    };
    expect(await ask(head, 'POST', '/api/proposals/afternoons/decide', accepted)).toMatchObject({
      status: 422,
      body: { code: expect.stringMatching(/reason/) },
    });
    const reasoned = { ...accepted, words: { ...accepted.words, reason: 'Ehdotus on hyvä.' } };
    expect((await ask(client, 'POST', '/api/proposals/afternoons/decide', reasoned)).body.code).toMatch(/^\w+\.\S+$/);
    expect((await ask(head, 'POST', '/api/proposals/nothing/decide', reasoned)).status).toBeGreaterThanOrEqual(404);
  });

  let answer: string;
  it('is answered; the group is told first, and confirms', async () => {
    answer = await done(head, '/api/proposals/afternoons/decide', {
      decision: 'accepted',
      post: 'head-of-service',
      responsiblePost: 'head-of-service',
      words: {
        reason: 'Salainen peruste ennen kertomista.',
        briefAnswer: 'Kyllä.',
        whatWillBeDone: 'Lisätään iltapäiväaika.',
      },
    });
    expect(await owedOf('afternoons')).toContain('telling');
    const seenByGroup = JSON.stringify(await read('/api/proposals/afternoons', client));
    expect(seenByGroup).not.toContain('Salainen peruste');
    expect(JSON.stringify(await read('/api/proposals/afternoons', head))).toContain('Salainen peruste');
    const telling = await done(coordinator, '/api/proposals/afternoons/tell', {
      ofEvent: answer,
      how: 'meeting',
      meeting: 'monday',
    });
    expect(JSON.stringify(await read('/api/proposals/afternoons', client))).toContain('Salainen peruste');
    expect(await owedOf('afternoons')).toContain('confirmation');
    await done(client, '/api/proposals/afternoons/confirm-telling', { ofEvent: telling, how: 'account' });
  });

  it('is tried, followed up, told again and closed', async () => {
    expect(await owedOf('afternoons')).toEqual(['change']);
    await done(head, '/api/proposals/afternoons/start-change', { words: { what: 'Vuorot sovittu.' } });
    await done(coordinator, '/api/proposals/afternoons/start-trial', { words: { what: 'Kokeillaan kaksi viikkoa.' } });
    await done(coordinator, '/api/proposals/afternoons/conclude-trial', {
      outcome: 'adopt',
      words: { whatWasLearnt: 'Toimii.' },
    });
    const followUp = await done(head, '/api/proposals/afternoons/follow-up', {
      changed: 'yes',
      words: { whatChanged: 'Puhelinaika on nyt myös iltapäivällä.' },
    });
    const telling = await done(coordinator, '/api/proposals/afternoons/tell', { ofEvent: followUp, how: 'visit' });
    await done(client, '/api/proposals/afternoons/confirm-telling', { ofEvent: telling, how: 'account' });
    expect(await owedOf('afternoons')).toEqual([]);
  });

  it('is responded to and reopened', async () => {
    await done(client, '/api/proposals/afternoons/respond', {
      view: 'unsatisfied',
      howAsked: 'round',
      present: 6,
      words: { comment: 'Linjat ovat yhä tukossa.' },
    });
    await done(coordinator, '/api/proposals/afternoons/reopen', { words: { reason: 'Ei auttanut.' } });
    expect((await owedOf('afternoons')).length).toBeGreaterThan(0);
    const again = await ask(coordinator, 'POST', '/api/proposals/afternoons/reopen', {
      words: { reason: 'Toistamiseen.' },
    });
    expect(again.status).toBe(409);
  });

  it('stands whole in every view', async () => {
    const timeline = await read<{ version: number; events: unknown[] }>('/api/proposals/afternoons/timeline?limit=200');
    expect(timeline.events.length).toBe(timeline.version);
    for (const path of [
      '/api/proposals?group=lobby',
      '/api/proposals/afternoons',
      '/api/groups/lobby/home',
      '/api/units',
      '/api/units/services',
      '/api/commissions',
      '/api/meetings',
      '/api/organisation',
      '/api/changes',
      '/api/steps?proposal=afternoons',
      '/api/posts/head-of-service/handover',
      '/api/calendar?from=2026-01-01&to=2036-12-31',
    ])
      expect(await read(path)).toBeDefined();
    expect(await read('/api/groups/lobby/agenda', coordinator)).toBeDefined();
    const version = (await api.send('GET', '/api/proposals/afternoons', undefined, head)).headers.get('etag');
    expect(version).toBe(`"${timeline.version}"`);
  });
});
