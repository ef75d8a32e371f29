import { describe, expect, it } from '@jest/globals';
import { acting, andThen, coordinator, given, idOf, recorded, refused, type Told } from './given.ts';
import * as group from './group.ts';

const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const joined = { type: 'MemberJoined', data: { member: 'aino', role: 'clientDeveloper' } };
const left = { type: 'MemberLeft', data: { member: 'aino', wantsToBeTold: true } };
const forgotten = { type: 'PersonForgotten', data: { member: 'aino', reasonCode: 'request' } };
const voice = { type: 'VoiceRecorded', data: {} };
const none = group.initial;
const state = (...told: Told[]) => given(group, founded, ...told).state;
const living = state();
const mine = { ...acting(coordinator), id: 'lobby' };

describe('consents', () => {
  const given_ = { member: 'aino', to: ['photo', 'name'], how: 'withSupport' } as const;
  const here = state(joined, voice);

  it('are given by members, or for a voice, and withdrawn', () => {
    const events = group.giveConsent(given_, here, mine);
    expect(events).toEqual(recorded('ConsentGiven', given_));
    const consented = andThen(group, given(group, founded, joined, voice), events);
    expect(group.consentsOf(consented.state, { member: 'aino' })).toEqual(new Set(['photo', 'name']));
    expect(group.giveConsent({ ...given_, to: ['photo'] }, consented.state, mine)).toEqual([]);
    const back = group.withdrawConsent({ member: 'aino', to: ['photo'] }, consented.state, mine);
    expect(back).toEqual(recorded('ConsentWithdrawn', { member: 'aino', to: ['photo'] }));
    const without = andThen(group, consented, back).state;
    expect(group.consentsOf(without, { member: 'aino' })).toEqual(new Set(['name']));
    expect(group.withdrawConsent({ member: 'aino', to: ['photo'] }, without, mine)).toEqual([]);
  });

  it('for a voice name the event that recorded it', () => {
    const input = { voice: idOf(3), to: ['quotation'], how: 'oneself' } as const;
    const consented = andThen(group, given(group, founded, joined, voice), group.giveConsent(input, here, mine)).state;
    expect(group.consentsOf(consented, { voice: idOf(3) })).toEqual(new Set(['quotation']));
    expect(group.consentsOf(consented, { voice: idOf(9) })).toEqual(new Set());
    expect(group.consentsOf(none, {})).toEqual(new Set());
  });

  it('of all are those that everybody in the group has given', () => {
    const photo = (member: string, ...to: string[]) => ({ type: 'ConsentGiven', data: { member, to, how: 'oneself' } });
    const eero = { type: 'MemberJoined', data: { member: 'eero', role: 'staffDeveloper' } };
    expect(group.consentsOfAll(state(joined, eero, photo('aino', 'photo', 'name')))).toEqual(new Set());
    const both = [joined, eero, photo('aino', 'photo', 'name'), photo('eero', 'photo')];
    expect(group.consentsOfAll(state(...both))).toEqual(new Set(['photo']));
    expect(group.consentsOfAll(state(joined, eero, photo('eero', 'name'), left))).toEqual(new Set(['name']));
    expect(group.consentsOfAll(living)).toEqual(new Set());
    expect(group.consentsOfAll(none)).toEqual(new Set());
  });

  it.each<[string, string, () => unknown]>([
    ['consent.of-whom', 'nobody gives it', () => group.giveConsent({ to: ['photo'], how: 'oneself' }, here, mine)],
    [
      'consent.of-whom',
      'it is of a member and for a voice at once',
      () => group.withdrawConsent({ member: 'aino', voice: idOf(3), to: ['photo'] }, here, mine),
    ],
    ['consent.to-nothing', 'it is to nothing', () => group.giveConsent({ ...given_, to: [] }, here, mine)],
    ['member.unknown', 'nobody knows the member', () => group.giveConsent({ ...given_, member: 'x' }, here, mine)],
    ['member.forgotten', 'the person was forgotten', () => group.giveConsent(given_, state(joined, forgotten), mine)],
    [
      'voice.unknown',
      'there is no such voice',
      () => group.giveConsent({ voice: idOf(2), to: ['quotation'], how: 'oneself' }, here, mine),
    ],
  ])('are refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});
