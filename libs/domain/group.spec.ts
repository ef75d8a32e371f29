import { describe, expect, it } from '@jest/globals';
import { acting, andThen, coordinator, given, head, recorded, refused, type Told } from './given.ts';
import * as group from './group.ts';
import * as unit from './unit.ts';

const open = given(unit, { type: 'UnitEstablished', data: {} }).state;
const closed = given(unit, { type: 'UnitEstablished', data: {} }, { type: 'UnitClosed', data: {} }).state;
const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const joined = { type: 'MemberJoined', data: { member: 'aino', role: 'clientDeveloper' } };
const left = { type: 'MemberLeft', data: { member: 'aino', wantsToBeTold: true } };
const season = { type: 'SeasonPlanned', data: { season: 'spring', from: '2026-01', to: '2026-05' } };
const voice = { type: 'VoiceRecorded', data: {} };
const link = { type: 'LinkIssued', data: { link: 'door' } };
const revoked = { type: 'LinkRevoked', data: { link: 'door' } };
const ended = { type: 'GroupEnded', data: {}, occurredOn: '2026-03-05' };
const succeeded = { type: 'GroupSucceeded', data: { successor: 'stairs' } };
const none = group.initial;
const state = (...told: Told[]) => given(group, founded, ...told).state;
const living = state();
const over = state(joined, season, voice, link, ended);
const mine = { ...acting(coordinator), id: 'lobby' };
const found = { kind: 'coDevelopment', unit: 'social', words: { name: 'Lobby' } } as const;

describe('a group', () => {
  it('is founded in a unit, as part of another group or by itself', () => {
    expect(group.found(found, none, { ...mine, unit: open })).toEqual(recorded('GroupFounded', found));
    const part = { ...found, parent: 'events' };
    expect(group.found(part, none, { ...mine, unit: open, parent: living })).toEqual(recorded('GroupFounded', part));
    expect(living).toMatchObject({ status: 'living', unit: 'social', kind: 'coDevelopment' });
  });

  it('is described anew', () => {
    const input = { methods: ['trials'], words: { partners: 'Theatre' } };
    expect(group.describe(input, living, mine)).toEqual(recorded('GroupDescribed', input));
    expect(group.describe({ words: { name: 'Hall' } }, living, mine)).toHaveLength(1);
  });

  it('ends once, and what it is owed may find a successor later', () => {
    const events = group.end({}, living, mine);
    expect(events).toEqual(recorded('GroupEnded', {}));
    const { state: gone } = andThen(group, given(group, founded), events);
    expect(gone).toMatchObject({ status: 'ended', endedOn: '2026-03-10', successor: undefined });
    expect(group.end({}, gone, mine)).toEqual([]);
    expect(group.succeed({ successor: 'stairs' }, gone, { ...mine, successor: living })).toHaveLength(1);
  });

  it('is succeeded by one group, once', () => {
    const events = group.succeed({ successor: 'stairs' }, living, { ...mine, successor: living });
    expect(events).toEqual(recorded('GroupSucceeded', { successor: 'stairs' }));
    const { state: gone } = andThen(group, given(group, founded), events);
    expect(gone).toMatchObject({ status: 'ended', endedOn: '2026-03-10', successor: 'stairs' });
    expect(group.succeed({ successor: 'stairs' }, gone, { ...mine, successor: living })).toEqual([]);
  });

  const elsewhere = { ...acting({ role: 'coordinator', group: 'stairs' }), id: 'lobby' };
  const next = { successor: 'stairs' };
  it.each<[string, string, () => unknown]>([
    ['group.exists', 'it is there already', () => group.found(found, living, { ...mine, unit: open })],
    ['group.name-missing', 'it has no name', () => group.found({ ...found, words: {} }, none, { ...mine, unit: open })],
    ['unit.unknown', 'nobody knows the unit', () => group.found(found, none, { ...mine, unit: unit.initial })],
    ['unit.closed', 'the unit is closed', () => group.found(found, none, { ...mine, unit: closed })],
    [
      'group.own-parent',
      'it is part of itself',
      () => group.found({ ...found, parent: 'lobby' }, none, { ...mine, unit: open }),
    ],
    [
      'group.parent-unknown',
      'it is part of nothing known',
      () => group.found({ ...found, parent: 'x' }, none, { ...mine, unit: open, parent: none }),
    ],
    ['group.unknown', 'it is not there', () => group.end({}, none, mine)],
    ['group.other-group', 'somebody of another group acts', () => group.end({}, living, elsewhere)],
    [
      'group.not-group-side',
      'management records what it does',
      () => group.describe({ methods: [] }, living, { ...acting(head), id: 'lobby' }),
    ],
    ['group.nothing-described', 'nothing is said', () => group.describe({ words: { name: '' } }, living, mine)],
    [
      'group.own-successor',
      'it succeeds itself',
      () => group.succeed({ successor: 'lobby' }, living, { ...mine, successor: living }),
    ],
    [
      'group.successor-unknown',
      'nobody knows the successor',
      () => group.succeed(next, living, { ...mine, successor: none }),
    ],
    [
      'group.successor-ended',
      'the successor has ended',
      () => group.succeed(next, living, { ...mine, successor: over }),
    ],
    [
      'group.already-succeeded',
      'another has succeeded it',
      () => group.succeed({ successor: 'x' }, state(succeeded), { ...mine, successor: living }),
    ],
    ['date.in-future', 'it ends tomorrow', () => group.end({}, living, { ...mine, on: '2026-03-11' })],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

describe('the history of a group', () => {
  it('may have gaps', () => {
    expect(given(group, joined, ended).state).toEqual({ status: 'none' });
    expect(state(founded, ended, joined, ended)).toMatchObject({ status: 'ended', endedOn: '2026-03-05' });
    expect(state(ended, succeeded, ended)).toMatchObject({ endedOn: '2026-03-05', successor: 'stairs' });
    const strange = state(
      left,
      { type: 'ConsentGiven', data: { member: 'eero', to: ['name'], how: 'oneself' } },
      { type: 'ConsentGiven', data: { to: ['name'], how: 'oneself' } },
      { type: 'SeasonRevised', data: { season: 'autumn', from: '2026-08' } },
      revoked,
    );
    expect(strange).toMatchObject({
      members: new Map([
        ['aino', { status: 'left', role: undefined, wantsToBeTold: true, consents: new Set() }],
        ['eero', { status: 'notRecorded', role: undefined, wantsToBeTold: false, consents: new Set(['name']) }],
      ]),
      seasons: new Map([['autumn', { from: '2026-08' }]]),
      links: new Map([['door', { expires: undefined, revoked: true }]]),
    });
  });
});
