import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atConsole } from '#permissions';
import { signOut } from '#sign-in';
import { carryOut } from '#use-cases';
import { type Holding, tokenOf } from './own-tokens.ts';
import { administrator, type RunningApi, runApi } from './running-api.ts';
import { joined } from './signing-in.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  // From here on the read models are live, so that each of their commits is told.
  await api.send('GET', `/api/units?after=${encodeURIComponent(await establish('first'))}`, undefined, administrator);
});

afterAll(() => api.close());

const establish = async (id: string): Promise<string> => {
  const { body } = await api.send(
    'PUT',
    `/api/units/${id}`,
    { words: { name: 'Aikuissosiaalityö' }, lang: 'fi' },
    administrator,
  );
  return String(body.position);
};

/** A connection, with a way to wait until it has said something. */
async function listen(headers: Record<string, string> = {}, { address } = api, who: object = administrator) {
  const ending = new AbortController();
  const answer = await fetch(`${address}/api/live`, { headers: { ...who, ...headers }, signal: ending.signal });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let said = '';
  return {
    answer,
    said: () => said,
    async until(pattern: RegExp): Promise<void> {
      while (!pattern.test(said)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`ended without saying ${pattern}: ${said}`);
        said += value;
      }
    },
    async toTheEnd(): Promise<void> {
      for (let done = false; !done; ) ({ done } = await reader.read());
    },
    hangUp: () => ending.abort(),
  };
}

describe('live changes', () => {
  it('are told after the read models have them', async () => {
    const live = await listen();
    expect(live.answer.headers.get('content-type')).toContain('text/event-stream');
    const position = await establish('told');
    await live.until(/"unit-told"/);
    expect(live.said()).toContain(`id: ${position}`);
    expect((await api.send('GET', '/api/units/told', undefined, administrator)).status).toBe(200);
    live.hangUp();
  });

  it('that were missed are told to those who come back', async () => {
    const seen = await establish('seen');
    await establish('missed');
    const first = await listen();
    await api.send('GET', `/api/units?after=${encodeURIComponent(await establish('after'))}`, undefined, administrator);
    first.hangUp();
    const live = await listen({ 'last-event-id': seen });
    await live.until(/"unit-missed"/);
    expect(live.said()).not.toContain('reset');
    live.hangUp();
  });

  it('begin anew for those who saw another log', async () => {
    await establish('anew');
    const live = await listen({ 'last-event-id': 'ZZZZ:999999' });
    await live.until(/event: reset/);
    live.hangUp();
  });

  it('forget a connection that has gone', async () => {
    const live = await listen();
    const before = api.house.live.connections;
    live.hangUp();
    while (api.house.live.connections >= before) await api.send('GET', '/health/live');
    expect(api.house.live.connections).toBe(before - 1);
  });

  it('end when the server closes', async () => {
    const closing = await runApi();
    const answer = await fetch(`${closing.address}/api/live`, { headers: administrator });
    const [text] = await Promise.all([answer.text(), closing.close()]);
    expect(text).toBe('retry: 2000\n\n');
  });
});

describe('live changes, as people listen who have signed in', () => {
  let real: RunningApi;
  beforeAll(async () => {
    real = await runApi({}, { whoIs: 'real' });
    for (const unit of ['services', 'housing'])
      await does('EstablishUnit', unit, { words: { name: unit }, lang: 'fi' });
    for (const [group, unit] of [
      ['lobby', 'services'],
      ['yard', 'housing'],
    ] as const)
      await does('FoundGroup', group, { kind: 'coDevelopment', unit, words: { name: group }, lang: 'fi' });
  });
  afterAll(() => real.close());

  const does = (name: string, id: string, body: object) => carryOut(real.house.context, atConsole, [name, id, body]);
  const listenAs = async (account: string, holding: Holding) => {
    const authorization = `Bearer ${await tokenOf(real.house, account, holding)}`;
    return listen({}, real, { authorization });
  };
  const submits = (id: string, group: string, unit: string, token: string) =>
    real.send(
      'PUT',
      `/api/proposals/${id}`,
      { group, unit, kind: 'idea', answerWanted: 'decision', words: { title: id, text: id }, lang: 'fi' },
      { authorization: `Bearer ${token}` },
    );

  it('tell nobody of what is not theirs', async () => {
    const coordinator = await listenAs('koordinaattori', { roles: [{ role: 'coordinator', group: 'lobby' }] });
    const other = await listenAs('naapuri', { roles: [{ role: 'member', group: 'yard', as: 'clientDeveloper' }] });
    const reader = await listenAs('lukija', { roles: [{ role: 'reader', unit: 'housing' }] });
    const writes = await tokenOf(real.house, 'kirjuri', { roles: [{ role: 'coordinator', group: 'lobby' }] });
    expect((await submits('keinu', 'lobby', 'services', writes)).status).toBeLessThan(300);
    await coordinator.until(/"proposal-keinu"/);
    await does('NameTheme', 'main', { code: 'merkki', words: { label: 'Merkki' }, lang: 'fi' });
    for (const one of [other, reader]) {
      await one.until(/"organisation-main"/);
      expect(one.said()).not.toMatch(/keinu|lobby/);
    }
    for (const one of [coordinator, other, reader]) one.hangUp();
  });

  it('end within two seconds after somebody was signed out or disabled', async () => {
    const measured: number[] = [];
    const ends = async (live: Awaited<ReturnType<typeof listen>>, takeAway: () => Promise<unknown>) => {
      expect(live.answer.status).toBe(200);
      await takeAway();
      const from = performance.now();
      await live.toTheEnd();
      measured.push(performance.now() - from);
    };
    const byToken = await listenAs('lehtori', { roles: [{ role: 'analyst' }] });
    await ends(byToken, () => does('DisableAccount', 'lehtori', {}));
    const { token } = await joined(real.house.context, 'ohjaaja');
    const bySession = await listen({}, real, { cookie: `kierto=${token}` });
    await ends(bySession, () => signOut(real.house.context, token));
    process.stdout.write(
      `connections ended ${measured.map(Math.round).join(' and ')} ms after the right to them did\n`,
    );
    expect(Math.max(...measured)).toBeLessThan(2_000);
  });
});
