import { hash } from 'node:crypto';
import { type AnyEvent, account, interval, organisation, type Past, proposal, unit } from '#domain';
import type { Token } from '#vault';
import { type Context, dayOf } from './context.ts';
import { ORGANISATION } from './modules.ts';
import { proposalFacts } from './proposal-facts.ts';
import { ConfirmDecision } from './proposals/confirm-decision.ts';
import type { Command } from './use-case.ts';

const purpose = 'one-tap';
/** Milliseconds for which a link works. */
const worksFor = 30 * 24 * 3_600_000;

/** What a link is for: facts that lie with its token. */
interface LinkFacts {
  readonly proposal: string;
  /** The answer or follow-up that somebody wrote down. */
  readonly ofEvent: string;
}

/** A link that works: whose it is, and what it may confirm. */
export interface ConfirmationLink extends LinkFacts {
  readonly token: string;
  readonly id: string;
  readonly account: string;
  readonly expires: Date;
}

/**
 * Makes a link with which an account confirms an answer that somebody wrote down for it, and revokes earlier ones for the
 * same answer. The token stands nowhere afterwards but in the mail, so a mail that is sent again has another one.
 * @param of `ofEvent` is the answer or follow-up: what the waiting for a confirmation began with
 * @returns the token, which belongs behind `/link/`; undefined where there is nothing to confirm
 */
export async function issueConfirmationLink(
  context: Context,
  of: { readonly account: string; readonly proposal: string; readonly ofEvent: string },
): Promise<string | undefined> {
  const { vault, clock } = context;
  const { account: holder, proposal: itsProposal, ofEvent } = of;
  const said = await saidIn(context, of);
  if (!said?.heard || said.confirmed) return undefined;
  for (const { id, facts } of await vault.tokens.list(purpose, holder)) {
    const earlier = facts as LinkFacts;
    if (earlier.proposal === itsProposal && earlier.ofEvent === ofEvent) await vault.tokens.revoke(id);
  }
  const facts: LinkFacts = { proposal: itsProposal, ofEvent };
  const now = clock.now();
  const issued = { purpose, holder, facts, expires: new Date(now + worksFor), now: new Date(now) };
  return (await vault.tokens.issue(issued)).token;
}

/** Undefined when it is unknown, used up, revoked or expired: nobody is told which. Changes nothing. */
export async function lookAtLink({ vault, clock }: Context, token: string): Promise<ConfirmationLink | undefined> {
  const found = await vault.tokens.look(purpose, token, new Date(clock.now()));
  return found && linkOf(found, token);
}

function linkOf({ id, holder, facts, expires }: Token, token: string): ConfirmationLink {
  return { ...(facts as LinkFacts), token, id, account: holder, expires: expires! };
}

/** Uses the link up. */
export async function useUpLink({ vault, clock }: Context, { token }: ConfirmationLink): Promise<void> {
  await vault.tokens.take(purpose, token, new Date(clock.now()));
}

async function saidIn(context: Context, { proposal: id, ofEvent }: LinkFacts) {
  const { state } = await context.streams.load(proposal, id);
  if (state.status === 'none') return undefined;
  return [...state.answers, ...state.followUps].find(({ event }) => event === ofEvent);
}

/** Whether the account holds the post on this day, also as a deputy. What was said last of a holding stands. */
async function holds(context: Context, accountId: string, post: string): Promise<boolean> {
  const today = dayOf(context.clock.now());
  const { state: itsOrganisation } = await context.streams.load(organisation, ORGANISATION);
  const ofUnit = itsOrganisation.posts.get(post)?.unit;
  if (ofUnit === undefined) return false;
  const [{ state: itsUnit }, { state: itsAccount }] = await Promise.all([
    context.streams.load(unit, ofUnit),
    context.streams.load(account, accountId),
  ]);
  if (itsUnit.status === 'none' || itsAccount.status === 'disabled' || itsAccount.status === 'forgotten') return false;
  const own = itsUnit.holdings.filter((one) => one.post === post && one.account === accountId);
  const last = new Map(own.map((one) => [one.from, one]));
  return [...last.values()].some(
    ({ from, to }) => interval(from).first <= today && (to === undefined || interval(to).last >= today),
  );
}

/** The post as which the account confirms: the one that said it or, where none was named, one of the unit that answers. */
async function postOf(
  context: Context,
  link: ConfirmationLink,
  named: string | undefined,
): Promise<string | undefined> {
  const { state } = await context.streams.load(proposal, link.proposal);
  if (state.status === 'none') return undefined;
  const { unitsOf } = await proposalFacts(context, link.proposal, { by: {} });
  const answering = [...unitsOf].flatMap(([post, units]) => (units.includes(state.unit) ? [post] : []));
  for (const post of named === undefined ? answering.sort() : [named])
    if (await holds(context, link.account, post)) return post;
  return undefined;
}

/** What a reader of the link is shown: a text that is gone is null, one that never was is missing. */
export interface SaidByYou {
  /** What people call the post; null when that was removed. */
  readonly post: string | null;
  readonly on: string | undefined;
  /** Who wrote it down: the account, its name where it is known, and whether as a coordinator. */
  readonly writtenBy: { readonly name?: string; readonly coordinator: boolean };
  readonly outcome: { readonly decision: string } | { readonly reply: string } | { readonly changed: string };
  readonly dates: { readonly byWhen?: string; readonly untilWhen?: string; readonly next?: string };
  readonly title: string | null | undefined;
  readonly texts: Readonly<Record<string, string | null>>;
}

/** Where a link leads now. */
export type LinkLeadsTo =
  | { readonly to: 'confirm'; readonly said: SaidByYou; readonly confirmation: Command<object> }
  /** What was said was recorded in error. */
  | { readonly to: 'gone' }
  | { readonly to: 'already' }
  | { readonly to: 'notYours' };

/** What the link would confirm, as it stands in the log and the vault now; the command is the same however often it is asked for. */
export async function followLink(context: Context, link: ConfirmationLink): Promise<LinkLeadsTo> {
  const { events } = await context.streams.load(proposal, link.proposal);
  const said = await saidIn(context, link);
  const command = uuidOf(link.id);
  // Pressed twice, the second press finds what the first has just recorded, and is answered like it.
  const byAnother = events.some(({ id, metadata }) => id === said?.confirmed?.event && metadata.command !== command);
  if (!said) return { to: 'gone' };
  if (byAnother) return { to: 'already' };
  const post = await postOf(context, link, said.post);
  if (post === undefined) return { to: 'notYours' };
  const body = { ofEvent: link.ofEvent, post };
  const confirmation = new ConfirmDecision.command(link.proposal, body, {
    command,
    correlation: command,
    // The link opens nothing but this one answer, and that the post is the one which gave it the domain asks itself.
    rights: { account: link.account, capacities: [{ kind: 'management', post, units: 'all' }] },
  });
  return { to: 'confirm', said: await saidByYou(context, link, post, events), confirmation };
}

type Words = Readonly<Record<string, string | null>>;

async function saidByYou(
  context: Context,
  { ofEvent }: LinkFacts,
  post: string,
  events: readonly Past<AnyEvent>[],
): Promise<SaidByYou> {
  const event = events.find((one) => one.id === ofEvent)!;
  const titled = events.findLast(({ words }) => Object.hasOwn(words, 'title'));
  const { events: ofOrganisation } = await context.streams.load(organisation, ORGANISATION);
  const named = ofOrganisation.findLast(({ type, data }) => type === 'PostNamed' && data.code === post);
  const kept = await context.vault.words.read([event, titled, named].flatMap((one) => (one ? [one.id] : [])));
  const textOf = (of: string, field: string): string | null => {
    const versions = kept.get(of)?.[field] ?? [];
    const shown = versions.findLast(({ by }) => by === 'cleaned') ?? versions.find(({ by }) => by === 'original');
    return shown?.text ?? null;
  };
  const texts: Words = Object.fromEntries(Object.keys(event.words).map((field) => [field, textOf(event.id, field)]));
  const { recordedBy, by, occurredOn } = event.metadata;
  const name = (await context.vault.people.read([recordedBy])).get(recordedBy)?.name;
  const { decision, reply, changed, byWhen, untilWhen, next } = event.data as Readonly<Record<string, string>>;
  return {
    post: named ? textOf(named.id, 'label') : post,
    on: occurredOn,
    writtenBy: { ...(name !== undefined && { name }), coordinator: by?.role === 'coordinator' },
    outcome: decision ? { decision } : reply ? { reply } : { changed: changed! },
    dates: { ...(byWhen && { byWhen }), ...(untilWhen && { untilWhen }), ...(next && { next }) },
    title: titled && textOf(titled.id, 'title'),
    texts,
  };
}

/** A UUID (version 8: of our own making) that is always the same for the same link. */
function uuidOf(id: string): string {
  const digits = hash('sha256', `${purpose} ${id}`);
  const variant = ((Number.parseInt(digits.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(18, 20)}-${digits.slice(20, 32)}`;
}
