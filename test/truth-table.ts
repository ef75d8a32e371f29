import type { Past } from '#domain';
import type { Closed, Owed, ProposalEvent } from '#domain/owed';
import { type StepName, steps } from './proposal-steps.ts';
import { submitted } from './proposal-story.ts';

type Wanted = 'decision' | 'reply' | 'none' | 'not recorded';

export interface Row {
  readonly wanted: Wanted;
  readonly story: readonly StepName[];
  /** What management owes, and what the group's side owes, in any order. */
  readonly management: readonly Owed['what'][];
  readonly group: readonly Owed['what'][];
  readonly closed: Closed;
}

export function eventsOf({ wanted, story }: Row): Past<ProposalEvent>[] {
  const first = submitted(wanted);
  return [first, ...story.map((name) => steps[name])];
}

const row = (
  wanted: Wanted,
  story: readonly StepName[],
  management: Row['management'],
  group: Row['group'],
  closed: Closed,
): Row => ({ wanted, story, management, group, closed });

/** Before anybody has answered: what is asked is owed, whatever was received or asked back. */
const unanswered = (wanted: 'decision' | 'reply'): Row[] => [
  row(wanted, [], [wanted, 'receipt'], [], 'open'),
  row(wanted, ['received'], [wanted], [], 'open'),
  row(wanted, ['forwarded'], [wanted, 'receipt'], [], 'open'),
  row(wanted, ['received', 'forwarded'], [wanted, 'receipt'], [], 'open'),
  row(wanted, ['received', 'forwarded', 'received by the other unit'], [wanted], [], 'open'),
  row(wanted, ['more information requested'], [wanted], ['information'], 'open'),
  row(wanted, ['received', 'more information requested'], [wanted], ['information'], 'open'),
  row(wanted, ['more information requested', 'information provided'], [wanted], [], 'open'),
  row(wanted, ['received', 'more information requested', 'information provided'], [wanted], [], 'open'),
  row(wanted, ['change started'], [wanted, 'receipt'], [], 'open'),
  row(wanted, ['trial started'], [wanted, 'receipt'], [], 'open'),
  row(wanted, ['withdrawn'], [], [], 'withdrawn'),
  row(wanted, ['received', 'withdrawn'], [], [], 'withdrawn'),
  row(wanted, ['more information requested', 'withdrawn'], [], [], 'withdrawn'),
  row(wanted, ['closed'], [], [], 'closedWithoutAnswer'),
  row(wanted, ['received', 'closed'], [], [], 'closedWithoutAnswer'),
  row(wanted, ['more information requested', 'closed'], [], [], 'closedWithoutAnswer'),
  row(wanted, ['withdrawn', 'reopened'], [wanted, 'receipt'], [], 'open'),
  row(wanted, ['closed', 'reopened'], [wanted, 'receipt'], [], 'open'),
  row(wanted, ['received', 'closed', 'reopened'], [wanted, 'receipt'], [], 'open'),
];

/** An answer that promises nothing: it is told, the telling is confirmed, and that is all. */
const answered = (wanted: 'decision' | 'reply', answer: StepName): Row[] => [
  row(wanted, [answer], [], ['telling'], 'open'),
  row(wanted, ['received', answer], [], ['telling'], 'open'),
  row(wanted, ['more information requested', answer], [], ['telling'], 'open'),
  row(wanted, [answer, 'told'], [], ['confirmation'], 'open'),
  row(wanted, [answer, 'told', 'confirmed'], [], [], 'closed'),
  row(wanted, [answer, 'told', 'confirmed', 'unsatisfied with it'], [], [], 'closed'),
  row(wanted, [answer, 'told', 'confirmed', 'unsatisfied with it', 'reopened'], [wanted, 'receipt'], [], 'open'),
  row(wanted, [answer, 'withdrawn'], [], [], 'withdrawn'),
  row(wanted, [answer, 'closed'], [], [], 'closedWithoutAnswer'),
  row(wanted, [answer, 'told', 'closed'], [], [], 'closedWithoutAnswer'),
  row(wanted, [answer, 'told', 'confirmed', 'closed'], [], [], 'closed'),
  row(wanted, ['withdrawn', answer], [], ['telling'], 'open'),
  row(wanted, ['closed', answer], [], ['telling'], 'open'),
];

/** An answer that promises something: two things are waited for, the telling, and the change with its follow-up. */
const promised = (wanted: 'decision' | 'reply', answer: StepName): Row[] => [
  row(wanted, [answer], ['change'], ['telling'], 'open'),
  row(wanted, ['received', answer], ['change'], ['telling'], 'open'),
  row(wanted, ['more information requested', answer], ['change'], ['telling'], 'open'),
  row(wanted, [answer, 'told'], ['change'], ['confirmation'], 'open'),
  row(wanted, [answer, 'told', 'confirmed'], ['change'], [], 'open'),
  row(wanted, ['trial started', answer], ['followUp'], ['telling'], 'open'),
  row(wanted, [answer, 'change started'], ['followUp'], ['telling'], 'open'),
  row(wanted, [answer, 'trial started'], ['followUp'], ['telling'], 'open'),
  row(wanted, [answer, 'follow-up scheduled'], ['followUp'], ['telling'], 'open'),
  row(wanted, [answer, 'told', 'confirmed', 'change started'], ['followUp'], [], 'open'),
  row(wanted, [answer, 'too early'], ['followUp'], ['telling'], 'open'),
  row(wanted, [answer, 'told', 'confirmed', 'too early'], ['followUp'], [], 'open'),
  row(wanted, [answer, 'told', 'confirmed', 'too early', 'follow-up scheduled'], ['followUp'], [], 'open'),
  ...(['changed: yes', 'changed: partly', 'changed: no'] as const).flatMap((changed) => [
    row(wanted, [answer, changed], [], ['telling', 'telling'], 'open'),
    row(wanted, [answer, 'told', changed], [], ['confirmation', 'telling'], 'open'),
    row(wanted, [answer, 'told', 'confirmed', changed], [], ['telling'], 'open'),
    row(wanted, [answer, 'told', 'confirmed', changed, 'follow-up told'], [], ['confirmation'], 'open'),
    row(wanted, [answer, changed, 'follow-up told', 'follow-up telling confirmed'], [], ['telling'], 'open'),
    row(
      wanted,
      [answer, 'told', 'confirmed', changed, 'follow-up told', 'follow-up telling confirmed'],
      [],
      [],
      'closed',
    ),
    row(
      wanted,
      [answer, 'told', 'confirmed', 'too early', changed, 'follow-up told', 'follow-up telling confirmed'],
      [],
      [],
      'closed',
    ),
    row(
      wanted,
      [answer, 'told', 'confirmed', changed, 'follow-up told', 'follow-up telling confirmed', 'unsatisfied with it'],
      [],
      [],
      'closed',
    ),
    row(
      wanted,
      [answer, 'told', 'confirmed', changed, 'follow-up told', 'unsatisfied with it', 'reopened'],
      [wanted, 'receipt'],
      [],
      'open',
    ),
    row(wanted, [changed, answer], [], ['telling', 'telling'], 'open'),
  ]),
  row(wanted, [answer, 'revised: rejected'], [], ['telling'], 'open'),
  row(wanted, [answer, 'told', 'confirmed', 'revised: rejected'], [], ['telling'], 'open'),
  row(
    wanted,
    [answer, 'told', 'confirmed', 'revised: rejected', 'the second answer told', 'the second telling confirmed'],
    [],
    [],
    'closed',
  ),
  row(wanted, [answer, 'told', 'confirmed', 'changed: yes', 'revised: accepted'], ['change'], ['telling'], 'open'),
  row(wanted, [answer, 'told', 'confirmed', 'unsatisfied with it', 'reopened'], [wanted, 'receipt'], [], 'open'),
  row(
    wanted,
    [answer, 'told', 'confirmed', 'unsatisfied with it', 'reopened', 'received', 'revised: rejected'],
    [],
    ['telling'],
    'open',
  ),
  row(wanted, [answer, 'withdrawn'], [], [], 'withdrawn'),
  row(wanted, [answer, 'told', 'confirmed', 'closed'], [], [], 'closedWithoutAnswer'),
  row(wanted, [answer, 'told', 'confirmed', 'changed: no', 'closed'], [], [], 'closedWithoutAnswer'),
];

/** A deferral is told like any answer, but closes nothing: what was asked is owed again on the named date. */
const deferred = (wanted: 'decision' | 'reply'): Row[] => [
  row(wanted, ['deferred'], [wanted], ['telling'], 'open'),
  row(wanted, ['received', 'deferred'], [wanted], ['telling'], 'open'),
  row(wanted, ['deferred', 'told'], [wanted], ['confirmation'], 'open'),
  row(wanted, ['deferred', 'told', 'confirmed'], [wanted], [], 'open'),
  row(wanted, ['deferred', 'more information requested'], [wanted], ['information', 'telling'], 'open'),
  row(wanted, ['deferred', 'revised: rejected'], [], ['telling'], 'open'),
  row(
    wanted,
    ['deferred', 'told', 'confirmed', 'revised: rejected', 'the second answer told', 'the second telling confirmed'],
    [],
    [],
    'closed',
  ),
  row(wanted, ['deferred', 'revised: accepted'], ['change'], ['telling'], 'open'),
  row(wanted, ['deferred', 'withdrawn'], [], [], 'withdrawn'),
  row(wanted, ['deferred', 'told', 'confirmed', 'closed'], [], [], 'closedWithoutAnswer'),
];

/** What was only heard is confirmed by the post; the loop does not wait for that, but it is counted apart. */
const heard: Row[] = [
  row('decision', ['rejected, as heard'], ['decisionConfirmation'], ['telling'], 'open'),
  row('decision', ['rejected, as heard', 'confirmed by the post'], [], ['telling'], 'open'),
  row('decision', ['rejected, as heard', 'told'], ['decisionConfirmation'], ['confirmation'], 'open'),
  row('decision', ['rejected, as heard', 'told', 'confirmed'], ['decisionConfirmation'], [], 'closed'),
  row('decision', ['rejected, as heard', 'confirmed by the post', 'told', 'confirmed'], [], [], 'closed'),
  row('decision', ['rejected, as heard', 'closed'], [], [], 'closedWithoutAnswer'),
  row('decision', ['rejected, as heard', 'withdrawn'], [], [], 'withdrawn'),
  row('decision', ['accepted, as heard'], ['change', 'decisionConfirmation'], ['telling'], 'open'),
  row('decision', ['accepted, as heard', 'confirmed by the post'], ['change'], ['telling'], 'open'),
  row('decision', ['accepted, as heard', 'revised: rejected'], [], ['telling'], 'open'),
  row(
    'decision',
    ['accepted', 'told', 'confirmed', 'changed: yes, as heard'],
    ['decisionConfirmation'],
    ['telling'],
    'open',
  ),
  row('reply', ['used, as heard'], ['decisionConfirmation'], ['telling'], 'open'),
  row('reply', ['used, as heard', 'told', 'confirmed'], ['decisionConfirmation'], [], 'closed'),
  row('reply', ['used, as heard', 'confirmed by the post', 'told', 'confirmed'], [], [], 'closed'),
];

/** A reply does not answer where a decision was asked for, but what was said is told. */
const repliedInstead: Row[] = (['used', 'partly used', 'not used'] as const).flatMap((reply) => [
  row('decision', [reply], ['decision'], ['telling'], 'open'),
  row('decision', [reply, 'told', 'confirmed'], ['decision'], [], 'open'),
]);

/** Nothing was asked, or the source does not say: no loop. What management says all the same is told and kept. */
const unasked = (wanted: 'none' | 'not recorded'): Row[] => [
  row(wanted, [], [], [], 'noLoop'),
  row(wanted, ['received'], [], [], 'noLoop'),
  row(wanted, ['forwarded'], [], [], 'noLoop'),
  row(wanted, ['more information requested'], [], ['information'], 'noLoop'),
  row(wanted, ['rejected'], [], ['telling'], 'noLoop'),
  row(wanted, ['used'], [], ['telling'], 'noLoop'),
  row(wanted, ['used', 'told', 'confirmed'], [], [], 'noLoop'),
  row(wanted, ['accepted'], ['change'], ['telling'], 'noLoop'),
  row(wanted, ['accepted', 'told', 'confirmed', 'changed: yes'], [], ['telling'], 'noLoop'),
  row(wanted, ['deferred', 'told', 'confirmed'], ['decision'], [], 'noLoop'),
  row(wanted, ['withdrawn'], [], [], 'withdrawn'),
  row(wanted, ['closed'], [], [], 'noLoop'),
];

/** The clocks of an initiative run beside the unit's own: a receipt of its own, and the initiators are heard. */
const initiatives: Row[] = [
  row('decision', ['marked as an initiative'], ['decision', 'hearing', 'receipt', 'receipt'], [], 'open'),
  row('decision', ['received', 'marked as an initiative'], ['decision', 'hearing'], [], 'open'),
  row(
    'decision',
    ['marked as an initiative', 'more information requested'],
    ['decision', 'hearing', 'receipt'],
    ['information'],
    'open',
  ),
  row('decision', ['marked as an initiative', 'received', 'initiators heard'], ['decision'], [], 'open'),
  row('decision', ['marked as an initiative', 'rejected', 'told', 'confirmed'], ['hearing'], [], 'closed'),
  row('none', ['marked as an initiative'], ['hearing', 'receipt'], [], 'noLoop'),
  row('decision', ['marked as an initiative', 'withdrawn'], [], [], 'withdrawn'),
];

export const truthTable: readonly { readonly title: string; readonly rows: readonly Row[] }[] = [
  { title: 'Nobody has answered yet', rows: [...unanswered('decision'), ...unanswered('reply')] },
  {
    title: 'An answer that promises nothing',
    rows: [
      ...answered('decision', 'rejected'),
      ...(['used', 'partly used', 'not used'] as const).flatMap((reply) => answered('reply', reply)),
      ...answered('reply', 'rejected'),
    ],
  },
  {
    title: 'An answer that promises a change',
    rows: [
      ...(['accepted', 'partly accepted', 'to be tried'] as const).flatMap((answer) => promised('decision', answer)),
      ...promised('reply', 'accepted'),
    ],
  },
  { title: 'A deferral', rows: [...deferred('decision'), ...deferred('reply')] },
  { title: 'An answer that was only heard', rows: heard },
  { title: 'A reply where a decision was asked for', rows: repliedInstead },
  { title: 'No loop', rows: [...unasked('none'), ...unasked('not recorded')] },
  { title: 'Initiatives', rows: initiatives },
];
