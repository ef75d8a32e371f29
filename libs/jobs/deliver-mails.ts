import { randomUUID } from 'node:crypto';
import { composeMail, DeliveryError, type MailMatter, type MailReading } from '#delivery';
import { proposal } from '#domain';
import { dayOf, issueConfirmationLink, type MailChoice, mailRecipient } from '#use-cases';
import type { Job, Workplace } from './job.ts';

const minute = 60_000;
/** Nobody else takes a row so long. A mail that has not left is given up well before. */
const lease = 5 * minute;
/** As many as there are connections to the server, so that none waits for another while its lease runs. */
const atOnce = 5;
const longestPause = 6 * 60 * minute;
/** Milliseconds, from when it was put into the outbox, in which a mail may leave. Then it is old news, and the inbox has it. */
const mayLeaveFor = 3 * 24 * 60 * minute;
/** What a retry that somebody asked for leaves as outcome: that mail is tried once more, however old it is. */
const askedAgain = 'asked-again';

export const deliverMailsJob: Job = {
  name: 'deliver-mails',
  everyMinutes: 1,
  summary: 'Sends the mails that wait in the outbox, and tries again what did not leave.',
  async run(at, signal) {
    if (!at.delivery.mail.configured) return;
    const { clock, vault } = at.context;
    while (!signal.aborted) {
      const now = clock.now();
      const taken = await vault.deliveries.take('mail', new Date(now), new Date(now + lease), atOnce);
      if (taken.length === 0) return;
      const settled = await Promise.allSettled(taken.map((row) => sendAndSettle(at, row)));
      for (const one of settled) if (one.status === 'rejected') throw one.reason;
    }
  },
};

export type DeliveryRow = Awaited<ReturnType<Workplace['context']['vault']['deliveries']['take']>>[number];

/** What became of one try; `waiting`: another may succeed. */
interface Tried {
  readonly state: 'done' | 'waiting' | 'failed' | 'dropped';
  readonly outcome: string;
}

/**
 * Between the server's answer and the settling a process may end: then the mail is sent once more when the lease has run out, under
 * the same Message-ID. The other order would lose mails.
 */
async function sendAndSettle(at: Workplace, row: DeliveryRow): Promise<void> {
  const { clock, vault } = at.context;
  const old = clock.now() - row.createdAt.getTime() >= mayLeaveFor;
  const tried = old && row.outcome !== askedAgain ? tooLate : await send(at, row.to, row.id, row.facts as MailMatter);
  const state = tried.state === 'waiting' && old ? 'failed' : tried.state;
  const settledAt = clock.now();
  await vault.deliveries.settle(row.id, {
    state,
    outcome: tried.outcome,
    at: new Date(settledAt),
    ...(state === 'waiting' && { nextAt: new Date(settledAt + pauseAfter(row.attempts)) }),
  });
  if (state !== 'done') at.log({ delivery: row.id, outcome: tried.outcome }, sentences[state]);
}

const tooLate: Tried = { state: 'dropped', outcome: 'too-late' };

const sentences = {
  waiting: 'a mail did not leave and is tried again',
  failed: 'a mail did not leave and is not tried again',
  dropped: 'a mail was dropped',
} as const;

/** Twice as long each time from one minute on; spread, so that what failed together does not come back together. */
const pauseAfter = (attempts: number): number =>
  Math.min(minute * 2 ** (attempts - 1), longestPause) * (0.75 + Math.random() / 2);

const choices = { ReminderSent: 'reminders', DigestSent: 'digest', Test: undefined } as const;

/** Address and language are those of this moment: whoever was forgotten, or wants no mails any more, gets none. */
async function send(at: Workplace, to: string, messageId: string, matter: MailMatter): Promise<Tried> {
  const { context, delivery } = at;
  const choice: MailChoice | undefined = choices[matter.type];
  const recipient = await mailRecipient(context, to, choice);
  if (!recipient.reached) return { state: 'dropped', outcome: recipient.because };
  const mail = composeMail(matter, {
    lang: recipient.language,
    baseUrl: delivery.baseUrl,
    today: dayOf(context.clock.now()),
    ...(await kindOf(context, matter)),
    ...(await confirmation(at, to, matter)),
  });
  try {
    await delivery.mail.send({ ...mail, to: recipient.address, messageId });
    return { state: 'done', outcome: 'accepted' };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { state: error.kind === 'permanent' ? 'failed' : 'waiting', outcome: error.code };
  }
}

async function kindOf({ streams }: Workplace['context'], matter: MailMatter): Promise<Pick<MailReading, 'kind'>> {
  if (matter.type !== 'ReminderSent' || matter.data.proposal === undefined) return {};
  const { state } = await streams.load(proposal, matter.data.proposal);
  return state.status === 'none' ? {} : { kind: state.kind };
}

/** The link of a mail that asks somebody to confirm an answer; each sending has its own, and the one before works no more. */
async function confirmation(
  { context, delivery }: Workplace,
  account: string,
  matter: MailMatter,
): Promise<Pick<MailReading, 'confirmAt'>> {
  if (matter.type !== 'ReminderSent' || matter.data.what !== 'decisionConfirmation') return {};
  const { proposal: of, sinceEvent: ofEvent } = matter.data;
  if (delivery.baseUrl === undefined || of === undefined) return {};
  const token = await issueConfirmationLink(context, { account, proposal: of, ofEvent });
  return token === undefined ? {} : { confirmAt: `${delivery.baseUrl}/link/${token}` };
}

/** What a test mail came to: `accepted` by the mail server, or why not. */
export const testMail = async (at: Workplace, to: string): Promise<Tried> => {
  const tried = await send(at, to, `test-${randomUUID()}`, { type: 'Test' });
  return tried.state === 'waiting' ? { ...tried, state: 'failed' } : tried;
};

/**
 * Lets something of the outbox be tried again at once, however old it is. What is being sent, or is tried within five minutes
 * anyway, is left alone, so that it does not leave twice. @returns undefined when there is no such delivery
 */
export async function retryDelivery({ context }: Workplace, id: string): Promise<DeliveryRow | undefined> {
  const { clock, vault } = context;
  const read = async () => (await vault.deliveries.list({ id, limit: 1 }))[0];
  const row = await read();
  const now = clock.now();
  const soon = row?.state === 'waiting' && (row.nextAt?.getTime() ?? 0) <= now + lease;
  if (!row || row.state === 'done' || soon) return row;
  await vault.deliveries.settle(id, {
    state: 'waiting',
    outcome: askedAgain,
    at: new Date(now),
    nextAt: new Date(now),
  });
  return read();
}
