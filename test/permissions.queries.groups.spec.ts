import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Kind, type Operation, permissions, type Rights, type Row, type Where } from '#permissions';
import { visibleStreams } from '#read-models';
import { LogAndReads } from './log-and-reads.ts';

/** Somebody who reads: of which kind, and how far they reach, said a second time for what is expected of them. */
interface Reader {
  readonly name: string;
  readonly rights: Rights;
  /** Missing: an account without any role, or nobody at all. */
  readonly kind?: Kind;
  readonly units: readonly string[];
  readonly groups: readonly string[];
  readonly words: boolean;
}

interface Of {
  readonly units?: readonly string[];
  readonly groups?: readonly string[];
  readonly accounts?: readonly string[];
}

type When = (reader: Reader, isOpen: boolean) => boolean;

/** A question, whose what it asks for is, and which sentences the answer holds for whom; no other sentence may stand in it. */
interface Question {
  readonly operation: Operation;
  readonly params: object;
  /** Missing: a list, which is never refused to whoever may ask for anything of its kind. */
  readonly of?: Of;
  readonly sentences: readonly (readonly [sentence: string, when: When])[];
}

const units = { services: ['services'], housing: ['housing'], county: ['county', 'services', 'housing'] };
const accountOf = (name: string) => name.replaceAll(' ', '-');

function reader(name: string, capacity?: Rights['capacities'][number], more: Partial<Reader> = {}): Reader {
  const account = capacity?.kind === 'link' ? `link-${capacity.link}` : accountOf(name);
  return {
    name,
    rights: { account, capacities: capacity ? [capacity] : [] },
    ...(capacity && { kind: capacity.kind }),
    units: capacity && 'units' in capacity ? (capacity.units as string[]) : [],
    groups: capacity && 'groups' in capacity ? (capacity.groups as string[]) : [],
    words: capacity?.kind !== 'analyst' || capacity.words,
    ...more,
  };
}

const places = Object.entries(units);
const groups = ['lobby', 'yard'] as const;
const unitOf = { lobby: 'services', yard: 'housing' } as const;

const readers: readonly Reader[] = [
  reader('administrator', { kind: 'administrator' }),
  reader('officer', { kind: 'dataProtectionOfficer' }),
  ...places.flatMap(([place, reach]) => [
    reader(`management of ${place}`, { kind: 'management', post: `head-of-${place}`, units: reach }),
    reader(`analyst of ${place}`, { kind: 'analyst', units: reach, words: false }),
    reader(`analyst of ${place} with words`, { kind: 'analyst', units: reach, words: true }),
    reader(`reader of ${place}`, { kind: 'reader', units: reach }),
  ]),
  ...groups.flatMap((group) => [
    reader(`coordinator of ${group}`, { kind: 'coordinator', group, groups: [group] }),
    reader(`client of ${group}`, { kind: 'member', role: 'clientDeveloper', group, groups: [group] }),
    reader(`staff of ${group}`, { kind: 'member', role: 'staffDeveloper', group, groups: [group] }),
    reader(`link of ${group}`, { kind: 'link', link: `l-${group}`, group, groups: [group] }),
  ]),
  reader('somebody without a role'),
  { ...reader('nobody'), rights: { capacities: [] } },
];

// What the table says, looked up by the test itself.
const isSomebody = ({ rights, kind }: Reader): boolean => rights.account !== undefined && kind !== 'link';
function cellFor(one: Reader, operation: Operation): Where | undefined {
  const row: Row = permissions[operation];
  return (one.kind && row[one.kind]) ?? (isSomebody(one) ? row.account : undefined) ?? row.anybody;
}
const meet = (one: readonly string[], other: readonly string[] = []) => one.some((id) => other.includes(id));
function may(one: Reader, operation: Operation, of: Of): boolean {
  switch (cellFor(one, operation)) {
    case undefined:
      return false;
    case 'all':
      return true;
    case 'unit':
      return meet(one.units, of.units);
    case 'group':
      return meet(one.groups, of.groups);
    case 'own':
      return of.accounts?.includes(one.rights.account!) === true;
  }
}
const reachesAll = ({ kind }: Reader) => kind === 'administrator' || kind === 'dataProtectionOfficer';
const isWithin = (one: Reader, of: Of) => reachesAll(one) || meet(one.units, of.units) || meet(one.groups, of.groups);

// When a sentence stands in an answer that somebody gets.
const open: When = () => true;
const inWords =
  (of: Of): When =>
  (one) =>
    one.words && isWithin(one, of);
const toldFirst =
  (of: Of): When =>
  (one, isOpen) =>
    inWords(of)(one, isOpen) && (isOpen || notToldFirst(one, isOpen));
const notToldFirst: When = ({ kind }) => !['member', 'link', 'reader'].includes(kind ?? '');
const amongWhat =
  (operation: Operation, of: Of, when: When): When =>
  (one, isOpen) =>
    may(one, operation, of) && when(one, isOpen);
const inTheCircle =
  (of: Of): When =>
  (one) =>
    one.kind === 'administrator' || (one.kind !== 'link' && meet(one.groups, of.groups));
const keepers =
  (of: Of): When =>
  (one) =>
    one.kind === 'administrator' || (one.kind === 'coordinator' && meet(one.groups, of.groups));
const workingHere: When = ({ kind }) =>
  ['administrator', 'dataProtectionOfficer', 'management', 'coordinator'].includes(kind ?? '');

type Group = (typeof groups)[number];
const of = (group: Group): Of => ({ units: [unitOf[group]], groups: [group] });
/** Proposals of a group, each to a unit, each answered. */
const proposals = [
  { id: 'swing', group: 'lobby', unit: 'services' },
  { id: 'wall', group: 'lobby', unit: 'housing' },
  { id: 'roof', group: 'yard', unit: 'housing' },
] as const;
const ofProposal = ({ unit, group }: (typeof proposals)[number]): Of => ({ units: [unit], groups: [group] });

const meetingWords = (group: Group): Question['sentences'] => [
  [`"id":"held-by-${group}"`, amongWhat('ListMeetings', of(group), open)],
  [`"byRole":{"clientDeveloper":${there[group]}}`, amongWhat('ListMeetings', of(group), inTheCircle(of(group)))],
  ...['Summary', 'Guests'].map(
    (what) => [`${what} of ${group}.`, amongWhat('ListMeetings', of(group), inWords(of(group)))] as const,
  ),
];
const nextMeeting = (group: Group, operation: Operation): Question['sentences'] => [
  [`"id":"next-of-${group}"`, amongWhat(operation, of(group), open)],
  [`Place of ${group}.`, amongWhat(operation, of(group), inWords(of(group)))],
];
const fates = (group: Group): Question['sentences'] =>
  proposals
    .filter((one) => one.group === group)
    .flatMap((one) => [
      [`"id":"${one.id}"`, amongWhat('ListProposals', ofProposal(one), open)],
      [`Title of ${one.id}.`, amongWhat('ListProposals', ofProposal(one), inWords(ofProposal(one)))],
      [`Reason of ${one.id}.`, amongWhat('ListProposals', ofProposal(one), toldFirst(ofProposal(one)))],
    ]);
/** How many of a role a group may have at the most, how many came and how many it has: each number is of one group. */
const most = { lobby: { client: 12, coordinator: 4 }, yard: { client: 11, coordinator: 3 } } as const;
const there = { lobby: 9, yard: 8 } as const;
const people = { lobby: 2, yard: 3 } as const;

const rowOf = (group: Group): Question['sentences'] => [
  [`Purpose of ${group}.`, open],
  [`Partners of ${group}.`, inWords(of(group))],
  [`"clientDeveloper":[5,${most[group].client}]`, amongWhat('GetGroupHome', of(group), open)],
  [`"coordinator":[1,${most[group].coordinator}]`, inTheCircle(of(group))],
  [`"byRole":{"clientDeveloper":${people[group]}}`, inTheCircle(of(group))],
];
const taskOf = (group: Group): Question['sentences'] => [
  [`"id":"of-${group}"`, open],
  [`Task of ${group}.`, inWords(of(group))],
];

const questions: readonly Question[] = [
  {
    operation: 'ListGroups',
    params: {},
    sentences: groups.flatMap((group) =>
      rowOf(group).map(([sentence, when]) => [sentence, amongWhat('ListGroups', of(group), when)] as const),
    ),
  },
  ...groups.flatMap((group): Question[] => [
    {
      operation: 'GetGroup',
      params: { id: group },
      of: of(group),
      sentences: [
        ...rowOf(group),
        ...['Plan', 'Activity', 'Voice', 'Product'].map(
          (what) => [`${what} of ${group}.`, inWords(of(group))] as const,
        ),
        [`"byRole":{"clientDeveloper":${there[group]}}`, inTheCircle(of(group))],
        [`Voice kept in ${group}.`, inTheCircle(of(group))],
        [`Known name in ${group}.`, (one, isOpen) => reachesAll(one) || inTheCircle(of(group))(one, isOpen)],
        [`Name in ${group}.`, (one, isOpen) => reachesAll(one) || keepers(of(group))(one, isOpen)],
      ],
    },
    {
      operation: 'GetGroupHome',
      params: { id: group },
      of: of(group),
      sentences: [...rowOf(group), ...nextMeeting(group, 'GetGroupHome'), ...taskOf(group), ...fates(group)],
    },
    {
      operation: 'GetGroupAgenda',
      params: { id: group },
      of: of(group),
      sentences: [...nextMeeting(group, 'GetGroupAgenda'), ...taskOf(group), ...fates(group).map(onlyToBring)],
    },
    {
      operation: 'GetMeeting',
      params: { id: `held-by-${group}` },
      of: of(group),
      sentences: meetingWords(group),
    },
    {
      operation: 'ListMeetings',
      params: { group },
      sentences: [...meetingWords(group), ...nextMeeting(group, 'ListMeetings')],
    },
    {
      operation: 'GetUnit',
      params: { id: unitOf[group] },
      of: {},
      sentences: [[`holder-in-${unitOf[group]}`, workingHere]],
    },
  ]),
  {
    operation: 'ListMeetings',
    params: {},
    sentences: groups.flatMap((group) => [...meetingWords(group), ...nextMeeting(group, 'ListMeetings')]),
  },
  { operation: 'ListUnits', params: {}, sentences: [] },
  { operation: 'GetOrganisation', params: {}, sentences: [] },
  ...readers
    .filter(({ rights }) => rights.account !== undefined)
    .map(({ rights }): Question => {
      const account = rights.account!;
      return {
        operation: 'GetAccount',
        params: { id: account },
        of: { accounts: [account] },
        sentences: [[`Person ${account}.`, open]],
      };
    }),
  {
    operation: 'ListInbox',
    params: {},
    sentences: proposals.flatMap((one) => [
      [`"id":"of-${one.id}"`, amongWhat('ListOwed', ofProposal(one), notToldFirst)],
      [`"id":"for-${one.id}"`, amongWhat('ListOwed', ofProposal(one), open)],
      [`Title of ${one.id}.`, amongWhat('ListOwed', ofProposal(one), inWords(ofProposal(one)))],
    ]),
  },
  {
    operation: 'ListNotices',
    params: {},
    sentences: proposals.flatMap((one) => [
      [`"id":"of-${one.id}"`, amongWhat('ListNotices', ofProposal(one), open)],
      [`"id":"for-${one.id}"`, amongWhat('ListNotices', ofProposal(one), open)],
      [`Title of ${one.id}.`, amongWhat('ListNotices', ofProposal(one), inWords(ofProposal(one)))],
    ]),
  },
];

/** An agenda holds the answers themselves until they are brought; then it asks for their confirmation. */
function onlyToBring([sentence, when]: Question['sentences'][number]): Question['sentences'][number] {
  return [sentence, (one, isOpen) => when(one, isOpen) && (stage.now === 'before' || sentence.startsWith('Title'))];
}

const stage: { now: 'before' | 'told' } = { now: 'before' };
const universe = [...new Set(questions.flatMap(({ sentences }) => sentences.map(([sentence]) => sentence)))];

let log: LogAndReads;
const answers = new Map<string, string>();
let asked = 0;
let looked = 0;

beforeAll(async () => {
  log = await LogAndReads.open();
  await log.happened('organisation-main', 'ThemeNamed', { code: 'theme' }, { words: { label: 'Theme name.' } });
  await log.happened('unit-county', 'UnitEstablished', {}, { words: { name: 'Unit name.' } });
  for (const unit of ['services', 'housing']) {
    await log.happened(`unit-${unit}`, 'UnitEstablished', { parent: 'county' }, { words: { name: 'Unit name.' } });
    await log.happened('organisation-main', 'PostNamed', { code: `head-of-${unit}`, unit });
    await log.happened(`unit-${unit}`, 'PostHeldBy', {
      post: `head-of-${unit}`,
      account: `holder-in-${unit}`,
      from: '2020',
    });
  }
  for (const group of groups) await foundGroup(group);
  for (const one of proposals) await answered(one);
  for (const { rights } of readers) await invited(rights.account);
}, 60_000);

afterAll(async () => {
  await log.close();
  process.stdout.write(
    `permissions of the views of groups: ${asked} answers compared with the table, ${looked} sentences looked for in them\n`,
  );
});

async function foundGroup(group: Group): Promise<void> {
  const stream = `group-${group}`;
  const unit = unitOf[group];
  const named = { name: 'Group name.', description: `Purpose of ${group}.`, partners: `Partners of ${group}.` };
  const say = (type: string, data: object, words: Record<string, string> = {}) =>
    log.happened(stream, type, data, { words });
  await say(
    'GroupFounded',
    {
      kind: 'coDevelopment',
      unit,
      composition: { clientDeveloper: [5, most[group].client], coordinator: [1, most[group].coordinator] },
    },
    named,
  );
  await say('SeasonPlanned', { season: 'spring', from: '2026-01' }, { plan: `Plan of ${group}.` });
  await say('ActivityRecorded', { kind: 'talk' }, { what: `Activity of ${group}.` });
  const voice = await say('VoiceRecorded', { role: 'clientDeveloper' }, { quotation: `Voice of ${group}.` });
  await say('ConsentGiven', { voice: voice.id, to: ['quotation'], how: 'oneself' });
  await say('VoiceRecorded', { role: 'clientDeveloper' }, { quotation: `Voice kept in ${group}.` });
  await say('LedTo', { kind: 'product' }, { what: `Product of ${group}.` });
  for (const [member, name] of [
    ['quiet', 'Name'],
    ['known', 'Known name'],
    ...(group === 'yard' ? [['unnamed', ''] as const] : []),
  ] as const) {
    await say('MemberJoined', { member: `${member}-${group}`, role: 'clientDeveloper' });
    await log.vault.people.keep(`${member}-${group}`, { name: `${name} in ${group}.` });
  }
  await say('ConsentGiven', { member: `known-${group}`, to: ['name'], how: 'oneself' });
  await say('LinkIssued', { link: `l-${group}` });
  const held = { group, kind: 'meeting', present: { clientDeveloper: there[group] } };
  const words = { summary: `Summary of ${group}.`, guests: `Guests of ${group}.` };
  await log.happened(`meeting-held-by-${group}`, 'MeetingHeld', held, { words });
  await log.happened(
    `meeting-next-of-${group}`,
    'MeetingPlanned',
    { group, plannedFor: '2026-06-01' },
    { words: { place: `Place of ${group}.` } },
  );
  await log.happened(
    `commission-of-${group}`,
    'CommissionIssued',
    { unit, groups: [group], kind: 'task' },
    { words: { title: `Task of ${group}.` } },
  );
}

async function answered({ id, group, unit }: (typeof proposals)[number]): Promise<void> {
  const stream = `proposal-${id}`;
  await log.happened(
    stream,
    'ProposalSubmitted',
    { group, unit, kind: 'idea', answerWanted: 'decision' },
    { words: { title: `Title of ${id}.` } },
  );
  const answer = await log.happened(
    stream,
    'ProposalDecided',
    { decision: 'accepted' },
    { on: '2026-03-30', words: { reason: `Reason of ${id}.` } },
  );
  answers.set(stream, answer.id);
  const to = readers.flatMap(({ rights }) => rights.account ?? []);
  const owed = { side: 'management', what: 'change', proposal: id, unit, group, moment: 0, sinceEvent: answer.id, to };
  // Everybody was told of both; that management owes a change says what it has answered.
  await log.happened(`notice-of-${id}`, 'ReminderSent', owed);
  await log.happened(`notice-for-${id}`, 'ReminderSent', { ...owed, side: 'group', what: 'telling' });
}

async function invited(account: string | undefined): Promise<void> {
  if (account === undefined) return;
  await log.happened(`account-${account}`, 'AccountInvited', { language: 'fi' });
  await log.vault.people.keep(account, { name: `Person ${account}.` });
}

/** What somebody gets: the answer, or the code of why not. */
async function asks({ rights }: Reader, { operation, params }: Question, today: string): Promise<string> {
  try {
    return JSON.stringify(await log.ask(operation, params as never, rights, today));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return `refused: ${code}`;
  }
}

function expected(one: Reader, { operation, of: target, sentences }: Question, isOpen: boolean): string | string[] {
  if (cellFor(one, operation) === undefined)
    return one.rights.account === undefined ? 'refused: sign-in.needed' : 'refused: permission.denied';
  if (target && !may(one, operation, target)) return 'refused: query.not-found';
  return sentences.filter(([, when]) => when(one, isOpen)).map(([sentence]) => sentence);
}

const found = (answer: string): string | string[] =>
  answer.startsWith('refused: ') ? answer : universe.filter((sentence) => answer.includes(sentence));

async function compareAll(today: string, isOpen: boolean): Promise<void> {
  const different: object[] = [];
  for (const one of readers) {
    for (const question of questions) {
      const [is, should] = [found(await asks(one, question, today)), expected(one, question, isOpen)];
      asked += 1;
      looked += Array.isArray(is) ? universe.length : 0;
      const sorted = (what: string | string[]) => JSON.stringify(Array.isArray(what) ? what.toSorted() : what);
      if (sorted(is) !== sorted(should))
        different.push({ who: one.name, ...question.params, what: question.operation, is, should });
    }
  }
  expect(different).toEqual([]);
}

describe('every view of groups, meetings, units, the organisation and notices, as everybody there is', () => {
  it('before an answer was told', () => compareAll('2026-04-01', false), 120_000);

  it('when it has waited as long as an answer may', () => compareAll('2026-04-13', true), 120_000);

  it('tells who may see which streams have changed', async () => {
    await log.seen();
    const streams = new Map<string, When>([
      ['organisation-main', open],
      ['unit-housing', open],
      ['process-x', () => false],
      ['proposal-nothing', () => false],
      ...groups.flatMap((group): [string, When][] => [
        [`group-${group}`, (one) => may(one, 'GetGroupHome', of(group))],
        [`meeting-held-by-${group}`, (one) => may(one, 'GetMeeting', of(group))],
        [`commission-of-${group}`, (one) => may(one, 'GetCommission', of(group))],
      ]),
      ...proposals.flatMap((one): [string, When][] => [
        [`proposal-${one.id}`, (who) => may(who, 'GetProposal', ofProposal(one))],
        [`notice-of-${one.id}`, open],
      ]),
      ['account-officer', (one) => may(one, 'GetAccount', { accounts: ['officer'] })],
    ]);
    const somebody = readers.filter(({ rights }) => rights.account !== undefined);
    const heard = somebody.map((one) => [one.name, visibleStreams(log.reads, one.rights, [...streams.keys()])]);
    const should = somebody.map((one) => [
      one.name,
      [...streams].filter(([, when]) => when(one, true)).map(([stream]) => stream),
    ]);
    expect(heard).toEqual(should);
    asked += heard.length;
  });

  it('after it was told', async () => {
    for (const [stream, answer] of answers)
      await log.happened(stream, 'AnswerTold', { ofEvent: answer, how: 'visit' }, { on: '2026-04-01' });
    stage.now = 'told';
    await compareAll('2026-04-01', true);
  }, 120_000);
});
