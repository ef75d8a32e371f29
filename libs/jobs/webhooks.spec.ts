import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { openDelivery } from '#delivery';
import { registeredWebhooks } from '#use-cases';
import {
  administrator,
  beginnings,
  client,
  coordinator,
  type Given,
  head,
  type Installation,
  openInstallation,
} from '../../test/installation.ts';
import { type Receiver, receiveWebhooks } from '../../test/webhook-receiver.ts';
import { deliverWebhooksJob, testWebhook } from './deliver-webhooks.ts';
import { type Following, followAll } from './followers.ts';
import type { Workplace } from './job.ts';

/** From what happens in the log to what comes to somebody else's server. */

let installation: Installation;
let receiver: Receiver;
let at: Workplace;
let following: Following | undefined;
const logged: object[] = [];

beforeEach(async () => {
  installation = await openInstallation();
  receiver = await receiveWebhooks();
  logged.length = 0;
  at = {
    context: installation.context,
    // No job of this spec asks a read model.
    reads: undefined as never,
    delivery: openDelivery({ webhooksToPrivateNetworks: true, baseUrl: 'https://kierto.example/county' }),
    folder: installation.folder,
    log: (facts) => void logged.push(facts),
  };
  for (const given of beginnings) await installation.give(given);
});
afterEach(async () => {
  await following?.close();
  following = undefined;
  await installation.close();
  await receiver.close();
});

const planted = 'A sentence that must never leave.';
const run = () => deliverWebhooksJob.run(at, new AbortController().signal);
const rows = () => installation.context.vault.deliveries.list({ channel: 'webhook', limit: 100 });
const register = (types: readonly string[], more: object = {}): Promise<{ secret?: string }> =>
  installation.give({
    do: 'RegisterWebhook',
    id: 'main',
    by: administrator,
    body: { webhook: 'register', types, words: { url: receiver.url }, ...more },
  });
const propose = (id: string): Given => ({
  do: 'SubmitProposal',
  id,
  by: client,
  body: {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: planted, text: planted },
  },
});
const message = (index = 0) => JSON.parse(receiver.received[index]!.body);

/** Lets everything be followed that has been recorded, and comes back when nothing is sent any more. */
async function followed(count: number): Promise<void> {
  following ??= followAll(at);
  await receiver.waitFor(count);
  await following.close();
  following = undefined;
}

describe('an event of a type that a webhook wants', () => {
  it('is sent at once, signed, with facts and a link', async () => {
    installation.clock.time = Date.now();
    const { secret } = await register(['proposal.submitted']);
    following = followAll(at);
    const { events } = await installation.give(propose('afternoons'));
    await followed(1);
    const { headers, body } = receiver.received[0]!;
    expect(new Webhook(secret!).verify(body, headers as Record<string, string>)).toEqual({
      type: 'proposal.submitted',
      timestamp: new Date(installation.clock.time).toISOString(),
      data: {
        id: events[0],
        stream: 'proposal-afternoons',
        event: 'ProposalSubmitted',
        occurredOn: expect.any(String),
        group: 'lobby',
        unit: 'services',
        origin: 'own',
        answerWanted: 'decision',
        link: 'https://kierto.example/county/api/proposals/afternoons',
      },
    });
    expect(await rows()).toMatchObject([
      { id: headers['webhook-id'], to: 'register', event: events[0], state: 'done', attempts: 1, outcome: 'http-204' },
    ]);
  });

  it('is sent alone: others are not wanted', async () => {
    await register(['proposal.withdrawn']);
    following = followAll(at);
    await installation.give(propose('afternoons'));
    await installation.give({ do: 'WithdrawProposal', id: 'afternoons', by: client, body: {} });
    await followed(1);
    expect(receiver.received).toHaveLength(1);
    expect(message().type).toBe('proposal.withdrawn');
  });

  it('tells nothing of what was answered, only that something was, before it is told and after', async () => {
    const all = [
      ...['submitted', 'decided', 'decisionConfirmed', 'reasonCoded', 'changeStarted', 'followUpScheduled'],
      ...['followUpRecorded', 'answerTold', 'ledTo'],
    ].map((name) => `proposal.${name}`);
    await register(all);
    following = followAll(at);
    const of = (name: string, by: Given['by'], body: object) =>
      installation.give({ do: name, id: 'afternoons', by, body });
    await installation.give(propose('afternoons'));
    const heard = {
      decision: 'partlyAccepted',
      post: 'head-of-service',
      responsiblePost: 'head-of-service',
      byWhen: '2031-01-31',
      cost: 770_077,
      words: { reason: planted, whatWillBeDone: planted },
    };
    const [answer] = (await of('DecideProposal', coordinator, heard)).events;
    await of('ConfirmDecision', head, { ofEvent: answer, post: 'head-of-service' });
    await of('CodeReason', { role: 'analyst' }, { ofEvent: answer, reasonCodes: ['money'] });
    await of('StartChange', head, { words: { what: planted } });
    await of('RecordProposalLedTo', coordinator, { kind: 'wayOfWorking', words: { what: planted } });
    // All that came before has been looked at once the last of it has come.
    await receiver.waitFor(4);
    await of('TellAnswer', coordinator, { ofEvent: answer, how: 'visit' });
    await receiver.waitFor(5);
    await of('ScheduleFollowUp', head, { next: '2031-02-28' });
    await of('RecordFollowUp', head, { changed: 'no', words: { whyNot: planted } });
    await followed(7);
    // That a change has started says that something was accepted, and a coded reason that something was not; before the telling
    // nobody hears of either.
    const types = receiver.received.map(({ body }) => JSON.parse(body).type).sort();
    expect(types).toEqual(
      all.filter((type) => !['proposal.changeStarted', 'proposal.reasonCoded'].includes(type)).sort(),
    );
    const left = receiver.received.map(({ headers, body }) => JSON.stringify(headers) + body).join('\n');
    const said = [planted, 'partlyAccepted', '2031', '770077', 'money', '"no"', 'wayOfWorking'];
    expect(said.filter((one) => left.includes(one))).toEqual([]);
    const decided = receiver.received.map(({ body }) => JSON.parse(body)).find(({ type }) => type.endsWith('.decided'));
    expect(decided.data).toEqual({
      id: answer,
      stream: 'proposal-afternoons',
      event: 'ProposalDecided',
      occurredOn: '2026-11-20',
      post: 'head-of-service',
      link: 'https://kierto.example/county/api/proposals/afternoons',
    });
  });

  it('comes once, however many follow the log and send', async () => {
    await register(['proposal.submitted']);
    for (const id of ['one', 'two', 'three']) await installation.give(propose(id));
    const many = [followAll(at), followAll(at), followAll(at)];
    await receiver.waitFor(3);
    await Promise.all([run(), run()]);
    for (const one of many) await one.close();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    expect(receiver.received).toHaveLength(3);
  });
});

describe('a receiver that fails', () => {
  async function failing(status: number): Promise<void> {
    await register(['proposal.submitted']);
    receiver.answer = (response) => response.writeHead(status).end();
    await installation.give(propose('afternoons'));
    await followed(1);
  }

  it('is tried again after longer and longer pauses, with the same message id, and at last no more', async () => {
    await failing(500);
    const pauses: number[] = [];
    for (let [row] = await rows(); row!.state === 'waiting'; [row] = await rows()) {
      expect(row).toMatchObject({ outcome: 'http-500', attempts: receiver.received.length });
      pauses.push((row!.nextAt!.getTime() - installation.clock.time) / 1_000);
      const before = receiver.received.length;
      installation.clock.time = row!.nextAt!.getTime() - 1;
      await run();
      expect(receiver.received).toHaveLength(before);
      installation.clock.time = row!.nextAt!.getTime();
      await run();
      expect(receiver.received).toHaveLength(before + 1);
    }
    const advised = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(pauses).toHaveLength(advised.length);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(advised[index]!);
      expect(pause).toBeLessThanOrEqual(advised[index]! * 1.1);
    }
    expect((await rows())[0]).toMatchObject({ state: 'failed', attempts: 10, outcome: 'http-500' });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(logged).toContainEqual(expect.objectContaining({ webhook: 'register', outcome: 'http-500' }));
  });

  it('gets what it missed once it is well', async () => {
    await failing(503);
    receiver.answer = (response) => response.writeHead(200).end('thanks');
    installation.clock.time += 6_000;
    await run();
    expect((await rows())[0]).toMatchObject({ state: 'done', attempts: 2, outcome: 'http-200' });
  });

  it('answers that it is gone for good, and is removed with its secret', async () => {
    await failing(410);
    expect(await registeredWebhooks(installation.context)).toEqual([]);
    expect(await installation.context.vault.secrets.read('webhook-register')).toBeUndefined();
    expect((await rows())[0]).toMatchObject({ state: 'dropped', outcome: 'http-410' });
    const log = await installation.context.store.read('organisation-main');
    expect(log.at(-1)).toMatchObject({ type: 'WebhookRemoved', data: { webhook: 'register', because: 'gone' } });
  });

  it('redirects, which counts as a failure', async () => {
    await failing(307);
    expect((await rows())[0]).toMatchObject({ state: 'waiting', outcome: 'http-307' });
    expect(receiver.received).toHaveLength(1);
  });

  it('is somewhere that must not be reached: then nothing is tried again', async () => {
    at = { ...at, delivery: openDelivery({}) };
    await register(['proposal.submitted']);
    await installation.give(propose('afternoons'));
    following = followAll(at);
    for (let [row] = await rows(); row?.state !== 'failed'; [row] = await rows()) await run();
    expect(await rows()).toMatchObject([{ state: 'failed', outcome: 'private-address', attempts: 1 }]);
    expect(receiver.received).toEqual([]);
  });
});

describe('what is not sent', () => {
  it('is what waits for a webhook that was removed', async () => {
    await register(['proposal.submitted']);
    receiver.answer = (response) => response.writeHead(500).end();
    await installation.give(propose('afternoons'));
    await followed(1);
    await installation.give({ do: 'RemoveWebhook', id: 'main', by: administrator, body: { webhook: 'register' } });
    installation.clock.time += 6_000;
    await run();
    expect((await rows())[0]).toMatchObject({ state: 'dropped', outcome: 'removed' });
    expect(receiver.received).toHaveLength(1);
  });

  it('is what would go unsigned, as in an installation that was restored from an export', async () => {
    await register(['proposal.submitted', 'proposal.withdrawn']);
    await installation.context.vault.secrets.forget('webhook-register');
    await installation.give(propose('afternoons'));
    following = followAll(at);
    for (let [row] = await rows(); row?.state !== 'dropped'; [row] = await rows()) await run();
    expect((await rows())[0]).toMatchObject({ outcome: 'no-secret' });
    expect(await registeredWebhooks(installation.context)).toMatchObject([{ id: 'register', signed: false }]);
    const { secret } = await register(['proposal.submitted', 'proposal.withdrawn']);
    expect(secret).toMatch(/^whsec_/);
    await installation.give({ do: 'WithdrawProposal', id: 'afternoons', by: client, body: {} });
    await followed(1);
    expect(message().type).toBe('proposal.withdrawn');
  });

  it('is history, and what was there before the webhook', async () => {
    installation.clock.time += 60_000;
    await register(['group.founded', 'proposal.submitted']);
    const { store } = installation.context;
    const metadata = { recordedAt: new Date(installation.clock.time).toISOString(), command: '', digest: '' };
    const told = (id: string, of: string, more: object) =>
      store.append(
        `group-${of}`,
        [
          {
            id,
            type: 'GroupFounded',
            data: { kind: 'coDevelopment', unit: 'services' },
            metadata: { ...metadata, ...more },
          },
        ],
        0,
      );
    await told('00000000-0000-7000-8000-000000000001', 'slides', { recordedBy: 'import', source: 'slides' });
    await told('00000000-0000-7000-8000-000000000002', 'restored', {
      recordedBy: 'kaisa',
      recordedAt: '2026-11-01T10:00:00.000Z',
    });
    await installation.give(propose('afternoons'));
    await followed(1);
    expect(receiver.received).toHaveLength(1);
    expect(message().type).toBe('proposal.submitted');
  });
});

describe('a test message', () => {
  it('says nothing and answers what became of it', async () => {
    await register(['proposal.submitted']);
    expect(await testWebhook(at, 'register')).toEqual({ state: 'done', outcome: 'http-204' });
    expect(message()).toMatchObject({ type: 'webhook.test', data: { webhook: 'register' } });
    receiver.answer = (response) => response.writeHead(401).end();
    expect(await testWebhook(at, 'register')).toEqual({ state: 'failed', outcome: 'http-401' });
    expect(await testWebhook(at, 'nobody')).toEqual({ state: 'dropped', outcome: 'removed' });
  });
});
