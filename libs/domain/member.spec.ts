import { describe, expect, it } from '@jest/globals';
import { acting, administrator, andThen, coordinator, given, recorded, refused, type Told } from './given.ts';
import * as group from './group.ts';

const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const joined = { type: 'MemberJoined', data: { member: 'aino', role: 'clientDeveloper' } };
const left = { type: 'MemberLeft', data: { member: 'aino', wantsToBeTold: true } };
const forgotten = { type: 'PersonForgotten', data: { member: 'aino', reasonCode: 'request' } };
const ended = { type: 'GroupEnded', data: {}, occurredOn: '2026-03-05' };
const state = (...told: Told[]) => given(group, founded, ...told).state;
const living = state();
const mine = { ...acting(coordinator), id: 'lobby' };

describe('members', () => {
  const aino = { member: 'aino', role: 'clientDeveloper' } as const;

  it('join, and join again to take another role', () => {
    const events = group.join(aino, living, mine);
    expect(events).toEqual(recorded('MemberJoined', aino));
    const here = andThen(group, given(group, founded), events).state;
    expect(group.join(aino, here, mine)).toEqual([]);
    expect(group.join({ ...aino, role: 'expertByExperience' }, here, mine)).toHaveLength(1);
  });

  it('leave, and may ask to be told; and come back', () => {
    const events = group.leave(left.data, state(joined), mine);
    expect(events).toEqual(recorded('MemberLeft', left.data));
    const away = andThen(group, given(group, founded, joined), events).state;
    expect(away).toMatchObject({ status: 'living' });
    expect(away.status !== 'none' && away.members.get('aino')).toEqual({
      status: 'left',
      role: 'clientDeveloper',
      wantsToBeTold: true,
      consents: new Set(),
    });
    expect(group.leave(left.data, away, mine)).toEqual([]);
    expect(group.join(aino, away, mine)).toHaveLength(1);
  });

  it('are forgotten, once and for good, by the administration too', () => {
    const input = { member: 'aino', reasonCode: 'request' } as const;
    expect(group.forgetPerson(input, state(joined), { ...acting(administrator), id: 'lobby' })).toEqual(
      recorded('PersonForgotten', input),
    );
    const gone = state(joined, forgotten);
    expect(group.forgetPerson(input, gone, mine)).toEqual([]);
    expect(group.leave({ member: 'aino' }, gone, mine)).toEqual([]);
    expect(refused(() => group.join(aino, gone, mine))).toBe('member.forgotten');
  });

  it.each<[string, string, () => unknown]>([
    ['group.ended', 'the group had ended when somebody joins', () => group.join(aino, state(ended), mine)],
    ['member.unknown', 'who leaves never joined', () => group.leave({ member: 'x' }, living, mine)],
    [
      'member.unknown',
      'who is forgotten never joined',
      () => group.forgetPerson({ member: 'x', reasonCode: 'request' }, living, mine),
    ],
  ])('are refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});
