import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type Actor, administrator, client, coordinator } from './driven-api.ts';
import { machineClock } from './machine-clock.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { type Engines, type OwnProcess, ownProcess, startEngines, until } from './own-installation.ts';
import type { Json } from './running-api.ts';

/** A proposal that nobody answers, in processes as an operator starts them, with the clocks of their machines moved forward. */

/** A Friday; the unit promises to receive within seven days. */
const submitted = '2026-11-20T10:00:00Z';
/** The Monday after the due day, nine o'clock in Helsinki. */
const late = '2026-11-30T07:00:00Z';
/** When leases of those that were killed have run out. */
const later = '2026-11-30T07:10:00Z';

const proposals = Array.from({ length: 12 }, (_, number) => `bench-${number}`);

let mails: MailServer;
let engines: Engines | undefined;
let running: OwnProcess[];

beforeEach(async () => {
  mails = await openMailServer();
  running = [];
  engines = undefined;
});

afterEach(async () => {
  await Promise.all(running.map((one) => one.remove()));
  await engines?.remove();
  await mails.close();
});

const delivery = () => ({
  SMTP_URL: mails.url,
  MAIL_FROM: 'kierto@example.fi',
  BASE_URL: 'https://kierto.example',
  LOG_LEVEL: 'warn',
});

async function machine(app: 'api' | 'worker', env: Readonly<Record<string, string>>): Promise<OwnProcess> {
  const made = await ownProcess(app, { ...delivery(), ...env }, machineClock);
  running.push(made);
  return made;
}

/** Starts processes at an instant. */
async function startAt(instant: string, ...all: readonly OwnProcess[]): Promise<void> {
  await Promise.all(all.map((one) => one.start({ MACHINE_CLOCK: instant })));
  await Promise.all(all.map((one) => one.ready()));
}

async function tell(api: OwnProcess): Promise<void> {
  const does = async (actor: Actor, method: string, path: string, body: Json) => {
    const { status, text } = await api.send(method, path, { lang: 'fi', ...body }, actor);
    if (status >= 300) throw new Error(`${path}: ${status} ${text}`);
  };
  await does(administrator, 'PUT', '/api/units/services', { words: { name: 'Palvelut' } });
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Päällikkö' } };
  await does(administrator, 'POST', '/api/organisation/name-post', post);
  const holds = { post: 'head-of-service', account: 'head-1', from: '2026-01' };
  await does(administrator, 'POST', '/api/units/services/hold-post', holds);
  const promise = { counting: 'calendar', receive: 7, decide: 30, followUp: 60, from: '2026-11-20' };
  await does(administrator, 'POST', '/api/units/services/set-promise', promise);
  for (const [id, name] of [
    ['head-1', 'Pertti'],
    ['kaisa-account', 'Kaisa'],
  ] as const) {
    const account = { language: 'fi', name, address: `${id}@example.fi` };
    await does(administrator, 'PUT', `/api/accounts/${id}`, account);
  }
  const group = { kind: 'coDevelopment', unit: 'services', words: { name: 'Aula' } };
  await does(administrator, 'PUT', '/api/groups/lobby', group);
  const kaisa = { member: 'kaisa', role: 'coordinator', name: 'Kaisa', account: 'kaisa-account' };
  await does(coordinator, 'POST', '/api/groups/lobby/join', kaisa);
  for (const id of proposals) {
    const words = { title: `Sanat ${id}` };
    const proposal = { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', words };
    await does(client, 'PUT', `/api/proposals/${id}`, proposal);
  }
}

interface Notice {
  readonly proposal?: string;
  readonly what?: string;
  readonly moment?: number;
  readonly to: readonly string[];
  readonly owed?: Json;
}
const noticesOf = async (api: OwnProcess, type: string): Promise<readonly Notice[]> => {
  const { body } = await api.send<{ items: Notice[] }>(
    'GET',
    `/api/notices?type=${type}&limit=200`,
    undefined,
    administrator,
  );
  return body.items;
};

/** What was noticed, for each proposal and once for the week, has been put into the outbox. */
const inOutbox = (api: OwnProcess) =>
  until('everything is in the outbox', async () => {
    const { body } = await api.send<{ deliveries: object[] }>(
      'GET',
      '/api/deliveries?limit=200',
      undefined,
      administrator,
    );
    return body.deliveries.length >= proposals.length + 1;
  });

const messageIds = () => mails.mails.map(({ headers }) => headers.get('message-id')!);

const arrived = () => until('every mail has arrived', () => new Set(messageIds()).size >= proposals.length + 1);

/** One lateness and one reminder for each proposal, one digest, in the inbox and the mailbox of who holds the post. */
async function expectOnce(api: OwnProcess): Promise<void> {
  const lateness = await noticesOf(api, 'LatenessNoticed');
  expect(lateness.map(({ proposal, what }) => `${what} of ${proposal}`).sort()).toEqual(
    proposals.map((id) => `receipt of ${id}`).sort(),
  );
  const reminders = await noticesOf(api, 'ReminderSent');
  expect(reminders.map(({ proposal }) => proposal).sort()).toEqual([...proposals].sort());
  for (const one of reminders) expect(one).toMatchObject({ what: 'receipt', moment: 0, to: ['head-1'] });
  const digests = await noticesOf(api, 'DigestSent');
  expect(digests).toMatchObject([{ to: ['head-1'], owed: { receipt: proposals.length } }]);
  const inbox = async (account: string) =>
    (
      await api.send<{ items: unknown[] }>('GET', '/api/inbox?limit=200', undefined, {
        'x-kierto-account': account,
        'x-kierto-post': 'head-of-service',
      })
    ).body.items;
  expect(await inbox('head-1')).toHaveLength(proposals.length + 1);
  expect(await inbox('kaisa-account')).toEqual([]);
  const subjects = mails.mails.map(({ headers }) => headers.get('subject')!.replace(/[,:].*/, ''));
  expect(new Set(mails.mails.flatMap(({ to }) => to))).toEqual(new Set(['head-1@example.fi']));
  expect(subjects.filter((subject) => !subject.startsWith('Muistutus'))).toHaveLength(1);
  for (const { raw } of mails.mails) expect(raw).not.toContain('Sanat');
}

describe('A proposal left unanswered is noticed once, reminded once and once in the digest', () => {
  it('with four workers racing, none of which knows of the others', async () => {
    engines = await startEngines();
    const { env, redis } = engines;
    const api = await machine('api', env);
    await startAt(submitted, api);
    await tell(api);
    await api.stop();
    // Each with a queue of its own, so that no queue keeps them from running the same job at the same moment.
    const workers = await Promise.all(
      [1, 2, 3, 4].map((queue) => machine('worker', { ...env, REDIS_URL: `${redis.url}/${queue}` })),
    );
    await startAt(late, api, ...workers);
    await inOutbox(api);
    await Promise.all(workers.map((one) => one.stop()));
    await forgetSchedule(redis.url);
    await startAt(later, ...workers);
    await arrived();
    await allRan(redis.url, [1, 2, 3, 4]);
    await expectOnce(api);
    expect(messageIds()).toHaveLength(proposals.length + 1);
  }, 180_000);

  it('with a worker killed in the middle of noticing', async () => {
    engines = await startEngines();
    const { env, redis } = engines;
    const api = await machine('api', env);
    await startAt(submitted, api);
    await tell(api);
    await api.stop();
    const [first, second] = [await machine('worker', env), await machine('worker', env)];
    await startAt(late, api);
    const starting = first.start({ MACHINE_CLOCK: late });
    await until('something is noticed', async () => (await noticesOf(api, 'LatenessNoticed')).length > 0);
    await first.kill();
    await starting.catch(() => {});
    await forgetSchedule(redis.url);
    await startAt(late, second);
    await inOutbox(api);
    await second.stop();
    await forgetSchedule(redis.url);
    await startAt(later, first, second);
    await arrived();
    await allRan(redis.url, [0]);
    await expectOnce(api);
    // A mail that was being sent when the worker was killed is sent again, as the same mail.
    expect(new Set(messageIds()).size).toBe(proposals.length + 1);
  }, 180_000);

  it('with the timer of a server alone', async () => {
    const api = await machine('api', {});
    await startAt(submitted, api);
    await tell(api);
    for (const instant of [late, later]) {
      await api.stop();
      await startAt(instant, api);
      await inOutbox(api);
    }
    await arrived();
    await expectOnce(api);
    expect(messageIds()).toHaveLength(proposals.length + 1);
  }, 120_000);
});

/** As a Redis that has lost everything: workers that start then run all jobs at once. */
async function forgetSchedule(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

/** Waits until each of these queues has run everything that could notice or send something. */
async function allRan(url: string, queues: readonly number[]): Promise<void> {
  for (const queue of queues) {
    const redis = new Redis(`${url}/${queue}`);
    await until(`queue ${queue} has run all jobs`, async () => {
      const ran = Object.keys(await redis.hgetall('kierto:last-runs'));
      return ['notice-lateness', 'send-reminders', 'send-digests', 'deliver-mails'].every((name) => ran.includes(name));
    });
    redis.disconnect();
  }
}
