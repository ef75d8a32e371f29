import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventShape, type Field, history, Refusal } from '#domain';
import { StoreError } from '#event-store';
import { type Capacity, mayEver, nobody, permissions, type Rights, type Row, type Where } from '#permissions';
import { allUseCases, type Context, type Noun, type UseCase, validateBody } from '#use-cases';
import {
  carryOut,
  categoryOf,
  commandFor,
  type Installation,
  openInstallation,
  useCaseNamed,
  withAppend,
} from './installation.ts';

/** Every command, tried by everybody, on things that are there and on things that are not; what the table says decides. */

type Person = { readonly rights: Rights } & { readonly [At in 'unit' | 'group' | 'own']?: true };

const as = (account: string, ...capacities: Capacity[]): Rights => ({ account, capacities });
const management = (post: string, ...units: string[]): Capacity => ({ kind: 'management', post, units });
const coordinator = (group: string): Capacity => ({ kind: 'coordinator', group, groups: [group] });
const member = (group: string): Capacity => ({ kind: 'member', role: 'clientDeveloper', group, groups: [group] });
const link = (group: string): Rights => as(`link-of-${group}`, { kind: 'link', link: 'x', group, groups: [group] });
const analyst = (units: readonly string[] | 'all'): Capacity => ({ kind: 'analyst', units, words: false });
const administrator: Capacity = { kind: 'administrator' };

/** Everything that is tried belongs to the unit `services`, the group `lobby` and the account `aino`; and how each stands to that. */
const people: Readonly<Record<string, Person>> = {
  'the public': { rights: nobody },
  'somebody without any role': { rights: as('guest') },
  'the account itself, without any role': { rights: as('aino'), own: true },
  'the link of the group': { rights: link('lobby'), group: true },
  'the link of another group': { rights: link('yard') },
  'the member themselves': { rights: as('aino', member('lobby')), group: true, own: true },
  'another member of the group': { rights: as('ben', member('lobby')), group: true },
  'a member of another group': { rights: as('carl', member('yard')) },
  'the account itself, a member of another group': { rights: as('aino', member('yard')), own: true },
  'the coordinator of the group': { rights: as('kaisa', coordinator('lobby')), group: true },
  'the coordinator of another group': { rights: as('kalle', coordinator('yard')) },
  'management of the unit': { rights: as('hilkka', management('head', 'services', 'reception')), unit: true },
  'management of the unit above': {
    rights: as('irma', management('director', 'county', 'services', 'reception', 'housing')),
    unit: true,
  },
  'management of a unit below': { rights: as('jari', management('leader', 'reception')) },
  'management of another unit': { rights: as('liisa', management('housing', 'housing')) },
  'an analyst of the unit': { rights: as('maria', analyst(['services', 'reception'])), unit: true },
  'an analyst of all units': { rights: as('nea', analyst('all')), unit: true },
  'an analyst of another unit': { rights: as('olli', analyst(['housing'])) },
  'a reader of the unit': { rights: as('pekka', { kind: 'reader', units: ['services'] }), unit: true },
  'an administrator': { rights: as('riitta', administrator) },
  'the data protection officer': { rights: as('sari', { kind: 'dataProtectionOfficer' }) },
  'a program of an administrator that may only read': {
    rights: { ...as('riitta', administrator), scopes: ['read', 'export'] },
  },
};

/** What there is of each noun. */
const there: Readonly<Record<Noun, string>> = {
  organisation: 'main',
  units: 'services',
  groups: 'lobby',
  meetings: 'weekly',
  commissions: 'task',
  proposals: 'lamp',
  accounts: 'aino',
};

/** Whose it is, where a body can say so. */
const named: Readonly<Record<string, unknown>> = {
  unit: 'services',
  group: 'lobby',
  groups: ['lobby'],
  from: undefined,
  fromGroup: 'lobby',
  member: 'client-1',
};
const bodies: Readonly<Record<string, object>> = {
  MarkAsInitiative: { initiators: [{ id: 'client-1' }] },
  GrantRole: { role: 'member', group: 'lobby', as: 'staffDeveloper', unit: undefined },
  WithdrawRole: { role: 'member', group: 'lobby', unit: undefined },
};

interface Schema {
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly type?: string;
  readonly items?: Schema;
}
const exampleOf = (schema: Schema): unknown => {
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return [exampleOf(schema.items!)];
  return schema.type === 'boolean' ? true : {};
};

/** A body of the right shape that says whose the thing is; what rules of the loop say to it is another matter. */
function bodyOf({ name, noun, records, body }: UseCase): object {
  const shapes: Readonly<Record<string, EventShape>> = history.shapesOf[categoryOf[noun]];
  const facts = Object.entries<Field<unknown>>(shapes[records]!.facts).filter(
    ([fact, field]) => named[fact] !== undefined || !field.optional,
  );
  const plain: Record<string, unknown> = {
    ...Object.fromEntries(facts.map(([fact, { schema }]) => [fact, named[fact] ?? exampleOf(schema as Schema)])),
    ...bodies[name],
  };
  for (const { pointer, detail } of validateBody(body, plain).problems)
    if (detail === 'is not a field') delete plain[pointer.slice(1)];
  return JSON.parse(JSON.stringify(plain));
}

/** In what the thing lies that a command is about. */
type Lies = Readonly<Record<'unit' | 'group' | 'own', boolean>>;

function liesIn({ name, noun, verb }: UseCase): Lies {
  const isRole = name === 'GrantRole' || name === 'WithdrawRole';
  const ofGroup = !['organisation', 'units', 'accounts'].includes(noun) && name !== 'FoundGroup';
  return {
    unit: noun === 'units' || ofGroup || (noun === 'groups' && verb === 'create'),
    group: ofGroup || isRole,
    own: noun === 'accounts' || (noun === 'groups' && 'member' in bodyOf(useCaseNamed(name))),
  };
}

type Said = 'may' | 'permission.denied' | 'sign-in.needed';

/** What the table says, read in another way than the code reads it. */
function expected(name: string, lies: Lies, { rights, ...at }: Person): Said {
  const { account, capacities, scopes } = rights;
  if (account === undefined) return 'sign-in.needed';
  if (scopes && !scopes.includes('record')) return 'permission.denied';
  const row: Row = permissions[name as keyof typeof permissions];
  const holds = (where: Where | undefined, inGroup = true): boolean =>
    where === 'all' || (where === 'own' ? at.own && lies.own && inGroup : where && at[where] && lies[where]) === true;
  const isLink = account.startsWith('link-');
  if (holds(row.anybody) || (!isLink && holds(row.account))) return 'may';
  const some = capacities.some(({ kind }) => holds(row[kind], at.group === true));
  return some ? 'may' : 'permission.denied';
}

let installation: Installation;
let context: Context;
const reached = new Error('It would have been recorded.');

async function tries(name: string, id: string, rights: Rights, body: object, chosen?: string): Promise<string> {
  const command = randomUUID();
  const sent = { command, correlation: command, rights, ...(chosen !== undefined && { as: chosen }) };
  try {
    await carryOut(context, name, commandFor(name, id, body, sent));
    return 'may';
  } catch (error) {
    if (error === reached || error instanceof Refusal || error instanceof StoreError) return 'may';
    const { code } = error as { readonly code?: string };
    if (code?.startsWith('permission.') || code === 'sign-in.needed') return code;
    throw error;
  }
}

const everybody = Object.entries(people);

async function triedByAll(name: string, id: string, body: object): Promise<Readonly<Record<string, string>>> {
  const said: Record<string, string> = {};
  for (const [who, { rights }] of everybody) said[who] = await tries(name, id, rights, body);
  return said;
}

beforeAll(async () => {
  installation = await openInstallation();
  const by = { role: 'administrator' } as const;
  const lobby = { role: 'coordinator', group: 'lobby' } as const;
  const words = { name: 'A name' };
  for (const given of [
    { do: 'EstablishUnit', id: 'county', by, body: { words } },
    { do: 'EstablishUnit', id: 'services', by, body: { parent: 'county', words } },
    { do: 'EstablishUnit', id: 'reception', by, body: { parent: 'services', words } },
    { do: 'EstablishUnit', id: 'housing', by, body: { parent: 'county', words } },
    { do: 'NamePost', id: 'main', by, body: { code: 'head', unit: 'services', words: { label: 'Head' } } },
    { do: 'FoundGroup', id: 'lobby', by, body: { kind: 'coDevelopment', unit: 'services', words } },
    { do: 'FoundGroup', id: 'yard', by, body: { kind: 'coDevelopment', unit: 'housing', words } },
    { do: 'InviteAccount', id: 'aino', by, body: { language: 'fi' } },
    {
      do: 'JoinGroup',
      id: 'lobby',
      by: lobby,
      body: { member: 'client-1', role: 'clientDeveloper', account: 'aino' },
    },
    { do: 'PlanMeeting', id: 'weekly', by: lobby, body: { group: 'lobby', plannedFor: '2027-01-07' } },
    {
      do: 'IssueCommission',
      id: 'task',
      by: { post: 'head' },
      body: { unit: 'services', groups: ['lobby'], kind: 'task', words: { title: 'A task' } },
    },
    {
      do: 'IssueCommission',
      id: 'shared',
      by: { post: 'head' },
      body: { unit: 'services', groups: ['lobby', 'yard'], kind: 'task', words: { title: 'A task for two' } },
    },
    {
      do: 'SubmitProposal',
      id: 'lamp',
      by: lobby,
      body: {
        group: 'lobby',
        unit: 'services',
        kind: 'idea',
        answerWanted: 'decision',
        words: { title: 'A lamp', text: 'It is dark.' },
      },
    },
  ])
    await installation.give(given);
  context = installation.contextOn(withAppend(installation.context.store, () => Promise.reject(reached)));
});
afterAll(() => installation.close());

/** Somebody new is nobody's yet: see below. */
const tried = allUseCases.filter(({ name }) => name !== 'InviteAccount');

describe(`${tried.length * everybody.length} times somebody tries to do something to what is there`, () => {
  it.each(tried.map((one) => [one.name, one] as const))('%s', async (name, useCase) => {
    const id = useCase.verb === 'create' ? 'new' : there[useCase.noun];
    const lies = liesIn(useCase);
    const wanted = Object.fromEntries(everybody.map(([who, person]) => [who, expected(name, lies, person)]));
    expect(await triedByAll(name, id, bodyOf(useCase))).toEqual(wanted);
  });
});

/** Whose things are is said by the body, or they are the whole organisation's. */
const unnamed = allUseCases.filter(
  ({ name, noun, verb }) =>
    name === 'InviteAccount' ||
    (noun !== 'organisation' && verb !== 'create' && !['HoldMeeting', 'GrantRole', 'WithdrawRole'].includes(name)),
);

describe(`${unnamed.length * everybody.length} times somebody tries to do something to what is not there`, () => {
  it.each(unnamed.map((one) => [one.name, one] as const))(
    '%s: whoever may ever do it hears that there is nothing, all others that they may not',
    async (name, useCase) => {
      const wanted = everybody.map(([who, { rights }]) => {
        const may = mayEver(rights, name) && (rights.scopes?.includes('record') ?? true);
        return [who, rights === nobody ? 'sign-in.needed' : may ? 'may' : 'permission.denied'];
      });
      expect(await triedByAll(name, 'nowhere', bodyOf(useCase))).toEqual(Object.fromEntries(wanted));
    },
  );
});

describe('the guard of commands', () => {
  const rightsOf = (who: string): Rights => people[who]!.rights;
  const kaisa = rightsOf('the coordinator of the group');
  const granting = (role: object) => tries('GrantRole', 'aino', kaisa, role);

  it('tries every command that there is, each with a row of its own', () => {
    expect(allUseCases.filter(({ name }) => !Object.hasOwn(permissions, name))).toEqual([]);
  });

  it.each([
    { role: 'administrator' },
    { role: 'administrator', group: 'lobby' },
    { role: 'analyst' },
    { role: 'reader', unit: 'services' },
    { role: 'coordinator', group: 'yard' },
    { role: 'member', group: 'yard', as: 'researcher' },
  ])('lets no coordinator grant or withdraw %j', async (role) => {
    expect(await granting(role)).toBe('permission.denied');
    const { as: _, ...which } = role as { readonly as?: string };
    expect(await tries('WithdrawRole', 'aino', kaisa, which)).toBe('permission.denied');
  });

  it('lets coordinators invite whoever is new, and write over the name and address of nobody else', async () => {
    expect(await tries('InviteAccount', 'new', kaisa, { language: 'fi' })).toBe('may');
    expect(await tries('InviteAccount', 'aino', kaisa, { language: 'fi' })).toBe('permission.denied');
    expect(await tries('InviteAccount', 'aino', rightsOf('an administrator'), { language: 'fi' })).toBe('may');
  });

  it('lets a group act only for its own part of a commission that several were given', async () => {
    const accepting = (group: string) => tries('AcceptCommission', 'shared', kaisa, { group });
    expect(await accepting('lobby')).toBe('may');
    expect(await accepting('yard')).toBe('permission.denied');
  });

  it('lets a successor speak for what its group and its unit have taken over', async () => {
    const heirs: Capacity = { kind: 'coordinator', group: 'heirs', groups: ['heirs', 'lobby'] };
    expect(await tries('ReviseProposal', 'lamp', as('x', heirs), {})).toBe('may');
    expect(await tries('ReceiveProposal', 'lamp', as('x', management('heir', 'heir', 'services')), {})).toBe('may');
  });

  describe('of somebody in several capacities', () => {
    const both = as('x', administrator, coordinator('lobby'), coordinator('yard'));
    const two = as('x', { ...coordinator('heirs'), groups: ['heirs', 'lobby'] } as Capacity, coordinator('lobby'));

    it('takes the one that may, and among several the nearest', async () => {
      expect(await tries('RecordWorkTime', 'lobby', both, { month: '2026-10', hours: { running: 1 } })).toBe('may');
      expect(await tries('NameTheme', 'main', both, { code: 'a' })).toBe('may');
    });

    it('asks which, where several of one kind may, and names them', async () => {
      expect(await tries('EndGroup', 'lobby', two, {})).toBe('permission.several');
      const command = randomUUID();
      const sent = { command, correlation: command, rights: two };
      await expect(carryOut(context, 'EndGroup', commandFor('EndGroup', 'lobby', {}, sent))).rejects.toMatchObject({
        names: ['coordinator:heirs', 'coordinator:lobby'],
        message: 'Say in which capacity you do this: coordinator:heirs, coordinator:lobby.',
      });
      expect(await tries('EndGroup', 'lobby', two, {}, 'coordinator:lobby')).toBe('may');
    });

    it('goes by what was chosen, and refuses a choice of what somebody is not or what may not', async () => {
      expect(await tries('NameTheme', 'main', both, { code: 'a' }, 'coordinator:lobby')).toBe('permission.denied');
      expect(await tries('NameTheme', 'main', both, { code: 'a' }, 'administrator')).toBe('may');
      expect(await tries('NameTheme', 'main', both, { code: 'a' }, 'dataProtectionOfficer')).toBe('permission.denied');
    });
  });

  it('writes down in which capacity somebody acted, and none where it was their own', async () => {
    const { context: real } = installation;
    const does = async (name: string, id: string, rights: Rights, body: object) => {
      const command = randomUUID();
      const { events } = await carryOut(
        real,
        name,
        commandFor(name, id, body, { command, correlation: command, rights }),
      );
      const stream = `${categoryOf[useCaseNamed(name).noun]}-${id}`;
      return (await real.store.read(stream)).find((event) => event.id === events[0])!.metadata;
    };
    expect(await does('ChooseLanguage', 'aino', rightsOf('the member themselves'), { language: 'sv' })).toMatchObject({
      by: {},
      recordedBy: 'aino',
    });
    expect(await does('ChooseLanguage', 'aino', rightsOf('an administrator'), { language: 'en' })).toMatchObject({
      by: { role: 'administrator' },
      recordedBy: 'riitta',
    });
    const receiving = { post: 'head' };
    expect(await does('ReceiveProposal', 'lamp', rightsOf('management of the unit'), receiving)).toMatchObject({
      by: { post: 'head' },
      recordedBy: 'hilkka',
    });
  });

  it('does not let somebody in through a stream that comes to be at the same moment', async () => {
    const { context: real } = installation;
    const stranger = rightsOf('the coordinator of another group');
    const command = randomUUID();
    const sent = { command, correlation: command, rights: stranger };
    const { store } = real;
    // The meeting is not there when it is asked whose it is, and there when the command is carried out.
    let asked = 0;
    const racing = new Proxy(store, {
      get(target, name) {
        if (name === 'read')
          return async (stream: string, ...rest: []) =>
            stream === 'meeting-raced' && asked++ === 0 ? [] : target.read(stream, ...rest);
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await installation.give({
      do: 'PlanMeeting',
      id: 'raced',
      by: { role: 'coordinator', group: 'lobby' },
      body: { group: 'lobby', plannedFor: '2027-01-07' },
    });
    const late = carryOut(
      installation.contextOn(racing),
      'AttachMeetingFile',
      commandFor(
        'AttachMeetingFile',
        'raced',
        { kind: 'draft', size: 5, words: { name: 'A file', content: 'SGVsbG8=' } },
        sent,
      ),
    );
    await expect(late).rejects.toMatchObject({ code: 'wrong-version' });
    expect(await store.version('meeting-raced')).toBe(1);
  });
});
