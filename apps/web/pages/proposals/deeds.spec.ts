import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type PlainKey, sayInBrowser } from '#i18n/browser';
import { deeds, offeredIn } from './deeds.ts';
import { type Proposal, situationOf } from './situation.ts';
import { standingNow } from './standing-now.ts';

const openapi = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../docs/reference/openapi.json'), 'utf8'));
const say = await sayInBrowser('fi');
/** A key without a sentence is said as it is. */
const isSaid = (key: string): boolean => say(key as PlainKey) !== key;

const answered = { event: '2', inForce: true, decision: 'partlyAccepted', reasonCodes: [], heardOnly: false };

/** A proposal of the group `lobby` with the unit `centre`, whose post is `head`. */
const proposal = (known: object): Proposal =>
  ({
    id: 'bench',
    group: 'lobby',
    unit: 'centre',
    closed: 'open',
    rounds: 1,
    answerWanted: 'decision',
    path: { received: { state: 'awaited' }, answered: { state: 'awaited' } },
    ...Object.fromEntries(lists.map((name) => [name, []])),
    ...known,
  }) as unknown as Proposal;
const lists = [
  'receipts',
  'informationRequests',
  'answers',
  'tellings',
  'trials',
  'followUps',
  'responses',
  'reopenings',
  'owed',
];

const owed = (...whats: readonly string[]) => whats.map((what) => ({ what, group: 'lobby', ofEvent: '2' }));

function situation(name: string, known: object) {
  const [kind = '', of] = name.split(':');
  const self = { as: [{ name, kind: kind === 'post' ? 'management' : kind, of }], can: () => true };
  return situationOf(proposal(known), self as never, ['head']);
}
const offered = (name: string, known: object) => {
  const { next, more } = offeredIn(situation(name, known));
  return { next: next.map((one) => one.name), more: more.map((one) => one.name) };
};

describe('Each deed', () => {
  it.each(deeds.map((deed) => [deed.name, deed] as const))(
    'is a command of the server and has its sentences: %s',
    (name, deed) => {
      expect(openapi.paths[deed.path]?.post?.operationId).toBe(deed.operation);
      expect({ name, isSaid: isSaid(`deed.${name}`) }).toEqual({ name, isSaid: true });
      if (deed.isHeardToo) expect({ name, isSaid: isSaid(`deed.${name}.heard`) }).toEqual({ name, isSaid: true });
      if (deed.isAgain) expect({ name, isSaid: isSaid(`deed.${name}.again`) }).toEqual({ name, isSaid: true });
      // What comes after an answer is said by its own form.
      if (name !== 'decide') expect({ name, isSaid: isSaid(`deed.${name}.done`) }).toEqual({ name, isSaid: true });
    },
  );
});

describe('Whoever looks is led to the one next thing', () => {
  const submitted = { owed: owed('receipt', 'decision') };
  const untold = { answers: [answered], owed: owed('telling', 'change') };
  const told = { answers: [answered], tellings: [{ event: '3' }], owed: owed('confirmation', 'change') };

  it('management receives and answers what it was asked', () => {
    expect(offered('post:head', submitted).next).toEqual(['receive', 'decide']);
  });

  it('a coordinator, who is owed nothing, may write down what management said', () => {
    const { next, more } = offered('coordinator:lobby', submitted);
    expect(next).toEqual([]);
    expect(more).toEqual(expect.arrayContaining(['receive', 'decide']));
    expect(more).not.toContain('forward');
  });

  it('a coordinator tells the group, and management begins the change', () => {
    expect(offered('coordinator:lobby', untold).next).toEqual(['tell']);
    expect(offered('post:head', untold).next).toEqual(['startChange']);
    expect(offered('member:lobby', untold).more).not.toContain('tell');
  });

  it('a member confirms and then says what the group thinks', () => {
    expect(offered('member:lobby', told).next).toEqual(['confirmTelling', 'respond']);
  });

  it('a group that is not content reopens, once per telling', () => {
    const unsatisfied = { ...told, responses: [{ event: '4', view: 'unsatisfied' }], owed: owed('change') };
    expect(offered('member:lobby', unsatisfied).next).toEqual(['reopen']);
    expect(offered('member:lobby', { ...unsatisfied, reopenings: [{ event: '5' }] }).next).toEqual([]);
    expect(offered('member:lobby', { ...unsatisfied, responses: [{ event: '4', view: 'satisfied' }] }).next).toEqual(
      [],
    );
  });

  it('management says what changed once the change is under way', () => {
    const begun = { answers: [answered], owed: owed('followUp') };
    expect(offered('post:head', begun).next).toEqual(['followUp']);
    expect(
      offered('post:head', { ...begun, followUps: [{ event: '6', changed: 'yes' }], owed: owed('telling') }).next,
    ).toEqual([]);
  });

  it('somebody of another group or unit is offered nothing', () => {
    expect(offered('coordinator:garden', untold)).toEqual({ next: [], more: [] });
    expect(offered('post:elsewhere', submitted)).toEqual({ next: [], more: [] });
  });
});

describe('Where it stands now', () => {
  const now = (known: object) => standingNow(situation('member:lobby', known));

  it('is one sentence', () => {
    expect(now({ owed: owed('receipt', 'decision') })).toBe('now.submitted');
    expect(now({ answers: [{ event: '2', untold: { from: '2026-03-01' } }], untold: { from: '2026-03-01' } })).toBe(
      'now.untold',
    );
    expect(now({ answers: [answered], owed: owed('telling', 'change') })).toBe('now.answeredNotTold');
    expect(now({ answers: [answered], tellings: [{ event: '3' }], owed: owed('change') })).toBe('now.promised');
    expect(now({ answers: [answered], changed: 'yes', disputed: true })).toBe('now.disputed');
    expect(now({ owed: owed('decision'), rounds: 2 })).toBe('now.reopened');
    expect(now({ closed: 'withdrawn' })).toBe('now.withdrawn');
    expect(now({ closed: 'notKnown', path: { answered: { state: 'notKnown' } } })).toBe('now.notKnown');
  });
});
