import { describe, expect, it } from '@jest/globals';
import { linesOf } from './lines-of.ts';
import { isChanged, nextRound, type Recording, taken } from './recording.ts';

const begun: Recording = {
  meeting: 'tuesday',
  commands: { plan: 'c-plan', hold: 'c-hold', hours: 'c-hours' },
  on: '2026-03-17',
  kind: 'meeting',
  'present.clientDeveloper': '5',
  brought: [],
  heard: [],
  proposals: [],
  responses: [],
  done: {},
  refused: {},
  unanswered: [],
};
const about = {
  group: 'lobby',
  unit: 'adults',
  lang: 'fi',
  isPlanned: true,
  isHeld: false,
  titleOf: (id: string) => id,
};
const told = {
  event: 'answer-1',
  proposal: 'bench',
  title: 'A bench',
  what: 'telling',
  commands: { tell: 'c-tell', confirm: 'c-confirm', respond: 'c-respond' },
} as const;
const names = (values: Recording, of: Partial<typeof about> = {}) =>
  linesOf(values, { ...about, ...of }).map(({ what }) => what);
const recorded = (command: string, event: string) => ({ command, status: 'recorded', events: [event] }) as never;

describe('A meeting that is recorded afterwards', () => {
  it('was held, on its day, with those who were there', () => {
    expect(
      linesOf({ ...begun, summary: ' Puhuttiin aulasta. ', 'present.coordinator': '0' }, about).map(({ item }) => item),
    ).toEqual([
      {
        command: 'c-hold',
        do: 'HoldMeeting',
        id: 'tuesday',
        on: '2026-03-17',
        lang: 'fi',
        group: 'lobby',
        kind: 'meeting',
        present: { clientDeveloper: 5 },
        words: { summary: 'Puhuttiin aulasta.' },
      },
    ]);
  });

  it('is planned too when nobody had planned it, so that its place is known and a slip can be mended', () => {
    const [plan, hold] = linesOf({ ...begun, place: 'Kirjasto', time: '13:00' }, { ...about, isPlanned: false });
    expect(plan!.item).toMatchObject({
      do: 'PlanMeeting',
      plannedFor: '2026-03-17',
      time: '13:00',
      words: { place: 'Kirjasto' },
    });
    expect(hold!.needs).toBe('c-plan');
  });

  it('that is recorded already takes what was left out', () => {
    expect(names({ ...begun, brought: [told] }, { isHeld: true })).toEqual(['tell']);
  });

  it('adds hours in quarters, with the comma of the Finns, to its month', () => {
    const [, hours] = linesOf({ ...begun, 'hours.running': '2,5' }, about);
    expect(hours!.item).toMatchObject({ do: 'RecordWorkTime', id: 'lobby', month: '2026-03', hours: { running: 2.5 } });
  });
});

describe('What was told at the meeting', () => {
  const values = {
    ...begun,
    brought: [told],
    'brought.answer-1.confirmed': true,
    'brought.answer-1.view': 'unsatisfied',
  };

  it('is told, confirmed by the clients who were there, and responded to', () => {
    expect(names(values)).toEqual(['hold', 'tell', 'confirm', 'respond']);
  });

  it('is confirmed by nobody when no client was there', () => {
    expect(names({ ...values, 'present.clientDeveloper': '0', 'present.coordinator': '1' })).toEqual([
      'hold',
      'tell',
      'respond',
    ]);
  });

  it('is confirmed when the telling is recorded, by its event', () => {
    const lines = linesOf(values, about);
    const first = nextRound(lines, {}, new Set());
    expect(first.map(({ command, needs }) => [command, needs])).toEqual([
      ['c-hold', undefined],
      ['c-tell', 'c-hold'],
    ]);
    const { done } = taken(first, [recorded('c-hold', 'held-1'), recorded('c-tell', 'told-1')]);
    const second = nextRound(lines, done, new Set(first.map(({ command }) => command)));
    expect(second.map(({ command, ofEvent }) => [command, ofEvent])).toEqual([
      ['c-confirm', 'told-1'],
      ['c-respond', undefined],
    ]);
  });
});

describe('An answer heard from a visitor', () => {
  const heard = {
    key: 'h',
    commands: { decide: 'c-decide', tell: 'c-tell', confirm: 'c-confirm', respond: 'c-respond' },
  };
  const values = {
    ...begun,
    heard: [heard],
    'heard.h.proposal': 'bench',
    'heard.h.post': 'head',
    'heard.h.outcome': 'accepted',
    'heard.h.reason': 'Hyvä ajatus.',
  };

  it('is an answer of the post, heard at the meeting', () => {
    expect(linesOf(values, about)[1]!.item).toMatchObject({
      do: 'DecideProposal',
      id: 'bench',
      decision: 'accepted',
      post: 'head',
      heardAt: 'tuesday',
      words: { reason: 'Hyvä ajatus.' },
    });
  });

  it('is told to the group where it heard it, when the answer is recorded', () => {
    const lines = linesOf({ ...values, 'heard.h.told': true }, about);
    expect(lines.map(({ what }) => what)).toEqual(['hold', 'decide', 'tell']);
    expect(lines[2]!.after).toBe('c-decide');
  });
});

describe('Sent again', () => {
  it('does what is left, and notices what was changed since', () => {
    const first = linesOf(begun, about);
    const { done } = taken(nextRound(first, {}, new Set()), [recorded('c-hold', 'held-1')]);
    const later = linesOf(
      { ...begun, summary: 'Lisäys.', proposals: [{ id: 'p', command: 'c-p' }], 'proposal.p.title': 'Kahvia' },
      about,
    );
    expect(nextRound(later, done, new Set()).map(({ command, needs }) => [command, needs])).toEqual([
      ['c-p', undefined],
    ]);
    expect(later.map((line) => isChanged(line, done))).toEqual([true, false]);
  });

  it('keeps what the server could not answer for, and why the rest was refused', () => {
    const lines = linesOf({ ...begun, brought: [told] }, about);
    const items = nextRound(lines, {}, new Set());
    const known = taken(items, [
      { command: 'c-hold', status: 'failed', code: 'store-unavailable', detail: 'Away.' } as never,
      { command: 'c-tell', status: 'not-run' } as never,
    ]);
    expect(known).toEqual({ done: {}, refused: {}, unanswered: [items[0]] });
    const refused = taken(items, [
      { command: 'c-tell', status: 'refused', code: 'telling.nothing-to-tell', detail: 'Only…' } as never,
    ]);
    expect(refused.refused).toEqual({ 'c-tell': { code: 'telling.nothing-to-tell', detail: 'Only…' } });
  });
});
