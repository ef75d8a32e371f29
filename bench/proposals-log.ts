import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type EventStore, type EventToAppend, openEventStore } from '#event-store';

/** A log for benches: the stories of many proposals, day by day, in a county of some units and groups. */

const UNITS = 40;
const GROUPS = 200;
/** How many days the log goes over. */
export const DAYS = 2_000;

let made = 0;
function uuid(): string {
  made += 1;
  return `0197c2a4-${String(made % 10_000).padStart(4, '0')}-7000-8000-${made.toString(16).padStart(12, '0')}`;
}

const dayOf = (number: number): string =>
  new Date(Date.UTC(2021, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);

export function event(
  type: string,
  data: object,
  day: number,
  by: object = { post: `post-${day % 50}` },
): EventToAppend {
  const on = dayOf(day);
  const [command, digest] = [uuid(), 'z'.repeat(43)];
  const words = type === 'ProposalSubmitted' ? { words: { title: digest, text: digest } } : {};
  const metadata = {
    occurredOn: on,
    recordedAt: `${on}T09:00:00.000Z`,
    by,
    recordedBy: 'account-1',
    command,
    digest,
    correlation: command,
    lang: 'fi',
    ...words,
  };
  return { id: uuid(), type, data, metadata };
}

/** What happens to one proposal, and on which days after its submission; every third still waits for something. */
function story(number: number, begin: number): { day: number; event: EventToAppend }[] {
  const member = { role: 'clientDeveloper', group: `group-${number % GROUPS}` };
  const submitted = event(
    'ProposalSubmitted',
    {
      group: `group-${number % GROUPS}`,
      unit: `unit-${number % UNITS}`,
      origin: 'own',
      kind: 'idea',
      answerWanted: 'decision',
      theme: `theme-${number % 12}`,
    },
    begin,
    member,
  );
  const decided = event(
    'ProposalDecided',
    {
      decision: number % 2 ? 'accepted' : 'rejected',
      post: `post-${number % 50}`,
      byWhen: dayOf(begin + 200),
      reasonCodes: ['money'],
    },
    begin + 60,
  );
  const told = event('AnswerTold', { ofEvent: decided.id, how: 'meeting' }, begin + 70, member);
  const followUp = event('FollowUpRecorded', { changed: 'yes' }, begin + 190);
  const toldAgain = event('AnswerTold', { ofEvent: followUp.id, how: 'meeting' }, begin + 200, member);
  const all = [
    { day: begin, event: submitted },
    {
      day: begin + 5,
      event: event('ProposalReceived', { post: `post-${number % 50}`, estimate: dayOf(begin + 60) }, begin + 5),
    },
    { day: begin + 60, event: decided },
    { day: begin + 70, event: told },
    { day: begin + 75, event: event('TellingConfirmed', { ofEvent: told.id, how: 'meeting' }, begin + 75, member) },
    { day: begin + 76, event: event('GroupResponded', { view: 'satisfied', present: 8 }, begin + 76, member) },
    { day: begin + 190, event: followUp },
    { day: begin + 200, event: toldAgain },
  ];
  return number % 3 === 0 ? all.slice(0, 2 + (number % 6)) : all;
}

/** Fills a store with the stories of so many proposals, each day's events after those of the day before. */
async function fill(store: EventStore, proposals: number): Promise<void> {
  for (let unit = 0; unit < UNITS; unit += 1) {
    const parent = unit === 0 ? {} : { parent: `unit-${Math.floor((unit - 1) / 6)}` };
    await store.append(
      `unit-unit-${unit}`,
      [
        event('UnitEstablished', parent, 0),
        event('PromiseSet', { counting: 'working', receive: 10, decide: 60, tell: 14, from: dayOf(0) }, 0),
      ],
      0,
    );
  }
  for (let group = 0; group < GROUPS; group += 1)
    await store.append(
      `group-group-${group}`,
      [event('GroupFounded', { kind: 'coDevelopment', unit: `unit-${group % UNITS}` }, 0)],
      0,
    );
  const days: { stream: string; version: number; event: EventToAppend }[][] = [];
  for (let number = 0; number < proposals; number += 1) {
    const begin = Math.floor((number / proposals) * DAYS);
    for (const [version, { day, event: one }] of story(number, begin).entries()) {
      days[day] ??= [];
      days[day].push({ stream: `proposal-p-${number}`, version, event: one });
    }
  }
  for (const today of days) {
    const appends = (today ?? []).map(({ stream, version, event: one }) => store.append(stream, [one], version));
    await Promise.all(appends);
  }
}

/** Fills the log of a folder in a process of its own, so that what that takes is not counted with what is measured. */
export async function fillFolder(folder: string, proposals: number): Promise<void> {
  const [status] = await once(fork(import.meta.filename, [folder, String(proposals)]), 'exit');
  if (status !== 0) throw new Error(`The log in ${folder} could not be filled.`);
}

if (process.argv[1] === import.meta.filename) {
  const store = await openEventStore({ kind: 'sqlite', folder: process.argv[2]! });
  await fill(store, Number(process.argv[3]));
  await store.close();
}
