import { describe, expect, it } from '@jest/globals';
import { given, idOf, refused, type Told } from './given.ts';
import * as group from './group.ts';
import { categoryOf, founding, type Line, references, shapesOf, take } from './history.ts';
import * as meeting from './meeting.ts';
import * as organisation from './organisation.ts';
import * as unit from './unit.ts';

const there = new Set(['unit social', 'group lobby', 'meeting spring', 'proposal sofa']);
const facts = {
  today: '2026-11-21',
  known: (kind: string, id: string) => there.has(`${kind} ${id}`),
  unitOfGroup: (id: string) => (id === 'lobby' ? 'social' : undefined),
};
const line = (told: Partial<Line> & Pick<Line, 'type' | 'category'>): Line => ({
  of: 'x',
  data: {},
  words: {},
  ...told,
});
const submitted = line({
  type: 'ProposalSubmitted',
  category: 'proposal',
  data: { group: 'lobby', unit: 'social', kind: 'idea' },
});
const established = line({ type: 'UnitEstablished', category: 'unit', of: 'social' });
const founded = line({ type: 'GroupFounded', category: 'group', data: { kind: 'coDevelopment', unit: 'social' } });

const told = ({ type, data }: Line): Told => ({ type, data });

// Only the events of a stream matter here, whichever aggregate folds them.
const stream = (...told: Told[]) => given(organisation, ...told);
const begun = stream({ type: 'ProposalSubmitted', data: submitted.data, occurredOn: '2015' });

describe('what history tells', () => {
  it('is taken as it was found, without a date, a doer or what rules ask for live', () => {
    expect(take(established, stream(), facts)).toEqual([{ type: 'UnitEstablished', data: {}, words: {} }]);
    const decided = line({ type: 'ProposalDecided', category: 'proposal', on: '2016', data: { decision: 'rejected' } });
    expect(take(decided, begun, facts)).toEqual([
      { type: 'ProposalDecided', data: { decision: 'rejected' }, words: {} },
    ]);
    const unknownCodes = {
      ...submitted,
      data: { ...submitted.data, theme: 'never-named' },
      words: { title: 'Sofa \u0000' },
    };
    expect(take(unknownCodes, stream(), facts)).toHaveLength(1);
  });

  it('of a proposal without a unit is taken to be for the unit of its group; who wants an answer stays unsaid', () => {
    const { unit: _, ...data } = submitted.data;
    expect(take({ ...submitted, data }, stream(), facts)).toEqual([
      { type: 'ProposalSubmitted', data: { ...data, unit: 'social', unitAssumed: true }, words: {} },
    ]);
  });

  it('may begin a meeting by planning or by holding it, in any order', () => {
    const planned = line({
      type: 'MeetingPlanned',
      category: 'meeting',
      data: { group: 'lobby', plannedFor: '2030-01-01' },
    });
    const held = line({ type: 'MeetingHeld', category: 'meeting', data: { group: 'lobby', kind: 'talk' } });
    expect(take(held, given(meeting), facts)).toHaveLength(1);
    expect(take(held, given(meeting, told(planned)), facts)).toHaveLength(1);
    expect(take(planned, given(meeting, told(held)), facts)).toHaveLength(1);
    const slip = { type: 'RecordedInError', data: { ofEvent: idOf(2) } };
    expect(take(held, given(meeting, told(planned), told(held), slip), facts)).toHaveLength(1);
  });

  it('of the organisation needs no beginning', () => {
    expect(
      take(line({ type: 'ThemeNamed', category: 'organisation', data: { code: 'a' } }), stream(), facts),
    ).toHaveLength(1);
  });

  const theme = (data: object): Line => ({ ...submitted, data: { ...submitted.data, ...data } });
  it.each<[string, string, string, () => unknown]>([
    [
      'history.unknown-event',
      'event',
      'no such event',
      () => take(line({ type: 'toString', category: 'unit' }), stream(), facts),
    ],
    [
      'history.unknown-event',
      'event',
      'an event of others',
      () => take({ ...founded, category: 'unit' }, stream(), facts),
    ],
    [
      'history.not-of-this-shape',
      'kind',
      'an unknown code of a closed list',
      () => take(theme({ kind: 'wish' }), stream(), facts),
    ],
    ['history.not-of-this-shape', 'colour', 'an unknown field', () => take(theme({ colour: 'red' }), stream(), facts)],
    [
      'history.not-of-this-shape',
      'group',
      'a group that is no id',
      () => take({ ...submitted, data: { kind: 'idea', group: 'Ä' } }, stream(), facts),
    ],
    [
      'history.not-of-this-shape',
      'words.titel',
      'an unknown text',
      () => take({ ...submitted, words: { titel: 'x' } }, stream(), facts),
    ],
    [
      'history.not-of-this-shape',
      'of',
      'an id that is none',
      () => take({ ...established, of: 'A B' }, stream(), facts),
    ],
    [
      'history.not-of-this-shape',
      'lang',
      'a language that is none',
      () => take({ ...established, lang: '?' }, stream(), facts),
    ],
    [
      'history.not-of-this-shape',
      'role',
      'an unknown role',
      () => take({ ...established, by: { role: 'king' } }, stream(), facts),
    ],
    ['date.unreadable', 'on', 'a date that is none', () => take({ ...established, on: 'spring' }, stream(), facts)],
    [
      'date.reversed',
      'on',
      'a time that ends before it begins',
      () => take({ ...established, on: '2018/2015' }, stream(), facts),
    ],
    [
      'history.not-of-this-shape',
      'from',
      'another such time',
      () =>
        take(
          line({ type: 'ActivityRecorded', category: 'group', data: { kind: 'talk', from: '2018/2015' } }),
          given(group, told(founded)),
          facts,
        ),
    ],
    ['date.in-future', 'on', 'what is still to come', () => take({ ...established, on: '2026-12' }, stream(), facts)],
    [
      'date.in-future',
      'month',
      'work of next month',
      () =>
        take(
          line({ type: 'WorkTimeRecorded', category: 'group', data: { month: '2026-12', hours: {} } }),
          given(group, told(founded)),
          facts,
        ),
    ],
    [
      'history.not-founded',
      'of',
      'an event of what never began',
      () => take(line({ type: 'UnitClosed', category: 'unit' }), stream(), facts),
    ],
    [
      'history.founded-twice',
      'of',
      'the same id twice',
      () => take(established, given(unit, told(established)), facts),
    ],
    [
      'history.unknown-reference',
      'group',
      'a group that is not there',
      () => take(theme({ group: 'stairs' }), stream(), facts),
    ],
    [
      'history.unknown-reference',
      'group',
      'one from which the unit should come',
      () => take({ ...submitted, data: { kind: 'idea', group: 'stairs' } }, stream(), facts),
    ],
    [
      'history.unknown-reference',
      'unit',
      'a unit that is not there',
      () => take(theme({ unit: 'care' }), stream(), facts),
    ],
    [
      'history.unknown-reference',
      'groups',
      'one of several groups',
      () =>
        take(
          line({
            type: 'CommissionIssued',
            category: 'commission',
            data: { unit: 'social', groups: ['lobby', 'x'], kind: 'task' },
          }),
          stream(),
          facts,
        ),
    ],
    [
      'history.unknown-reference',
      'parent',
      'a parent that is not there',
      () => take({ ...established, data: { parent: 'county' } }, stream(), facts),
    ],
    [
      'history.unknown-reference',
      'ofEvent',
      'an event that is not there',
      () =>
        take(
          line({ type: 'AnswerTold', category: 'proposal', data: { ofEvent: idOf(7), how: 'phone' } }),
          begun,
          facts,
        ),
    ],
    [
      'error.first-event',
      'ofEvent',
      'an error that began the stream',
      () => take(line({ type: 'RecordedInError', category: 'proposal', data: { ofEvent: idOf(1) } }), begun, facts),
    ],
  ])('is refused with %s at %s: %s', (code, field, _what, command) => {
    expect(refused(command)).toBe(code);
    expect(command).toThrow(expect.objectContaining({ field }) as unknown as Error);
  });

  it('is marked when it certainly happened before what it presupposes', () => {
    const decided = line({ type: 'ProposalDecided', category: 'proposal', data: { decision: 'accepted' } });
    expect(take({ ...decided, on: '2014' }, begun, facts)[0]).toMatchObject({ outOfOrder: true });
    expect(take({ ...decided, on: '2015' }, begun, facts)[0]).not.toHaveProperty('outOfOrder');
  });
});

describe('the tables of events', () => {
  it('tell the category by the name of an event, unless several hold it', () => {
    expect(categoryOf('UnitEstablished')).toBe('unit');
    expect(categoryOf('AnswerTold')).toBe('proposal');
    expect(categoryOf('LedTo')).toBeUndefined();
    expect(categoryOf('RecordedInError')).toBeUndefined();
    expect(categoryOf('constructor')).toBeUndefined();
  });

  it('name what begins each stream', () => {
    for (const [category, names] of Object.entries(founding)) {
      for (const name of names) expect(shapesOf[category as keyof typeof shapesOf]).toHaveProperty(name);
    }
  });

  it('say which facts refer to what', () => {
    expect(references.proposal.ProposalSubmitted).toEqual({
      group: 'group',
      unit: 'unit',
      commission: 'commission',
      meeting: 'meeting',
    });
    expect(references.group.GroupFounded).toEqual({ unit: 'unit', parent: 'group' });
    expect(references.unit.UnitSucceeded).toEqual({ successor: 'unit' });
    expect(references.commission.CommissionAnswered).toEqual({ group: 'group', proposals: 'proposal' });
    expect(references.group.ConsentGiven).toEqual({ voice: 'event' });
    expect(references.proposal.AnswerTold).toEqual({ ofEvent: 'event', meeting: 'meeting' });
  });
});
