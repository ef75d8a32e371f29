import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreError } from '#event-store';
import {
  administrator,
  beginnings,
  client,
  coordinator,
  head,
  type Installation,
  openInstallation,
  run,
  withAppend,
} from '../../test/installation.ts';
import { webhookRows } from './deliveries/webhook-rows.ts';
import { noticeId, remind } from './notices.ts';
import { retryFailed, typeNameOf, webhookTarget, webhookTypes } from './webhooks.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(() => installation.close());

const url = 'https://receiver.example/kierto';
const own = `whsec_${randomBytes(24).toString('base64')}`;
const registering = (more: object = {}) => ({
  do: 'RegisterWebhook',
  id: 'main',
  by: administrator,
  body: { webhook: 'register', types: ['proposal.decided'], words: { url }, ...more },
  command: randomUUID(),
});
const rotating = (more: object = {}) => ({
  do: 'RotateWebhookSecret',
  id: 'main',
  by: administrator,
  body: { webhook: 'register', ...more },
  command: randomUUID(),
});
const secrets = async () => {
  const target = await webhookTarget(installation.context, 'register');
  return typeof target === 'string' ? target : target.secrets;
};

describe('the secret of a webhook', () => {
  it('is made and told once, and lies readable nowhere', async () => {
    const command = registering();
    const { secret } = await installation.give(command);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await secrets()).toEqual([secret]);
    const again = await installation.give(command);
    expect(again).toMatchObject({ repeated: true });
    expect(again.secret).toBeUndefined();
    expect(await secrets()).toEqual([secret]);
    for (const [file, bytes] of await installation.bytes())
      expect({ file, found: bytes.includes(secret!) || bytes.includes(url) }).toEqual({ file, found: false });
  });

  it('may be the receiver’s own, which is not told again', async () => {
    expect((await installation.give(registering({ secret: own }))).secret).toBeUndefined();
    expect(await secrets()).toEqual([own]);
  });

  it.each(['whsec_c2hvcnQ=', 'secret', `whsec_${'*'.repeat(32)}`, ''])(
    'is no short or other text: %j',
    async (secret) => {
      await expect(async () => installation.give(registering({ secret }))).rejects.toThrow('/secret');
    },
  );

  it('stays when the webhook gets another address', async () => {
    const { secret } = await installation.give(registering());
    const moved = await installation.give(registering({ words: { url: 'https://elsewhere.example/' } }));
    expect(moved.secret).toBeUndefined();
    expect(await webhookTarget(installation.context, 'register')).toEqual({
      url: 'https://elsewhere.example/',
      secrets: [secret],
    });
  });

  it('is rotated; the ones before sign as well for a day', async () => {
    const { secret: first } = await installation.give(registering());
    const { secret: second } = await installation.give(rotating());
    installation.clock.time += 3_600_000;
    await installation.give(rotating({ secret: own }));
    expect(await secrets()).toEqual([own, second, first]);
    installation.clock.time += 23 * 3_600_000;
    expect(await secrets()).toEqual([own, second]);
    installation.clock.time += 3_600_000;
    expect(await secrets()).toEqual([own]);
  });

  it('is what it was when nothing was recorded', async () => {
    const refused = { ...registering(), body: { ...registering().body, types: ['proposal.sung'] } };
    await expect(installation.give(refused)).rejects.toMatchObject({ code: 'webhook.type-unknown' });
    expect(await installation.context.vault.secrets.read('webhook-register')).toBeUndefined();
    const { secret } = await installation.give(registering());
    const rotation = rotating();
    await expect(installation.give({ ...rotation, expected: 0 })).rejects.toMatchObject({ code: 'wrong-version' });
    expect(await secrets()).toEqual([secret]);
    const { secret: second } = await installation.give(rotation);
    await installation.give(rotation);
    expect(await secrets()).toEqual([second, secret]);
  });

  it('is there when nobody knows whether the webhook was registered', async () => {
    const away = withAppend(installation.context.store, async () => {
      throw new StoreError('store-unavailable', 'The answer was lost on its way.');
    });
    const lost = run(installation.contextOn(away), registering());
    await expect(lost).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await installation.context.vault.secrets.read('webhook-register')).toBeDefined();
  });

  it('is forgotten with the webhook', async () => {
    await installation.give(registering());
    const removing = {
      do: 'RemoveWebhook',
      id: 'main',
      by: administrator,
      body: { webhook: 'register' },
      command: randomUUID(),
    };
    await installation.give(removing);
    expect(await webhookTarget(installation.context, 'register')).toBe('removed');
    expect(await installation.context.vault.secrets.read('webhook-register')).toBeUndefined();
    const { secret } = await installation.give(registering());
    expect(await installation.give(removing)).toMatchObject({ repeated: true });
    expect(await secrets()).toEqual([secret]);
  });
});

describe('the address of a webhook', () => {
  it.each(['ftp://receiver.example/', 'receiver.example', 'https://name:password@receiver.example/', 'javascript:1'])(
    'is not %s',
    async (wrong) => {
      await expect(installation.give(registering({ words: { url: wrong } }))).rejects.toMatchObject({
        code: 'webhook.address-wrong',
        field: 'words.url',
      });
    },
  );

  it('may be forgotten, and then nothing is sent', async () => {
    const { events } = await installation.give(registering());
    const forgotten = { ofEvent: events[0], fields: ['url'], reasonCode: 'request' };
    await installation.give({ do: 'ForgetOrganisationWords', id: 'main', by: administrator, body: forgotten });
    await installation.context.vault.words.forget(events[0]!, ['url']);
    expect(await webhookTarget(installation.context, 'register')).toBe('no-address');
  });
});

describe('the name of a type of events outside', () => {
  it('says the kind of stream and what happened', () => {
    expect(typeNameOf('proposal', 'ProposalDecided')).toBe('proposal.decided');
    expect(typeNameOf('proposal', 'AnswerTold')).toBe('proposal.answerTold');
    expect(typeNameOf('organisation', 'WebhookRemoved')).toBe('organisation.webhookRemoved');
  });

  it('is of one type of events only', () => {
    expect([...webhookTypes].filter((name) => !/^[a-z]+\.[a-z][A-Za-z]+$/.test(name))).toEqual([]);
    expect(webhookTypes.has('proposal.decided') && webhookTypes.has('commission.issued')).toBe(true);
  });
});

describe('what a webhook is told of an answer that the group has not been told', () => {
  it('says neither that something is owed because of it nor why something is not done', async () => {
    for (const given of beginnings) await installation.give(given);
    const words = { title: 'A bench', text: 'To sit.' };
    const wanted = { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', words };
    const of = async (name: string, by: typeof head | typeof client | typeof coordinator, body: object) =>
      (await installation.give({ do: name, id: 'bench', by, body: body as never })).events[0]!;
    await installation.give(registering({ types: ['notice.reminderSent', 'proposal.reasonCoded'] }));
    const submitted = await of('SubmitProposal', client, wanted);
    const because = { reason: 'Half of it.', whatWillBeDone: 'One bench.' };
    const answer = await of('DecideProposal', head, { decision: 'partlyAccepted', words: because });
    await of('CodeReason', { role: 'analyst' } as never, { ofEvent: answer, reasonCodes: ['money'] });
    const about = {
      side: 'management',
      proposal: 'bench',
      unit: 'services',
      group: 'lobby',
      moment: 0,
      to: [],
    } as const;
    const streams: string[] = [];
    for (const [what, sinceEvent] of [
      ['receipt', submitted],
      ['change', answer],
    ] as const) {
      const id = noticeId(`reminder-${what}`, sinceEvent);
      await remind(installation.context, id, { ...about, what, sinceEvent });
      streams.push(`notice-${id}`);
    }
    const told = async () => {
      const events = [];
      for (const stream of ['proposal-bench', ...streams])
        events.push(...(await installation.context.store.read(stream)));
      const rows = await webhookRows(installation.context, events);
      return rows.map(({ facts }) => (facts as { data: { stream: string } }).data.stream);
    };
    expect(await told()).toEqual([streams[0]]);
    await of('TellAnswer', coordinator, { ofEvent: answer, how: 'visit' });
    expect(await told()).toEqual(['proposal-bench', ...streams]);
  });
});

describe('what has failed for good', () => {
  it('is tried once more each, also while it fails again', async () => {
    const { vault } = installation.context;
    const now = new Date(installation.clock.time);
    const ids = Array.from({ length: 150 }, (_, n) => `msg-${n}`);
    await vault.deliveries.add(
      ids.map((id) => ({ id, channel: 'webhook', to: 'register', event: 'e', facts: {}, now })),
    );
    for (const id of ids) await vault.deliveries.settle(id, { state: 'failed', at: now });
    let tried = 0;
    /** A receiver that is away: whatever waits has failed again at once. */
    const settle: typeof vault.deliveries.settle = async (id, how) => {
      if (++tried > 1_000) throw new Error('It goes on for ever.');
      await vault.deliveries.settle(id, how);
      await vault.deliveries.settle(id, { state: 'failed', at: now });
    };
    const { deliveries } = vault;
    const away = { ...vault, deliveries: { ...deliveries, list: deliveries.list.bind(deliveries), settle } };
    expect(await retryFailed({ ...installation.context, vault: away }, 'register')).toBe(150);
    expect(tried).toBe(150);
  });
});
