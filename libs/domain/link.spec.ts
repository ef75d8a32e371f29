import { describe, expect, it } from '@jest/globals';
import { acting, andThen, coordinator, given, recorded, refused, type Told } from './given.ts';
import * as group from './group.ts';

const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const joined = { type: 'MemberJoined', data: { member: 'aino', role: 'clientDeveloper' } };
const season = { type: 'SeasonPlanned', data: { season: 'spring', from: '2026-01', to: '2026-05' } };
const voice = { type: 'VoiceRecorded', data: {} };
const link = { type: 'LinkIssued', data: { link: 'door' } };
const revoked = { type: 'LinkRevoked', data: { link: 'door' } };
const ended = { type: 'GroupEnded', data: {}, occurredOn: '2026-03-05' };
const state = (...told: Told[]) => given(group, founded, ...told).state;
const living = state();
const over = state(joined, season, voice, link, ended);
const mine = { ...acting(coordinator), id: 'lobby' };

describe("the group's link", () => {
  it('is issued and revoked, each once', () => {
    const input = { link: 'door', expires: '2026-12-31' };
    const events = group.issueLink(input, living, mine);
    expect(events).toEqual(recorded('LinkIssued', input));
    const issued = andThen(group, given(group, founded), events);
    expect(group.issueLink(input, issued.state, mine)).toEqual([]);
    const back = group.revokeLink({ link: 'door' }, issued.state, mine);
    expect(back).toEqual(recorded('LinkRevoked', { link: 'door' }));
    const { state: gone } = andThen(group, issued, back);
    expect(gone.status !== 'none' && gone.links.get('door')).toEqual({ expires: '2026-12-31', revoked: true });
    expect(group.revokeLink({ link: 'door' }, gone, mine)).toEqual([]);
    expect(group.revokeLink({ link: 'door' }, over, mine)).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    ['link.revoked', 'it was revoked', () => group.issueLink({ link: 'door' }, state(link, revoked), mine)],
    [
      'link.expires-in-past',
      'it expired yesterday',
      () => group.issueLink({ link: 'door', expires: '2026-03-09' }, living, mine),
    ],
    ['group.ended', 'the group has ended', () => group.issueLink({ link: 'window' }, over, mine)],
    ['link.unknown', 'what is revoked is not there', () => group.revokeLink({ link: 'x' }, living, mine)],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});
