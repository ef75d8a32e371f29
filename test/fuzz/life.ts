import type { Chance } from './chance.ts';
import type { Operation, Schema } from './operations.ts';

type Json = Record<string, unknown>;
export type Headers = Readonly<Record<string, string>>;

/** The day so many days after today. */
const day = (fromToday: number): string => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);

type By = 'administrator' | 'head' | 'coordinator' | 'client';

/** One command of a life that can be lived as it stands. */
export interface Step {
  readonly by: By;
  readonly name: string;
  readonly id: string;
  readonly body: Json;
}

/** An event that was recorded, with the names of its texts. */
interface Recorded {
  readonly id: string;
  readonly fields: readonly string[];
}

/** What a field that names something may hold, by the collection it is looked up in. */
const collectionOfField: Readonly<Record<string, string>> = {
  unit: 'units',
  parent: 'units',
  successor: 'units',
  group: 'groups',
  groups: 'groups',
  fromGroup: 'groups',
  meeting: 'meetings',
  heardAt: 'meetings',
  commission: 'commissions',
  proposal: 'proposals',
  proposals: 'proposals',
  account: 'accounts',
};

/** What some fields hold where their examples alone would always be refused. */
const fitting: Readonly<Record<string, unknown>> = {
  season: 'autumn',
  webhook: 'register',
  // Four bytes.
  content: Buffer.from('Sana').toString('base64'),
  size: 4,
  coverage: { proposals: 'partial' },
  // An address that is refused before anything is looked up or sent.
  url: 'https://127.0.0.1:9/',
};

/** What is there: ids by collection, events by stream, and what answers have given to be sent back. */
export class Life {
  readonly ids = new Map<string, string[]>([['webhooks', ['register']]]);
  readonly events = new Map<string, Recorded[]>();
  readonly cursors: string[] = [];
  readonly positions: string[] = [];
  readonly tokens: string[] = [];
  /** Id of the job that writes a file. */
  exported = '';
  #made = 0;
  /** The newest group, its unit and the post that answers it: nobody has ended them yet. */
  #group = '';
  #unit = '';
  #post = '';
  #member = '';

  get group(): string {
    return this.#group;
  }

  get post(): string {
    return this.#post;
  }

  note(collection: string, id: string, events: readonly string[], fields: readonly string[] = []): void {
    // Who acts is to stay.
    if (/-1$/.test(id) && collection === 'accounts' && !id.startsWith('made-')) return;
    const ids = this.ids.get(collection) ?? [];
    // What was begun lately is not used up yet.
    if (!ids.includes(id)) this.ids.set(collection, [...ids.slice(-12), id]);
    if (events.length === 0) return;
    const stream = `${collection}/${id}`;
    const recorded = events.map((event) => ({ id: event, fields }));
    this.events.set(stream, [...(this.events.get(stream) ?? []).slice(-30), ...recorded]);
  }

  id(chance: Chance, collection: string): string {
    const ids = this.ids.get(collection) ?? ['lobby'];
    return chance.once(2) ? ids.at(-1)! : chance.pick(ids);
  }

  /** What was begun first of what is remembered, and may as well end. */
  oldest(collection: string): string {
    return this.ids.get(collection)?.[0] ?? 'lobby';
  }

  newId(): string {
    this.#made += 1;
    return `made-${this.#made}`;
  }

  /** A body for an operation that it may well accept: few fields or many, with the names of what is there. */
  body(chance: Chance, { fields = {}, required }: Operation, stream: string): Json {
    const body: Json = {};
    const event = chance.pick(this.events.get(stream) ?? [{ id: chance.uuid(), fields: [] }]);
    // What may be left out often excludes one another.
    const leftOut = chance.pick([1, 2, 4]);
    for (const [name, schema] of Object.entries(fields)) {
      if (!required.includes(name) && chance.once(name === 'words' ? 12 : leftOut)) continue;
      body[name] = this.#fitting(chance, name, schema, event);
    }
    return body;
  }

  #fitting(chance: Chance, name: string, schema: Schema, event: Recorded): unknown {
    if (name === 'ofEvent' || name === 'voice') return event.id;
    if (name === 'field') return event.fields[0] ?? 'title';
    if (name === 'fields') return event.fields;
    if (Object.hasOwn(fitting, name)) return fitting[name];
    const collection = collectionOfField[name];
    if (collection) {
      const id = this.id(chance, collection);
      return schema.type === 'array' ? [id] : id;
    }
    if (name === 'member') return this.#member;
    if (name === 'for') return 'post';
    if (['post', 'responsiblePost', 'of'].includes(name)) return this.#post;
    if (name === 'on') return day(-chance.below(3));
    if (schema.format === 'date' || schema.maxLength === 21) return day(chance.pick([-30, -1, 1, 30]));
    if (schema.enum) return chance.pick(schema.enum);
    if (schema.properties)
      return Object.fromEntries(
        Object.entries(schema.properties).map(([field, one]) => [field, this.#fitting(chance, field, one, event)]),
      );
    if (schema.type === 'array' && schema.items?.enum) return [chance.pick(schema.items.enum)];
    if (schema.type === 'boolean') return chance.once(2);
    return schema.examples?.[0] ?? 'Sanottu ääneen.';
  }

  /** A unit, a post, a group and what it does: something new to be hostile to, at several stations of its way. */
  *anew(): Generator<Step> {
    const by = 'administrator';
    const [unit, group, post] = [this.newId(), this.newId(), `post-${this.newId()}`];
    [this.#unit, this.#group, this.#post, this.#member] = [unit, group, post, `member-of-${group}`];
    const lang = 'fi';
    yield { by, name: 'EstablishUnit', id: unit, body: { words: { name: 'Palvelut' }, lang } };
    yield { by, name: 'NamePost', id: 'main', body: { code: post, unit, words: { label: 'Päällikkö' }, lang } };
    yield { by, name: 'HoldPost', id: unit, body: { post, account: 'head-1', from: day(-400) } };
    yield { by, name: 'FoundGroup', id: group, body: { kind: 'coDevelopment', unit, words: { name: 'Aula' }, lang } };
    yield { by, name: 'GrantRole', id: 'coordinator-1', body: { role: 'coordinator', group } };
    yield { by, name: 'GrantRole', id: 'client-1', body: { role: 'member', as: 'clientDeveloper', group } };
    yield { by, name: 'InviteAccount', id: this.newId(), body: { language: 'fi', name: 'Aino' } };
    const coordinator = 'coordinator';
    const member = { member: this.#member, role: 'clientDeveloper', name: 'Helka' };
    yield { by: coordinator, name: 'JoinGroup', id: group, body: member };
    yield { by: coordinator, name: 'PlanSeason', id: group, body: { season: 'autumn', words: { plan: 'Käynnit.' } } };
    yield* this.#speaking();
  }

  *#speaking(): Generator<Step> {
    const [head, coordinator, client] = ['head', 'coordinator', 'client'] as const;
    const [group, unit, post] = [this.#group, this.#unit, this.#post];
    const commission = { kind: 'task', groups: [group], unit, answerWantedBy: day(30), words: { title: 'Puhelin?' } };
    yield { by: head, name: 'IssueCommission', id: this.newId(), body: commission };
    const meeting = { group, kind: 'meeting' };
    const plan = { ...meeting, plannedFor: day(20) };
    yield { by: coordinator, name: 'PlanMeeting', id: this.newId(), body: plan };
    yield { by: coordinator, name: 'HoldMeeting', id: this.newId(), body: { ...meeting, words: { summary: 'Niin.' } } };
    const proposal = { group, unit, kind: 'idea', answerWanted: 'decision', lang: 'fi' };
    const words = { title: 'Iltavastaanotto', text: 'Kuuteen asti.' };
    const [said, received, decided, trial] = [this.newId(), this.newId(), this.newId(), this.newId()];
    for (const id of [trial, decided, received, said])
      yield { by: client, name: 'SubmitProposal', id, body: { ...proposal, words } };
    for (const id of [received, decided]) yield { by: head, name: 'ReceiveProposal', id, body: { post } };
    yield { by: head, name: 'DecideProposal', id: decided, body: { decision: 'accepted', words: { reason: 'Hyvä.' } } };
    yield {
      by: head,
      name: 'DecideProposal',
      id: trial,
      body: { decision: 'trial', words: { reason: 'Kokeillaan.' } },
    };
  }
}
