import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissions, type Rights } from '#permissions';
import { allQueries, type Reads, rightsOf } from '#read-models';
import { LogAndReads } from './log-and-reads.ts';

/** Whose something is, written down here by hand. */
interface Whose {
  readonly units: readonly string[];
  readonly groups: readonly string[];
}
type Capacity = Rights['capacities'][number];
type Operation = keyof typeof permissions;

const within = (capacity: Capacity, { units, groups }: Whose): boolean => {
  if (!('units' in capacity) && !('groups' in capacity)) return true;
  const [reach, of] = 'units' in capacity ? [capacity.units, units] : [capacity.groups, groups];
  return of.some((id) => reach === 'all' || reach.includes(id));
};

/** What the table says, cell by cell. */
const cell = (operation: Operation, { kind }: Capacity) => permissions[operation][kind];
const maySee = ({ capacities }: Rights, operation: Operation, whose: Whose): boolean =>
  capacities.some((capacity) => {
    const where = cell(operation, capacity);
    return where === 'all' || (where !== undefined && within(capacity, whose));
  });
const mayAsk = ({ capacities }: Rights, operation: Operation): boolean =>
  permissions[operation].anybody !== undefined || capacities.some((one) => cell(operation, one) !== undefined);
const readsWords = ({ capacities }: Rights, whose: Whose): boolean =>
  capacities.some((one) => (one.kind !== 'analyst' || one.words) && within(one, whose));
const knowsFirst = ({ capacities }: Rights, whose: Whose): boolean =>
  capacities.some((one) => !['member', 'link', 'reader'].includes(one.kind) && within(one, whose));

const services = ['housing', 'old', 'services'];
const everywhere = ['county', 'families', ...services];

/** Every kind of reader, in and out of unit and group: what was granted or is held, and what that comes to. */
const readers: Readonly<
  Record<string, { readonly granted?: readonly object[]; readonly capacities: readonly object[] }>
> = {
  administrator: { granted: [{ role: 'administrator' }], capacities: [{ kind: 'administrator' }] },
  protector: { granted: [{ role: 'dataProtectionOfficer' }], capacities: [{ kind: 'dataProtectionOfficer' }] },
  'county-head': { capacities: [{ kind: 'management', post: 'county-head', units: everywhere.toSorted() }] },
  'services-head': { capacities: [{ kind: 'management', post: 'services-head', units: services }] },
  'housing-head': { capacities: [{ kind: 'management', post: 'housing-head', units: ['housing'] }] },
  'families-head': { capacities: [{ kind: 'management', post: 'families-head', units: ['families'] }] },
  'old-head': { capacities: [{ kind: 'management', post: 'old-head', units: ['old'] }] },
  'lobby-coordinator': {
    granted: [{ role: 'coordinator', group: 'lobby' }],
    capacities: [{ kind: 'coordinator', group: 'lobby', groups: ['lobby', 'old-lobby'] }],
  },
  'yard-coordinator': {
    granted: [{ role: 'coordinator', group: 'yard' }],
    capacities: [{ kind: 'coordinator', group: 'yard', groups: ['yard'] }],
  },
  'lobby-member': {
    granted: [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }],
    capacities: [{ kind: 'member', role: 'clientDeveloper', group: 'lobby', groups: ['lobby', 'old-lobby'] }],
  },
  'yard-member': {
    granted: [{ role: 'member', group: 'yard', as: 'staffDeveloper' }],
    capacities: [{ kind: 'member', role: 'staffDeveloper', group: 'yard', groups: ['yard'] }],
  },
  'services-analyst': {
    granted: [{ role: 'analyst', unit: 'services' }],
    capacities: [{ kind: 'analyst', units: services, words: false }],
  },
  'services-word-analyst': {
    granted: [{ role: 'analyst', unit: 'services', readsWords: true }],
    capacities: [{ kind: 'analyst', units: services, words: true }],
  },
  'families-analyst': {
    granted: [{ role: 'analyst', unit: 'families' }],
    capacities: [{ kind: 'analyst', units: ['families'], words: false }],
  },
  'analyst-of-all': { granted: [{ role: 'analyst' }], capacities: [{ kind: 'analyst', units: 'all', words: false }] },
  'services-reader': {
    granted: [{ role: 'reader', unit: 'services' }],
    capacities: [{ kind: 'reader', units: services }],
  },
  'families-reader': {
    granted: [{ role: 'reader', unit: 'families' }],
    capacities: [{ kind: 'reader', units: ['families'] }],
  },
  'reader-of-all': { granted: [{ role: 'reader' }], capacities: [{ kind: 'reader', units: 'all' }] },
  'member-and-reader': {
    granted: [
      { role: 'member', group: 'yard', as: 'staffDeveloper' },
      { role: 'reader', unit: 'housing' },
    ],
    capacities: [
      { kind: 'member', role: 'staffDeveloper', group: 'yard', groups: ['yard'] },
      { kind: 'reader', units: ['housing'] },
    ],
  },
  'member-and-analyst': {
    granted: [
      { role: 'member', group: 'lobby', as: 'researcher' },
      { role: 'analyst', unit: 'families' },
    ],
    capacities: [
      { kind: 'member', role: 'researcher', group: 'lobby', groups: ['lobby', 'old-lobby'] },
      { kind: 'analyst', units: ['families'], words: false },
    ],
  },
  'without-a-role': { capacities: [] },
};
/** Nobody grants these: who comes through a group's link, and who has not signed in. */
const others: Readonly<Record<string, Rights>> = {
  'lobby-link': {
    account: 'link-one',
    capacities: [{ kind: 'link', link: 'one', group: 'lobby', groups: ['lobby', 'old-lobby'] }],
  },
  'yard-link': { account: 'link-two', capacities: [{ kind: 'link', link: 'two', group: 'yard', groups: ['yard'] }] },
  everybody: { capacities: [] },
};

const proposals: Readonly<Record<string, Whose>> = {
  bench: { units: ['services'], groups: ['lobby'] },
  swing: { units: ['families'], groups: ['yard'] },
  across: { units: ['services'], groups: ['yard'] },
  below: { units: ['housing'], groups: ['yard'] },
  handed: { units: ['services', 'families'], groups: ['yard'] },
  back: { units: ['families', 'housing'], groups: ['lobby'] },
  inherited: { units: ['old', 'services'], groups: ['old-lobby'] },
};
const parts = {
  brochure: { lead: 'services', groups: ['lobby', 'yard'] },
  survey: { lead: 'families', groups: ['yard'] },
};
const commissions: Readonly<Record<string, Whose>> = {
  brochure: { units: ['services'], groups: ['lobby', 'yard'] },
  survey: { units: ['families'], groups: ['yard'] },
  // Given by the lobby to the yard.
  asked: { units: ['housing'], groups: ['yard', 'lobby'] },
};
const groups: Readonly<Record<string, Whose>> = {
  lobby: { units: ['services'], groups: ['lobby'] },
  yard: { units: ['families'], groups: ['yard'] },
  'old-lobby': { units: ['old'], groups: ['old-lobby'] },
};
const posts: Readonly<Record<string, string>> = {
  'county-head': 'county',
  'services-head': 'services',
  'housing-head': 'housing',
  'families-head': 'families',
  'old-head': 'old',
};
/** Proposals that came of the brochure. */
const asked = ['across', 'bench', 'swing'];
/** The unit that holds a proposal in the end. */
const holds: Readonly<Record<string, string>> = { handed: 'families', back: 'families', inherited: 'services' };
const unitOf = (id: string): string => holds[id] ?? proposals[id]!.units[0]!;
const deciding = (id: string): string => `${unitOf(id)}-head`;
const parents: Readonly<Record<string, string>> = { services: 'county', housing: 'services', families: 'county' };
const below = (unit: string): readonly string[] => [
  unit,
  ...Object.keys(parents).filter((one) => parents[one] === unit || parents[parents[one]!] === unit),
];

/** A sentence that stands in one event, whose it is, and whether it is an answer that has to be told first. */
interface Planted {
  readonly text: string;
  readonly event: string;
  readonly of: Whose;
  readonly isAnswer?: true;
  readonly isPublished?: true;
  /** In its handover it is shown to whoever manages this post too. */
  readonly alsoPost?: string;
}

interface Item {
  readonly id: string;
  readonly proposal?: string;
  readonly commission?: string;
  readonly what: string;
  readonly unit: string;
  readonly earlierUnit?: string;
  readonly group: string;
  readonly decision?: string;
  readonly title: { readonly text?: string; readonly withheld?: true } | null;
}
interface Page {
  readonly items: readonly Item[];
  readonly next?: string;
}

describe('every query of the loops, asked by every kind of reader', () => {
  let log: LogAndReads;
  const sentences: Planted[] = [];
  const rights = new Map<string, Rights>();
  const today = '2026-04-01';
  let told = false;
  let checks = 0;

  const check = (actual: unknown, expected: unknown, what: string): void => {
    checks += 1;
    // With what was asked beside it, so that a failure says whose it is.
    expect({ what, is: actual }).toEqual({ what, is: expected });
  };

  async function happened(
    stream: string,
    type: string,
    data: object,
    words: Readonly<Record<string, string>> = {},
    planted?: Omit<Planted, 'text' | 'event'>,
    on = '2026-03-28',
  ): Promise<string> {
    const { id } = await log.happened(stream, type, data, { on, words, by: {} });
    if (planted) for (const text of Object.values(words)) sentences.push({ text, event: id, ...planted });
    return id;
  }

  /** Asks as the API does; nothing that is answered may hold a sentence that is not for this reader. */
  async function ask<Answer>(name: Operation, params: object, reader: Rights): Promise<Answer> {
    const query = allQueries.find((one) => one.name === name)!;
    const handler = new (query.handler as new (reads: Reads) => { execute(query: object): Promise<Answer> })(log.reads);
    const given = new Set<string>();
    const onWords = (events: readonly string[]) => {
      for (const event of events) given.add(event);
    };
    const answer = await handler.execute(new query.query(params as never, { reader, today, onWords }));
    const bytes = JSON.stringify(answer);
    for (const { text, event, of, isAnswer, isPublished, alsoPost } of sentences) {
      if (!bytes.includes(text)) continue;
      const managed = alsoPost !== undefined && { units: [posts[alsoPost]!], groups: [] };
      const where = managed && (params as { code?: string }).code === alsoPost ? managed : of;
      const may = readsWords(reader, where) && (!isAnswer || told || knowsFirst(reader, where));
      check(may || isPublished === true, true, `${name} ${JSON.stringify(params)} shows ${text} to ${reader.account}`);
      if (!isPublished) check(given.has(event), true, `${name} says that it has given out ${text}`);
    }
    return answer;
  }

  async function all(name: Operation, params: object, reader: Rights): Promise<readonly Item[]> {
    const items: Item[] = [];
    let cursor: string | undefined;
    do {
      const page: Page = await ask(name, { ...params, limit: '2', ...(cursor && { cursor }) }, reader);
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return items;
  }

  const refusal = (asked: Promise<unknown>): Promise<unknown> =>
    asked.then(
      () => 'answered',
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    );

  /** Runs what is to be tried, when this may be asked at all; else it must be refused. */
  async function asking(name: Operation, params: object, tried: (reader: Rights, who: string) => Promise<void>) {
    for (const [who, reader] of rights) {
      if (mayAsk(reader, name)) await tried(reader, `${name} ${who} ${told ? 'told' : 'untold'}`);
      else {
        const refused = await refusal(ask(name, params, reader));
        const code = who === 'everybody' ? 'sign-in.needed' : 'permission.denied';
        check((refused as { code?: string }).code, code, `${name} ${who} is refused`);
      }
    }
  }

  /** One thing after the other: shown, or not to be told from what is not there. */
  async function one(
    name: Operation,
    things: Readonly<Record<string, Whose>>,
    params: (id: string) => object,
    shown: (answer: never, reader: Rights, id: string, what: string) => void = () => {},
  ): Promise<void> {
    await asking(name, params('nothing'), async (reader, what) => {
      const none = (await refusal(ask(name, params('nothing'), reader))) as { code: string; message: string };
      check(none.code, 'query.not-found', `${what} of nothing`);
      for (const [id, whose] of Object.entries(things)) {
        if (maySee(reader, name, whose)) {
          const answer = await ask<never>(name, params(id), reader);
          check(answer !== undefined, true, `${what} ${id}`);
          shown(answer, reader, id, `${what} ${id}`);
        } else {
          const refused = await refusal(ask(name, params(id), reader));
          const same = { ...none, message: none.message.replace(/nothing(?! called)/, id) };
          check(refused, same, `${what} ${id} is as if it were not there`);
        }
      }
    });
  }

  const titled = (item: Pick<Item, 'title'>, reader: Rights, whose: Whose, what: string): void =>
    check(item.title?.text !== undefined, readsWords(reader, whose), `${what}: title`);

  /** A row of a proposal says what was answered when it may be known, and its title to those who may read words. */
  function rowed(item: Item, reader: Rights, what: string): void {
    const whose = proposals[item.id]!;
    titled(item, reader, whose, `${what} ${item.id}`);
    check(item.decision, told || knowsFirst(reader, whose) ? 'accepted' : undefined, `${what} ${item.id}: decision`);
  }

  beforeAll(async () => {
    log = await LogAndReads.open();
    for (const unit of ['county', 'services', 'housing', 'families', 'old'])
      await happened(`unit-${unit}`, 'UnitEstablished', parents[unit] ? { parent: parents[unit] } : {}, {
        name: `Unit ${unit}`,
      });
    for (const [code, unit] of Object.entries(posts)) {
      await happened('organisation-main', 'PostNamed', { code, unit });
      await happened(`unit-${unit}`, 'PostHeldBy', { post: code, account: code, from: '2026-01-01' });
    }
    for (const [id, of] of Object.entries(groups)) {
      await happened(
        `group-${id}`,
        'GroupFounded',
        { kind: 'coDevelopment', unit: of.units[0] },
        { name: `Group ${id}` },
      );
      await happened(`group-${id}`, 'SeasonPlanned', { season: 'one' }, { plan: `Plan of ${id}.` }, { of });
      await happened(
        `group-${id}`,
        'VoiceRecorded',
        {},
        { quotation: `Voice of ${id}.` },
        { of: { ...of, units: [] } },
      );
      await happened(
        `meeting-${id}`,
        'MeetingHeld',
        { group: id, kind: 'meeting' },
        { summary: `Summary of ${id}.` },
        { of },
      );
    }
    for (const [account, { granted = [] }] of Object.entries(readers)) {
      await happened(`account-${account}`, 'AccountInvited', { language: 'fi' });
      for (const role of granted) await happened(`account-${account}`, 'RoleGranted', role);
    }
    for (const [id, of] of Object.entries(proposals)) {
      const first = id === 'back' ? 'housing' : id === 'handed' ? 'services' : of.units[0]!;
      await happened(
        `proposal-${id}`,
        'ProposalSubmitted',
        {
          group: of.groups[0],
          unit: first,
          kind: 'idea',
          answerWanted: 'decision',
          theme: 'lobby',
          ...(asked.includes(id) && { commission: 'brochure' }),
        },
        { title: `Title of ${id}.`, text: `Text of ${id}.` },
        { of, ...(id === 'below' && { alsoPost: 'families-head' }) },
        '2025-11-03',
      );
      if (first !== of.units[0] || id === 'handed')
        await happened(
          `proposal-${id}`,
          'ProposalForwarded',
          { unit: id === 'handed' ? 'families' : of.units[0] },
          { why: `Why ${id} was forwarded.` },
          { of },
          '2025-11-10',
        );
      await happened(
        `proposal-${id}`,
        'MarkedAsInitiative',
        { registryNumber: id, arrived: '2025-11-03', initiators: [] },
        {},
        undefined,
        '2025-11-20',
      );
    }
    await happened('unit-old', 'UnitSucceeded', { successor: 'services' });
    await happened('group-old-lobby', 'GroupSucceeded', { successor: 'lobby' });
    for (const [id, of] of Object.entries(commissions)) {
      const given = id === 'asked' ? { from: 'group', fromGroup: 'lobby', groups: ['yard'] } : { groups: of.groups };
      await happened(
        `commission-${id}`,
        'CommissionIssued',
        { unit: of.units[0], kind: 'task', ...given },
        { title: `Title of ${id}.`, task: `Task of ${id}.` },
        { of },
      );
    }
    for (const [id, { lead, groups: to }] of Object.entries(parts))
      for (const group of to)
        await happened(
          `commission-${id}`,
          'CommissionQuestioned',
          { group },
          { question: `What ${group} asks of ${id}.` },
          { of: { units: [lead], groups: [group] } },
        );
    const ledTo = await happened(
      'group-yard',
      'LedTo',
      { kind: 'product' },
      { what: 'A game for everybody.' },
      { of: groups.yard!, isPublished: true },
    );
    for (const side of ['group', 'management'])
      await happened('group-yard', 'Published', { ofEvent: ledTo, fields: ['what'], side });
    for (const [id, of] of Object.entries(proposals))
      await happened(
        `proposal-${id}`,
        'ProposalDecided',
        {
          decision: 'accepted',
          post: deciding(id),
          // What is decided in one unit may bind a post of another.
          ...(id === 'below' && { responsiblePost: 'families-head' }),
        },
        { reason: `Reason for ${id}.`, briefAnswer: `Answer to ${id}.`, whatWillBeDone: `Deed for ${id}.` },
        { of, isAnswer: true, ...(id === 'below' && { alsoPost: 'families-head' }) },
      );
    await log.seen();
    for (const [account, { capacities }] of Object.entries(readers)) {
      const found = rightsOf(log.reads, account, today)!;
      check(found, { account, capacities }, `the rights of ${account}`);
      rights.set(account, found);
    }
    for (const [who, reader] of Object.entries(others)) rights.set(who, reader);
  }, 120_000);

  afterAll(async () => {
    process.stdout.write(`${checks} permissions of queries were compared with the table.\n`);
    await log.close();
  });

  describe.each([false, true])('with the answers told: %s', (isTold) => {
    beforeAll(async () => {
      told = isTold;
      if (!isTold) return;
      for (const { event, text } of sentences.filter((one) => one.isAnswer && one.text.startsWith('Reason')))
        await happened(`proposal-${/for (.*)\./.exec(text)![1]}`, 'AnswerTold', { ofEvent: event, how: 'meeting' });
      await log.seen();
    }, 60_000);

    it('ListProposals', async () => {
      await asking('ListProposals', {}, async (reader, what) => {
        const visible = Object.keys(proposals).filter((id) => maySee(reader, 'ListProposals', proposals[id]!));
        const expected = (sifted: (id: string) => boolean) => visible.filter(sifted).sort();
        for (const sort of ['-submitted', 'submitted', '-changed', 'changed']) {
          const items = await all('ListProposals', { sort }, reader);
          check(
            items.map(({ id }) => id).sort(),
            expected(() => true),
            `${what} ${sort}`,
          );
          for (const item of items) rowed(item, reader, what);
        }
        for (const unit of everywhere) {
          const items = await all('ListProposals', { unit }, reader);
          check(
            items.map(({ id }) => id).sort(),
            expected((id) => below(unit).includes(unitOf(id))),
            `${what} ${unit}`,
          );
        }
        const came = await all('ListProposals', { commission: 'brochure' }, reader);
        check(
          came.map(({ id }) => id).sort(),
          expected((id) => asked.includes(id)),
          `${what} of the brochure`,
        );
        for (const group of Object.keys(groups)) {
          const items = await all('ListProposals', { group }, reader);
          const wanted = expected((id) => proposals[id]!.groups.includes(group));
          check(items.map(({ id }) => id).sort(), wanted, `${what} ${group}`);
          const inUnit = await all('ListProposals', { group, unit: 'services' }, reader);
          const wantedInUnit = wanted.filter((id) => below('services').includes(unitOf(id)));
          check(inUnit.map(({ id }) => id).sort(), wantedInUnit, `${what} ${group} in services`);
        }
        // Whose turn it is would tell what was answered.
        const items = await all('ListProposals', { owedBy: 'management' }, reader);
        const known = expected((id) => told || knowsFirst(reader, proposals[id]!));
        check(items.map(({ id }) => id).sort(), known, `${what} owed by management`);
      });
    });

    it('GetProposal and the timeline of a proposal', async () => {
      await one(
        'GetProposal',
        proposals,
        (id) => ({ id }),
        (answer: never, reader, id, what) => {
          const whose = proposals[id]!;
          const { title, path, answers } = answer as unknown as {
            title: Item['title'];
            path: { answered: { decision?: string; reason: { text?: string; untold?: object; withheld?: true } } };
            answers: readonly { decision?: string }[];
          };
          titled({ title }, reader, whose, what);
          const open = told || knowsFirst(reader, whose);
          check(path.answered.decision, open ? 'accepted' : undefined, `${what}: decision`);
          check(answers[0]!.decision, open ? 'accepted' : undefined, `${what}: answer`);
          const { reason } = path.answered;
          const shown = reason.text !== undefined ? 'text' : reason.untold ? 'untold' : 'withheld';
          check(shown, open ? (readsWords(reader, whose) ? 'text' : 'withheld') : 'untold', `${what}: reason`);
        },
      );
      const timeline = (id: string) => ({ collection: 'proposals', id });
      await one('GetTimeline', proposals, timeline, (answer: never, reader, id, what) => {
        const { events } = answer as { events: readonly { type: string; facts: { decision?: string } }[] };
        const decided = events.find(({ type }) => type === 'ProposalDecided')!;
        const open = told || knowsFirst(reader, proposals[id]!);
        check(decided.facts.decision, open ? 'accepted' : undefined, `${what}: decision`);
      });
    });

    it('the timeline of everything else', async () => {
      await one('GetTimeline', groups, (id) => ({ collection: 'groups', id }));
      await one('GetTimeline', groups, (id) => ({ collection: 'meetings', id }));
      const ofCommission = (id: string) => ({ collection: 'commissions', id });
      await one('GetTimeline', commissions, ofCommission, (answer: never, reader, id, what) => {
        const { events } = answer as { events: readonly { facts: { group?: string } }[] };
        const named = events.flatMap(({ facts }) => facts.group ?? []).sort();
        const asking = id === 'asked' ? [] : commissions[id]!.groups;
        const heard = asking.filter((group) =>
          maySee(reader, 'GetTimeline', { units: commissions[id]!.units, groups: [group] }),
        );
        check(named, heard.toSorted(), `${what}: whose questions`);
      });
      const units = Object.fromEntries(everywhere.map((unit) => [unit, { units: [unit], groups: [] }]));
      await one('GetTimeline', units, (id) => ({ collection: 'units', id }));
      for (const params of [
        { collection: 'organisation', id: 'main' },
        { collection: 'accounts', id: 'lobby-member' },
      ])
        await asking('GetTimeline', params, async (reader, what) => {
          const isClerk = reader.capacities.some(({ kind }) => permissions.ReadStream[kind] === 'all');
          const shown = isClerk ? 'answered' : { code: 'query.not-found', message: expect.any(String) };
          check(await refusal(ask('GetTimeline', params, reader)), shown, `${what} ${params.collection}`);
        });
    });

    it.each(['ListOwed', 'GetCalendar'] as const)('%s', async (name) => {
      const days = name === 'GetCalendar' ? { from: '2025-01-01', to: '9999-12-31' } : {};
      const hides = (item: Item) => item.what === 'change' && !told;
      const whose = ({ unit, earlierUnit = unit, group }: Item): Whose => ({
        units: [unit, earlierUnit],
        groups: [group],
      });
      const keys = (items: readonly Item[]) =>
        items.map((one) => `${one.what} ${one.proposal ?? one.commission} ${one.group}`).sort();
      const filters = [
        {},
        ...everywhere.map((unit) => ({ unit })),
        ...Object.keys(groups).map((group) => ({ group })),
        ...Object.keys(posts).map((post) => ({ post })),
        { what: 'telling' },
        { what: 'change' },
        { side: 'group', unit: 'county' },
        { group: 'yard', unit: 'services' },
      ];
      for (const filter of filters) {
        const params = { ...days, ...filter };
        const everything = await all(name, params, rights.get('administrator')!);
        await asking(name, params, async (reader, what) => {
          const visible = everything.filter(
            (item) => maySee(reader, name, whose(item)) && (!hides(item) || knowsFirst(reader, whose(item))),
          );
          const items = await all(name, params, reader);
          check(keys(items), keys(visible), `${what} ${JSON.stringify(filter)}`);
          for (const item of items) titled(item, reader, whose(item), what);
        });
      }
    });

    it('GetHandover', async () => {
      const ofUnits = Object.fromEntries(
        Object.entries(posts).map(([post, unit]) => [post, { units: [unit], groups: [] }]),
      );
      await one(
        'GetHandover',
        ofUnits,
        (code) => ({ code }),
        (answer: never, _reader, post, what) => {
          const { promised } = answer as { promised: readonly { proposal: string }[] };
          const expected = Object.keys(proposals).filter(
            (id) => deciding(id) === post || (post === 'families-head' && id === 'below'),
          );
          check(promised.map(({ proposal }) => proposal).sort(), expected.sort(), `${what}: promises`);
        },
      );
    });

    it('ListSteps', async () => {
      await asking('ListSteps', {}, async (reader, what) => {
        const seen = (things: Readonly<Record<string, Whose>>) =>
          Object.keys(things)
            .filter((id) => maySee(reader, 'ListSteps', things[id]!))
            .sort();
        const items = await all('ListSteps', {}, reader);
        const named = (of: 'proposal' | 'commission') => [...new Set(items.flatMap((item) => item[of] ?? []))].sort();
        check(named('proposal'), seen(proposals), `${what}: proposals`);
        check(named('commission'), seen(commissions), `${what}: commissions`);
        const types = (await all('ListSteps', { type: 'ProposalForwarded' }, reader)).map(({ proposal }) => proposal);
        const forwarded = ['back', 'handed'].filter((id) => maySee(reader, 'ListSteps', proposals[id]!));
        check(types.sort(), forwarded, `${what}: forwarded`);
        for (const id of Object.keys(proposals)) {
          const ofOne = await all('ListSteps', { proposal: id }, reader);
          check(ofOne.length > 0, maySee(reader, 'ListSteps', proposals[id]!), `${what} of ${id}`);
          const among = items.filter(({ proposal }) => proposal === id);
          check(among.length, ofOne.length, `${what}: every step of ${id}`);
        }
      });
    });

    it('ListCommissions and GetCommission', async () => {
      await asking('ListCommissions', {}, async (reader, what) => {
        const visible = Object.keys(commissions).filter((id) => maySee(reader, 'ListCommissions', commissions[id]!));
        const ids = async (params: object) => (await all('ListCommissions', params, reader)).map(({ id }) => id).sort();
        check(await ids({}), visible.sort(), what);
        for (const unit of everywhere)
          check(
            await ids({ unit }),
            visible.filter((id) => below(unit).includes(commissions[id]!.units[0]!)),
            `${what} ${unit}`,
          );
        check(await ids({ group: 'yard' }), visible, `${what} yard`);
        check(
          await ids({ group: 'lobby' }),
          visible.filter((id) => id === 'brochure'),
          `${what} lobby`,
        );
        check(await ids({ status: 'closed' }), [], `${what} closed`);
      });
      await one(
        'GetCommission',
        commissions,
        (id) => ({ id }),
        (answer: never, reader, id, what) => {
          const whose = commissions[id]!;
          const {
            title,
            groups: shown,
            proposals: cameOf,
          } = answer as unknown as {
            title: Item['title'];
            groups: readonly { group: string; questions: readonly object[] }[];
            proposals: readonly Item[];
          };
          titled({ title }, reader, whose, what);
          const came = asked.filter((one) => id === 'brochure' && maySee(reader, 'GetProposal', proposals[one]!));
          check(cameOf.map((item) => item.id).sort(), came, `${what}: proposals`);
          for (const item of cameOf) rowed(item, reader, what);
          if (id === 'asked') return;
          for (const { group, questions } of shown) {
            const part = { units: whose.units, groups: [group] };
            check(questions.length, maySee(reader, 'GetCommission', part) ? 1 : 0, `${what}: what ${group} asked`);
          }
        },
      );
    });

    it('ListChanges, the same for everybody', async () => {
      await asking('ListChanges', {}, async (reader, what) => {
        const items = (await all('ListChanges', {}, reader)) as readonly (Item & { what: { text: string } | string })[];
        check(
          items.map((item) => item.what),
          [expect.objectContaining({ text: 'A game for everybody.' })],
          what,
        );
      });
    });

    it('GetInitiativesReport', async () => {
      await asking('GetInitiativesReport', { year: '2025' }, async (reader, what) => {
        const visible = Object.keys(proposals).filter((id) => maySee(reader, 'GetInitiativesReport', proposals[id]!));
        const report = await ask<{ counts: { initiatives: number }; items: readonly Item[] }>(
          'GetInitiativesReport',
          { year: '2025' },
          reader,
        );
        check(report.items.map(({ id }) => id).sort(), visible.sort(), what);
        check(report.counts.initiatives, visible.length, `${what}: count`);
        for (const item of report.items) rowed(item, reader, what);
      });
    });
  });
});
