import { atConsole, type Rights, rowOf } from '#permissions';
import {
  acceptInvitation,
  askForLink,
  beginSession,
  issueApiToken,
  issueInvitation,
  signInWithPassword,
} from '#sign-in';
import { carryOut, joinAccount } from '#use-cases';
import { mark } from '../planted-sentences.ts';
import { anyone, sessionIn, stepIn, withSecondFactor } from '../signing-in.ts';
import type { Chance } from './chance.ts';
import type { FuzzedServer } from './fuzzed-server.ts';
import type { Headers, Life } from './life.ts';

/** In every sentence of the closed group, which few may read. */
export const closedMark = 'suljettuK4w8Z1pt';
const closed = `Ryhmän oma "${mark}" asia, ${closedMark}.`;

/** Things of a group whose circle nobody of this life belongs to, by collection. */
export const closedIds: Readonly<Record<string, string>> = {
  groups: 'closed-group',
  proposals: 'closed-proposal',
  meetings: 'closed-meeting',
  commissions: 'closed-commission',
};

/** Accounts that act, each with what it may everywhere; nobody ends them, because no other request knows their ids. */
const roles: Readonly<Record<string, readonly object[]>> = {
  'head-1': [],
  'coordinator-1': [],
  'client-1': [],
  'admin-1': [{ role: 'administrator' }],
  'clerk-1': [{ role: 'dataProtectionOfficer' }],
  'analyst-1': [{ role: 'analyst', readsWords: true }],
  'counter-1': [{ role: 'analyst' }],
  'reader-1': [{ role: 'reader' }],
  'stranger-1': [],
};

/** May read all words wherever they are. */
const wide = ['admin-1', 'clerk-1', 'analyst-1'];

/** Of somebody who comes in by the pages, and what opens them; good until somebody has used it up. */
export interface Visitor {
  readonly account: string;
  readonly address: string;
  readonly password: string;
  readonly session: string;
  readonly invitation: string;
  readonly link: string;
  readonly step: string;
}

/** Everybody who asks, and everything by which they are known. */
export class People {
  readonly #server: FuzzedServer;
  readonly #life: Life;
  /** What opens everything. */
  readonly #wide = new Set<string>();
  #visitors = 0;
  visitor!: Visitor;
  readonly tokens = new Map<string, string>();
  readonly sessions = new Map<string, string>();
  readonly links: string[] = [];

  constructor(server: FuzzedServer, life: Life) {
    this.#server = server;
    this.#life = life;
    this.#opensAll(server.token);
  }

  /** Makes the accounts, their tokens, and a group of which nobody of them is. */
  async arrive(): Promise<void> {
    const { context } = this.#server.house;
    for (const [id, given] of Object.entries(roles)) {
      await this.#give('InviteAccount', id, { name: `Aino ${id}`, language: 'fi', address: `${id}@example.fi` });
      await joinAccount(context, id);
      for (const role of given) await this.#give('GrantRole', id, role);
      const expires = new Date(context.clock.now() + 24 * 3_600_000);
      const scopes = ['read', 'record', 'export'];
      const { token } = await issueApiToken(context, id, { name: 'fuzz', scopes, expires });
      this.tokens.set(id, this.#secret(token));
      if (wide.includes(id)) this.#opensAll(token);
    }
    await this.#closedGroup();
    await this.#seen();
  }

  /** Makes sessions, a link into the newest group and somebody new, in place of what the requests have ended. */
  async comeAnew(): Promise<void> {
    const { context } = this.#server.house;
    for (const id of ['coordinator-1', 'admin-1', 'stranger-1']) {
      const { token } = await beginSession(context, id, { how: 'password', userAgent: 'Fuzz/1.0' });
      this.sessions.set(id, this.#secret(token));
      if (wide.includes(id)) this.#opensAll(token);
    }
    const link = { link: `door-${this.#visitors}` };
    const { secret } = await this.#give('IssueLink', this.#life.group, link);
    this.links.splice(0, 1, this.#secret(secret!));
    await this.#newVisitor();
    await this.#seen();
  }

  async #newVisitor(): Promise<void> {
    const { context } = this.#server.house;
    this.#visitors += 1;
    const account = `visitor-${this.#visitors}`;
    const [address, password] = [`${account}@example.fi`, this.#secret(`kolme rusakkoa ja ${account}`)];
    const invite = (id: string, to: string) =>
      this.#give('InviteAccount', id, { name: 'Väinö', language: 'fi', address: to });
    await invite(account, address);
    const came = await acceptInvitation(context, (await issueInvitation(context, account)).token, { password }, anyone);
    const session = sessionIn(came);
    const link = (await askForLink(context, address))!.token;
    // Somebody else has a second factor, and has passed the first step.
    const other = `${account}-other`;
    await invite(other, `other-${address}`);
    const first = await acceptInvitation(context, (await issueInvitation(context, other)).token, { password }, anyone);
    const { secret } = await withSecondFactor(context, sessionIn(first));
    const passed = await signInWithPassword(context, { address: `other-${address}`, password }, anyone);
    const step = stepIn(passed, 'code');
    this.#secret(secret);
    const invited = `${account}-invited`;
    await invite(invited, `invited-${address}`);
    const { token: invitation } = await issueInvitation(context, invited);
    for (const one of [session.token, link, step, invitation]) this.#secret(one);
    this.visitor = { account, address, password, session: session.token, invitation, link, step };
  }

  async #closedGroup(): Promise<void> {
    const [unit, group] = ['closed-unit', closedIds.groups!];
    const lang = 'fi';
    await this.#give('EstablishUnit', unit, { words: { name: 'Muu yksikkö' }, lang });
    await this.#give('FoundGroup', group, { kind: 'coDevelopment', unit, words: { name: 'Muu ryhmä' }, lang });
    const reach = { kind: 'coordinator', group, groups: [group] } as const;
    const rights: Rights = { account: 'closed-1', capacities: [reach] };
    const give = (name: string, id: string, body: object) =>
      carryOut(this.#server.house.context, rights, [name, id, body]);
    await give('JoinGroup', group, { member: 'closed-member', role: 'clientDeveloper', name: closed });
    await give('HoldMeeting', closedIds.meetings!, { group, kind: 'meeting', words: { summary: closed }, lang });
    const task = { kind: 'task', groups: [group], unit, words: { title: closed }, lang };
    await this.#give('IssueCommission', closedIds.commissions!, task);
    const proposal = { group, unit, kind: 'idea', answerWanted: 'decision', words: { title: closed, text: closed } };
    await give('SubmitProposal', closedIds.proposals!, { ...proposal, lang });
  }

  /** Whoever comes with one of these may read what the closed group said. */
  readsAll(headers: Readonly<Record<string, string | readonly string[]>>): boolean {
    const said = Object.values(headers).join('\n');
    return [...this.#wide].some((secret) => said.includes(secret));
  }

  #bearer = (id: string): Headers => ({ authorization: `Bearer ${this.tokens.get(id)}` });

  /** As a browser would send it from one of our own pages. */
  #signedIn = (id: string): Headers => ({
    cookie: `kierto=${this.sessions.get(id)}`,
    'sec-fetch-site': 'same-origin',
  });

  get administrator(): Headers {
    return { 'x-kierto-token': this.#server.token };
  }
  get head(): Headers {
    return this.#bearer('head-1');
  }
  get coordinator(): Headers {
    return this.#bearer('coordinator-1');
  }
  get client(): Headers {
    return this.#bearer('client-1');
  }

  /** Who may do the most that there is to do. */
  get working(): readonly Headers[] {
    return [this.head, this.coordinator, this.client, this.administrator, this.#signedIn('coordinator-1')];
  }

  /** Somebody who is known by a token or a session; mostly one that may do it somewhere, if it is said what. */
  actor(chance: Chance, operation?: { readonly name: string }): Headers {
    const may = operation ? this.#whoMay(operation.name) : [];
    if (may.length > 0 && !chance.once(4)) return chance.pick(may);
    return chance.pick(chance.once(5) ? this.others : this.working);
  }

  /** Whoever may do this to something. */
  #whoMay(operation: string): readonly Headers[] {
    const known: Readonly<Record<string, Headers>> = {
      administrator: this.administrator,
      dataProtectionOfficer: this.#bearer('clerk-1'),
      management: this.head,
      coordinator: this.coordinator,
      member: this.client,
      analyst: this.#bearer('analyst-1'),
      account: this.coordinator,
    };
    return Object.keys(rowOf(operation)).flatMap((kind) => (known[kind] ? [known[kind]] : []));
  }

  /** Whoever may little, or only look. */
  get others(): readonly Headers[] {
    const looking = ['admin-1', 'clerk-1', 'analyst-1', 'counter-1', 'reader-1'].map(this.#bearer);
    return [...looking, this.#signedIn('admin-1'), ...this.strangers];
  }

  /** Whoever has nothing to do with the closed group. */
  get strangers(): readonly Headers[] {
    const link = this.links.map((token) => ({ authorization: `Bearer ${token}` }));
    return [{}, this.#bearer('stranger-1'), this.#signedIn('stranger-1'), ...link];
  }

  /** Whoever is nowhere near the closed group, also those who may much elsewhere. */
  get outside(): readonly Headers[] {
    return [...this.strangers, this.head, this.coordinator, this.client];
  }

  #give(name: string, id: string, body: object) {
    return carryOut(this.#server.house.context, atConsole, [name, id, body]);
  }

  #secret(text: string): string {
    this.#server.secrets.add(text);
    return text;
  }

  #opensAll(text: string): void {
    this.#wide.add(this.#secret(text));
  }

  async #seen(): Promise<void> {
    const { store, reads } = this.#server.house;
    const head = await store.head();
    if (head) await reads.waitFor(head.position, 10_000, ['rights', 'organisation']);
  }
}
