import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Position } from '#event-store';
import { type Capacity, nobody, type Rights } from '#permissions';
import { LogAndReads } from '../../test/log-and-reads.ts';
import { Live, type WhoListens } from './live.ts';
import { RequestError } from './request-error.ts';

let log: LogAndReads;
let live: Live;

beforeEach(async () => {
  log = await LogAndReads.open();
  await log.happened('unit-services', 'UnitEstablished');
  await log.happened('unit-housing', 'UnitEstablished');
  await log.happened('group-lobby', 'GroupFounded', { kind: 'coDevelopment', unit: 'services' });
  await log.happened('group-yard', 'GroupFounded', { kind: 'coDevelopment', unit: 'housing' });
  await log.seen();
  live = await Live.open(log.reads, log.store);
});
afterEach(async () => {
  live.close();
  await log.close();
});

const somebody = (...capacities: Capacity[]): Rights => ({ account: 'somebody', capacities });
const client = (group: string): Capacity => ({ kind: 'member', role: 'clientDeveloper', group, groups: [group] });
const submitted = (id: string, group: string, unit: string) =>
  log.happened(`proposal-${id}`, 'ProposalSubmitted', { group, unit, kind: 'idea', answerWanted: 'decision' });

/** Everything that a connection says, with a way to wait until it has. */
function ear(stream: Readable) {
  let said = '';
  let heard = () => {};
  let ended = false;
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    said += text;
    heard();
  });
  stream.on('end', () => {
    ended = true;
    heard();
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      if (ended) throw new Error(`It ended before: ${said}`);
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return {
    /** The streams it was told of, in the order in which it was. */
    streams: () =>
      [...said.matchAll(/^data: (.+)$/gm)].flatMap(
        ([, data]) => (JSON.parse(data!) as { streams?: string[] }).streams ?? [],
      ),
    said: () => said,
    until: (pattern: RegExp) => until(() => pattern.test(said)),
    end: () => (ended ? Promise.resolve() : new Promise<void>((resolve) => stream.once('end', resolve))),
  };
}

const listen = async (who: Rights | WhoListens, lastSeen?: Position) =>
  ear(await live.connect(lastSeen, typeof who === 'function' ? who : async () => who));

/** Everybody who listens hears of the organisation, so that whoever was told of nothing else by then will not be. */
const marked = async (...ears: ReturnType<typeof ear>[]) => {
  await log.happened('organisation-main', 'ThemeNamed', { code: 'mark' });
  for (const one of ears) await one.until(/organisation-main/);
};

describe('live changes', () => {
  it('are told to each of what they may see, and of nothing else', async () => {
    const listening = {
      management: await listen(somebody({ kind: 'management', post: 'head', units: ['services'] })),
      coordinator: await listen(somebody({ kind: 'coordinator', group: 'lobby', groups: ['lobby'] })),
      otherMember: await listen(somebody(client('yard'))),
      link: await listen({
        account: 'link-l',
        capacities: [{ kind: 'link', link: 'l', group: 'yard', groups: ['yard'] }],
      }),
      reader: await listen(somebody({ kind: 'reader', units: ['housing'] })),
      withoutRole: await listen(somebody()),
    };
    await submitted('swing', 'lobby', 'services');
    await submitted('roof', 'yard', 'housing');
    await log.happened('meeting-of-lobby', 'MeetingHeld', { group: 'lobby', kind: 'meeting' });
    await log.happened('meeting-of-yard', 'MeetingHeld', { group: 'yard', kind: 'meeting' });
    await log.happened('commission-task', 'CommissionIssued', { unit: 'services', groups: ['lobby'], kind: 'task' });
    await log.happened('account-somebody', 'AccountInvited', { language: 'fi' });
    await log.happened('account-other', 'AccountInvited', { language: 'fi' });
    await marked(...Object.values(listening));
    const heard = Object.fromEntries(
      Object.entries(listening).map(([who, one]) => [who, [...new Set(one.streams())].sort()]),
    );
    const ofLobby = ['commission-task', 'meeting-of-lobby', 'organisation-main', 'proposal-swing'];
    const ofYard = ['meeting-of-yard', 'organisation-main', 'proposal-roof'];
    const own = 'account-somebody';
    expect(heard).toEqual({
      management: [own, ...ofLobby],
      coordinator: [own, ...ofLobby],
      otherMember: [own, ...ofYard],
      link: ['organisation-main', 'proposal-roof'],
      reader: [own, ...ofYard],
      withoutRole: [own, 'organisation-main'],
    });
  });

  it('are told by the rights of the moment: what was withdrawn is not told any more', async () => {
    let rights = somebody(client('lobby'));
    const listening = await listen(async () => rights);
    await submitted('before', 'lobby', 'services');
    await listening.until(/proposal-before/);
    rights = somebody();
    await submitted('after', 'lobby', 'services');
    await marked(listening);
    expect(listening.streams()).not.toContain('proposal-after');
  });

  it('that were missed are told to those who come back, as far as they may see them', async () => {
    const { position } = await submitted('seen', 'lobby', 'services');
    const other = await listen(somebody({ kind: 'administrator' }));
    await submitted('swing', 'lobby', 'services');
    await submitted('roof', 'yard', 'housing');
    await marked(other);
    const back = await listen(somebody(client('lobby')), position);
    await back.until(/proposal-swing/);
    expect(back.streams()).not.toContain('proposal-roof');
    expect(back.said()).not.toContain('reset');
  });

  it('end when whoever listens is nobody any more', async () => {
    for (const gone of [
      async () => nobody,
      async () => {
        throw new RequestError('sign-in.needed', 'The session has ended.');
      },
    ] satisfies WhoListens[]) {
      let who: WhoListens = async () => somebody(client('lobby'));
      const listening = await listen(() => who());
      who = gone;
      await listening.end();
      expect(live.connections).toBe(0);
    }
  });

  it('are told by a reset when it could not be found out who listens, and nothing is told until then', async () => {
    let who: WhoListens = async () => somebody(client('lobby'));
    const asked: (() => void)[] = [];
    const listening = await listen(() => {
      for (const heard of asked.splice(0)) heard();
      return who();
    });
    who = async () => {
      throw new Error('The vault is away.');
    };
    await submitted('swing', 'lobby', 'services');
    await log.seen();
    // Asked twice: the second time, the first telling is over.
    for (let times = 0; times < 2; times += 1) await new Promise<void>((resolve) => asked.push(resolve));
    expect(listening.streams()).toEqual([]);
    who = async () => somebody(client('lobby'));
    await listening.until(/event: reset/);
    await submitted('roof', 'lobby', 'services');
    await listening.until(/proposal-roof/);
  });

  it('take no more connections of one account than anybody needs', async () => {
    const one = somebody(client('lobby'));
    for (let n = 0; n < 20; n += 1) await listen(one);
    await expect(listen(one)).rejects.toMatchObject({ code: 'live.too-many' });
    await listen({ ...one, account: 'somebody-else' });
    expect(live.connections).toBe(21);
  });
});
