import { describe, expect, it } from '@jest/globals';
import {
  capacitiesFor,
  inCircle,
  isOwn,
  mayEver,
  maySee,
  rowOf,
  seesUntold,
  seesWords,
  visibleBy,
  whoMay,
} from './permit.ts';
import { byOf, type Capacity, nameOf, nobody, type Rights } from './rights.ts';

const as = (...capacities: Capacity[]): Rights => ({ account: 'somebody', capacities });
const administrator: Capacity = { kind: 'administrator' };
const head: Capacity = { kind: 'management', post: 'head', units: ['services', 'reception'] };
const coordinator: Capacity = { kind: 'coordinator', group: 'lobby', groups: ['lobby', 'hall'] };
const member: Capacity = { kind: 'member', role: 'clientDeveloper', group: 'lobby', groups: ['lobby'] };
const link: Rights = {
  account: 'link-wall',
  capacities: [{ kind: 'link', link: 'wall', group: 'lobby', groups: ['lobby'] }],
};
const analyst: Capacity = { kind: 'analyst', units: 'all', words: false };
const reader: Capacity = { kind: 'reader', units: ['services'] };
const guest = as();
/** Something of a group of one's own unit, and of one of another. */
const ours = { units: ['services'], groups: ['lobby'] };
const theirs = { units: ['housing'], groups: ['yard'] };

describe('who may do something', () => {
  it('is said by the row of what they do, and nobody may do what has none', () => {
    expect(rowOf('NobodyKnows')).toEqual({});
    expect(rowOf('constructor')).toEqual({});
    expect(mayEver(as(administrator), 'NobodyKnows')).toBe(false);
    expect(whoMay('NobodyKnows')).toBe('nobody');
  });

  it('is answered nearest first', () => {
    const all = as(administrator, reader, coordinator, head);
    expect(capacitiesFor(all, 'GetGroup', ours).map(nameOf)).toEqual([
      'post:head',
      'coordinator:lobby',
      'administrator',
      'reader',
    ]);
    expect(capacitiesFor(all, 'GetGroup', theirs).map(nameOf)).toEqual(['administrator']);
  });

  it('is somebody whom a group has succeeded to, too', () => {
    expect(maySee(as(coordinator), 'GetGroup', { groups: ['hall'] })).toBe(true);
    expect(maySee(as(member), 'GetGroup', { groups: ['hall'] })).toBe(false);
  });

  it('is whoever has signed in, without any role, but not whoever has only a link', () => {
    expect(mayEver(guest, 'ListInbox')).toBe(true);
    expect(maySee(guest, 'ListInbox', {})).toBe(true);
    expect(mayEver(link, 'ListInbox')).toBe(false);
    expect(mayEver(nobody, 'ListInbox')).toBe(false);
    expect(mayEver(nobody, 'ListChanges')).toBe(true);
  });

  it('is whose own it is', () => {
    const own = { accounts: ['somebody'] };
    expect(maySee(guest, 'GetAccount', own)).toBe(true);
    expect(maySee(guest, 'GetAccount', { accounts: ['another'] })).toBe(false);
    expect(isOwn(guest, 'ChooseLanguage', own)).toBe(true);
    expect(isOwn(as(administrator), 'ChooseLanguage', { accounts: ['another'] })).toBe(false);
    expect(isOwn(nobody, 'ChooseLanguage', {})).toBe(false);
  });

  it('is a member for what is their own only as a member of that group', () => {
    const own = { ...ours, accounts: ['somebody'] };
    expect(capacitiesFor(as(member), 'LeaveGroup', own)).toEqual([member]);
    expect(capacitiesFor(as(member), 'LeaveGroup', { ...own, groups: ['yard'] })).toEqual([]);
    expect(capacitiesFor(as(member), 'LeaveGroup', ours)).toEqual([]);
  });

  it('is told as a sentence', () => {
    expect(whoMay('NameTheme')).toBe('administrators');
    expect(whoMay('ConfirmDecision')).toBe('management of the unit or of one above it');
    expect(whoMay('LeaveGroup')).toBe('administrators, coordinators of the group, members, for what is their own');
  });
});

describe('what a list may show', () => {
  it('are the units and groups that each capacity reaches', () => {
    expect(visibleBy(as(head, coordinator), 'ListProposals')).toEqual({
      units: ['services', 'reception'],
      groups: ['lobby', 'hall'],
    });
    expect(visibleBy(guest, 'ListProposals')).toEqual({ units: [], groups: [] });
  });

  it('is everything, for whom one capacity reaches everything, and where it is for everybody', () => {
    const all = { units: 'all', groups: 'all' };
    expect(visibleBy(as(head, administrator), 'ListProposals')).toEqual(all);
    expect(visibleBy(as(analyst), 'ListProposals')).toEqual(all);
    expect(visibleBy(guest, 'ListUnits')).toEqual(all);
    expect(visibleBy(link, 'ListUnits')).toEqual(all);
    expect(visibleBy(nobody, 'ListChanges')).toEqual(all);
    expect(visibleBy(nobody, 'ListUnits')).toEqual({ units: [], groups: [] });
  });
});

describe('what is read in what may be seen', () => {
  it('are words by all but analysts who were not granted them', () => {
    expect(seesWords(as(reader), ours)).toBe(true);
    expect(seesWords(as(analyst), ours)).toBe(false);
    expect(seesWords(as({ ...analyst, words: true }), ours)).toBe(true);
    expect(seesWords(as(analyst, head), ours)).toBe(true);
    expect(seesWords(as(analyst, head), theirs)).toBe(false);
  });

  it('are answers that were not told yet by management and staff, of their own only', () => {
    expect([head, coordinator, analyst, administrator].map((one) => seesUntold(as(one), ours))).not.toContain(false);
    expect([member, reader].map((one) => seesUntold(as(one), ours))).not.toContain(true);
    expect(seesUntold(link, ours)).toBe(false);
    expect(seesUntold(as(head, coordinator), theirs)).toBe(false);
  });

  it('are small numbers by the circle of the group', () => {
    expect([coordinator, member, administrator].map((one) => inCircle(as(one), ours))).not.toContain(false);
    expect([head, analyst, reader].map((one) => inCircle(as(one), ours))).not.toContain(true);
    expect(inCircle(link, ours)).toBe(false);
    expect(inCircle(as(coordinator, member), theirs)).toBe(false);
  });
});

describe('a capacity', () => {
  it.each<[Capacity, string, object]>([
    [head, 'post:head', { post: 'head' }],
    [coordinator, 'coordinator:lobby', { role: 'coordinator', group: 'lobby' }],
    [member, 'member:lobby', { role: 'clientDeveloper', group: 'lobby' }],
    [link.capacities[0]!, 'link:lobby', { group: 'lobby' }],
    [administrator, 'administrator', { role: 'administrator' }],
    [analyst, 'analyst', { role: 'analyst' }],
    [reader, 'reader', {}],
  ])('%j is called %s, and events say %j', (capacity, name, by) => {
    expect(nameOf(capacity)).toBe(name);
    expect(byOf(capacity)).toEqual(by);
  });
});
