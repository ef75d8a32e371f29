import type { LogAndReads, Recorded } from './log-and-reads.ts';

/** Numbers that look random and are the same for the same seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const day = (number: number) =>
  `2026-${String(1 + Math.floor(number / 28)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;

type Draw = (below: number) => number;
type Make = (draw: Draw, today: string, earlier: readonly string[]) => object;

const oneOf = <T>(draw: Draw, values: readonly T[]): T => values[draw(values.length)]!;

/** What may happen to a proposal; in any order, as life and other people's files have it. */
const steps: Readonly<Record<string, Make>> = {
  ProposalReceived: (draw) => ({ post: 'head', ...(draw(2) && { estimate: day(100 + draw(200)) }) }),
  ProposalForwarded: (draw) => ({ unit: oneOf(draw, ['services', 'housing', 'families']) }),
  MoreInformationRequested: () => ({}),
  MoreInformationProvided: () => ({}),
  ProposalDecided: (draw) => ({
    decision: oneOf(draw, ['accepted', 'partlyAccepted', 'trial', 'deferred', 'rejected']),
    post: 'head',
    ...(draw(2) && { untilWhen: day(150 + draw(150)) }),
  }),
  DecisionConfirmed: (draw, _today, earlier) => ({ ofEvent: oneOf(draw, earlier), post: 'head' }),
  AnswerTold: (draw, _today, earlier) => ({ ofEvent: oneOf(draw, earlier), how: 'meeting' }),
  TellingConfirmed: (draw, _today, earlier) => ({ ofEvent: oneOf(draw, earlier), how: 'meeting' }),
  ChangeStarted: () => ({}),
  TrialStarted: (draw) => ({ until: day(200 + draw(100)) }),
  TrialConcluded: (draw) => ({ outcome: oneOf(draw, ['adopt', 'adapt', 'abandon']) }),
  FollowUpScheduled: (draw) => ({ next: day(200 + draw(100)) }),
  FollowUpRecorded: (draw) => ({ changed: oneOf(draw, ['yes', 'partly', 'no', 'tooEarly']), next: day(250) }),
  GroupResponded: (draw) => ({ view: oneOf(draw, ['satisfied', 'unsatisfied', 'wantsToContinue']) }),
  HeardByMember: (draw) => ({ said: oneOf(draw, ['heard', 'notChanged']) }),
  ProposalReopened: () => ({}),
  ProposalRevised: () => ({ theme: 'lobby' }),
  ProposalWithdrawn: () => ({}),
  LedTo: () => ({ kind: 'service' }),
  MarkedAsInitiative: (_draw, today) => ({ registryNumber: 'A/1', arrived: today, initiators: [] }),
  Published: (draw, _today, earlier) => ({
    ofEvent: oneOf(draw, earlier),
    fields: ['title'],
    side: oneOf(draw, ['group', 'management']),
  }),
  Unpublished: (draw, _today, earlier) => ({ ofEvent: oneOf(draw, earlier), fields: ['title'], side: 'group' }),
  WordsForgotten: (draw, _today, earlier) => ({
    ofEvent: oneOf(draw, earlier),
    fields: ['title'],
    reasonCode: 'request',
  }),
};

/** What may happen elsewhere meanwhile and move what proposals wait for. */
const elsewhere: readonly ((draw: Draw, today: string) => readonly [stream: string, type: string, data: object])[] = [
  (draw, today) => [
    `unit-${oneOf(draw, ['county', 'services', 'housing'])}`,
    'PromiseSet',
    {
      counting: oneOf(draw, ['working', 'calendar']),
      receive: 1 + draw(20),
      decide: 10 + draw(60),
      tell: 5 + draw(9),
      from: today,
    },
  ],
  (draw) => ['organisation-main', 'HolidaysSet', { year: 2026, days: [day(draw(300)), day(draw(300))] }],
  (draw) => ['organisation-main', 'PresetChanged', { daysToTell: 7 + draw(14) }],
  (draw) => [
    'organisation-main',
    'SourceRegistered',
    {
      sourceId: 'slides',
      coverage: { proposals: 'complete', decisions: oneOf(draw, ['complete', 'partial', 'none']) },
    },
  ],
  (draw) => ['unit-services', 'RemindersSet', { moments: { decision: [draw(9)] } }],
  (draw) => [`account-${draw(4)}`, 'AccountInvited', { language: oneOf(draw, ['fi', 'sv']) }],
  (draw) => [`account-${draw(4)}`, 'MailsChosen', { reminders: draw(2) === 1, digest: draw(2) === 1 }],
  (draw) => [`account-${draw(4)}`, 'AccountJoined', {}],
  (draw) => [
    `account-${draw(4)}`,
    'RoleGranted',
    oneOf(draw, [
      { role: 'administrator' },
      { role: 'coordinator', group: 'lobby' },
      { role: 'member', group: 'lobby', as: oneOf(draw, ['clientDeveloper', 'staffDeveloper']) },
      { role: 'analyst', unit: 'services', readsWords: draw(2) === 1, through: 'directory' },
    ]),
  ],
  (draw) => [
    `account-${draw(4)}`,
    'RoleWithdrawn',
    oneOf(draw, [{ role: 'administrator' }, { role: 'member', group: 'lobby' }, { role: 'reader' }]),
  ],
  (draw) => [`account-${draw(4)}`, 'AccountDisabled', {}],
  (draw) => [`account-${draw(4)}`, 'AccountEnabled', {}],
  (draw) => [`account-${draw(9)}`, 'AccountForgotten', { reasonCode: 'request' }],
  (draw, today) => [
    'notice-digests',
    'DigestSent',
    { week: today, post: 'head', owed: {}, overdue: 0, begun: draw(9), toTell: 0, to: ['0'] },
  ],
  (draw) => ['organisation-main', 'ThemeNamed', { code: oneOf(draw, ['lobby', 'reaching']) }],
  (draw) => [
    'group-lobby',
    'MemberJoined',
    { member: `member-${draw(9)}`, role: oneOf(draw, ['clientDeveloper', 'staffDeveloper']) },
  ],
  (draw) => ['group-lobby', 'MemberLeft', { member: `member-${draw(9)}`, wantsToBeTold: true }],
  (draw) => ['group-lobby', 'WorkTimeRecorded', { month: '2026-03', hours: { planning: 1 + draw(8) } }],
  (draw) => [
    'group-lobby',
    'SeasonPlanned',
    { season: `season-${draw(3)}`, from: day(draw(100)), hoursPromised: draw(99) },
  ],
  () => ['group-lobby', 'VoiceRecorded', { role: 'clientDeveloper' }],
  () => ['group-lobby', 'LedTo', { kind: 'product' }],
  (draw) => [`meeting-${draw(9)}`, 'MeetingPlanned', { group: 'lobby', plannedFor: day(draw(300)) }],
  (draw) => [
    `meeting-${draw(9)}`,
    'MeetingHeld',
    { group: 'lobby', kind: 'meeting', present: { clientDeveloper: draw(8) } },
  ],
  (draw) => [
    `commission-${draw(5)}`,
    'CommissionIssued',
    { unit: 'housing', groups: ['lobby', 'yard'], kind: 'task', answerWantedBy: day(200) },
  ],
  (draw) => [`commission-${draw(5)}`, 'CommissionAccepted', { group: 'lobby' }],
  (draw) => [`commission-${draw(5)}`, 'CommissionQuestioned', { group: 'yard' }],
  (draw) => [`commission-${draw(5)}`, 'CommissionAnswered', { group: 'lobby', proposals: ['0'] }],
];

/** Appends a log in which much happens, also what was recorded in error and what moves to other units and groups. */
export async function appendRandomLog(
  log: LogAndReads,
  seed: number,
  events: number,
  afterEach: () => Promise<void>,
): Promise<void> {
  const draw = dice(seed);
  const streams = new Map<string, Recorded[]>();
  async function append(stream: string, type: string, data: object, on: string, source?: string): Promise<void> {
    const words = type === 'ProposalSubmitted' ? { title: `A title of ${stream}` } : {};
    const recordedAt = `${on}T09:00:00.000Z`;
    const recorded = await log.happened(stream, type, data, { on, recordedAt, words, ...(source && { source }) });
    streams.set(stream, [...(streams.get(stream) ?? []), recorded]);
    await afterEach();
  }
  for (const unit of ['county', 'services', 'housing', 'families'])
    await append(`unit-${unit}`, 'UnitEstablished', unit === 'county' ? {} : { parent: 'county' }, day(0));
  for (const group of ['lobby', 'yard'])
    await append(`group-${group}`, 'GroupFounded', { kind: 'coDevelopment', unit: 'services' }, day(0));

  const wrong = new Set<string>();
  for (let number = 0; number < events; number += 1) {
    const today = day(Math.floor((number / events) * 300));
    const what = draw(20);
    const id = draw(30);
    const proposal = streams.get(`proposal-${id}`);
    if (what < 4) {
      const [stream, type, data] = oneOf(draw, elsewhere)(draw, today);
      await append(stream, type, data, today);
    } else if (what === 4) {
      const [stream, recorded] = oneOf(draw, [...streams]);
      const slip = oneOf(draw, recorded);
      if (slip === recorded[0] || wrong.has(slip.id)) continue;
      await append(stream, 'RecordedInError', { ofEvent: slip.id }, today);
      wrong.add(slip.id).add(streams.get(stream)!.at(-1)!.id);
    } else if (!proposal) {
      const answerWanted = oneOf(draw, ['decision', 'reply', 'none']);
      await append(
        `proposal-${id}`,
        'ProposalSubmitted',
        {
          group: oneOf(draw, ['lobby', 'yard']),
          unit: oneOf(draw, ['services', 'housing']),
          kind: 'idea',
          answerWanted,
        },
        today,
        draw(4) === 0 ? 'slides' : undefined,
      );
    } else {
      const [type, make] = oneOf(draw, Object.entries(steps));
      await append(
        `proposal-${id}`,
        type,
        make(
          draw,
          today,
          proposal.map((one) => one.id),
        ),
        today,
      );
    }
    if (number === Math.floor(events / 2))
      await append('unit-housing', 'UnitSucceeded', { successor: 'families' }, today);
    if (number === Math.floor((events * 2) / 3))
      await append('group-yard', 'GroupSucceeded', { successor: 'lobby' }, today);
  }
}
