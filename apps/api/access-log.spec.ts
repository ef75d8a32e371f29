import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import type { Capacity, Rights } from '#permissions';
import type { AccessEntry, Vault } from '#vault';
import { AccessLog } from './access-log.ts';

let written: AccessEntry[];
let away: boolean;
const vault = {
  access: {
    async add(entries: readonly AccessEntry[]) {
      if (away) throw Object.assign(new Error('away'), { code: 'vault-unavailable' });
      written.push(...entries);
    },
  },
} as unknown as Pick<Vault, 'access'>;
const now = Date.parse('2026-11-20T10:00:00Z');

const opened = (most?: number, presets: () => object[] = () => []) =>
  new AccessLog(
    {
      vault,
      reads: { rows: () => ({ all: presets }) } as never,
      context: { clock: { now: () => now } },
      log: { warn() {}, error() {} } as never,
    },
    most,
  );

const asked = (rights: Rights, url = '/api/proposals/bench?lang=fi') =>
  ({ url, operation: 'GetProposal', rights, account: rights.account }) as FastifyRequest;
const head: Rights = { account: 'maria', capacities: [{ kind: 'management', post: 'head', units: 'all' }] };

beforeEach(() => {
  written = [];
  away = false;
});

describe('the log of who was given words', () => {
  it('has who, when, which address and which events, each once, and for how long it is kept', async () => {
    const access = opened();
    access.note(asked(head), ['one', 'two', 'one']);
    await access.flush();
    expect(written).toEqual([
      {
        id: expect.any(String),
        at: new Date(now),
        account: 'maria',
        operation: 'GetProposal',
        facts: { address: '/api/proposals/bench', events: ['one', 'two'] },
        keepUntil: new Date('2028-11-20T10:00:00Z'),
      },
    ]);
  });

  it('says once what was given out again within the second, and how often', async () => {
    const access = opened();
    for (let n = 0; n < 3; n += 1) access.note(asked(head), ['one']);
    access.note(asked(head), ['two']);
    await access.flush();
    access.note(asked(head), ['one']);
    await access.flush();
    const address = '/api/proposals/bench';
    expect(written.map(({ facts }) => facts)).toEqual([
      { address, events: ['one'], times: 3 },
      { address, events: ['two'] },
      { address, events: ['one'] },
    ]);
  });

  it('says whose names were read, but not one’s own', async () => {
    const access = opened();
    access.note(asked(head), [], ['m1', 'm1', 'maria']);
    access.note(asked(head), [], ['maria']);
    await access.flush();
    expect(written.map(({ facts }) => facts)).toEqual([{ address: '/api/proposals/bench', people: ['m1'] }]);
  });

  it('is kept two years when the organisation has set none at all', async () => {
    const access = opened(undefined, () => [{ presets: JSON.stringify({ retentionYears: { accessLog: 0 } }) }]);
    access.note(asked(head), ['one']);
    await access.flush();
    expect(written[0]!.keepUntil).toEqual(new Date('2028-11-20T10:00:00Z'));
  });

  it('is kept as long as the organisation says', async () => {
    const access = opened(undefined, () => [{ presets: JSON.stringify({ retentionYears: { accessLog: 5 } }) }]);
    access.note(asked(head), ['one']);
    await access.flush();
    expect(written[0]!.keepUntil).toEqual(new Date('2031-11-20T10:00:00Z'));
  });

  it.each<[string, Capacity, number]>([
    ['an administrator', { kind: 'administrator' }, 1],
    ['a data protection officer', { kind: 'dataProtectionOfficer' }, 1],
    ['management', { kind: 'management', post: 'head', units: [] }, 1],
    ['a coordinator', { kind: 'coordinator', group: 'lobby', groups: ['lobby'] }, 1],
    ['an analyst', { kind: 'analyst', units: 'all', words: true }, 1],
    ['a reader', { kind: 'reader', units: 'all' }, 1],
    ['a member', { kind: 'member', role: 'clientDeveloper', group: 'lobby', groups: ['lobby'] }, 0],
    ['whoever has the link', { kind: 'link', link: 'door', group: 'lobby', groups: ['lobby'] }, 0],
  ])('notes what %s reads: %#', async (_who, capacity, times) => {
    const access = opened();
    access.note(asked({ account: 'somebody', capacities: [capacity] }), ['one']);
    await access.flush();
    expect(written).toHaveLength(times);
  });

  it('notes neither the public nor answers without words', async () => {
    const access = opened();
    access.note(asked({ capacities: [] }), ['one']);
    access.note(asked(head), []);
    await access.flush();
    expect(written).toEqual([]);
  });

  it('notes an export by whomever, without naming all its events', async () => {
    const access = opened();
    access.noteAll(asked({ account: 'leena', capacities: [] }, '/api/accounts/leena/everything'));
    await access.flush();
    expect(written).toMatchObject([{ account: 'leena', facts: { address: '/api/accounts/leena/everything' } }]);
    expect(written[0]!.facts).not.toHaveProperty('events');
  });

  it('waits for a vault that is away, and lets nothing more be read when too much waits', async () => {
    const access = opened(2);
    away = true;
    access.note(asked(head), ['one']);
    await access.flush();
    access.note(asked(head), ['two']);
    expect(() => access.note(asked(head), ['three'])).toThrow(expect.objectContaining({ code: 'access.not-recorded' }));
    away = false;
    await access.flush();
    expect(written.map(({ facts }) => facts)).toMatchObject([{ events: ['one'] }, { events: ['two'] }]);
    access.note(asked(head), ['three']);
    await access.close();
    expect(written).toHaveLength(3);
  });

  it('is written in the order in which it was noted, by itself within a second or two', async () => {
    const access = opened();
    for (let n = 0; n < 700; n += 1) access.note(asked(head), [String(n)]);
    while (written.length < 700) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(written.map(({ facts }) => (facts as { events: string[] }).events[0])).toEqual(
      Array.from({ length: 700 }, (_, n) => String(n)),
    );
    await access.close();
    expect(new Set(written.map(({ id }) => id)).size).toBe(700);
  });
});
