/**
 * The thread that counts. It holds a few snapshots of all proposals in memory and answers from them; a snapshot that is not there is
 * made while whoever asks is told how far it is, and asks again. Nothing is begun before somebody asks.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type EventStoreSettings, openEventStore } from '#event-store';
import { openVault, type VaultSettings } from '#vault';
import { giveUp, patiently } from '../patience.ts';
import { answerTo, needsTexts } from './answers.ts';
import type { Answered, Making, Question } from './questions.ts';
import { Abandoned, Snapshots } from './snapshots.ts';

export interface CountingData {
  readonly store: EventStoreSettings;
  readonly vault: VaultSettings;
}

export type ToCounting = { readonly ask: number; readonly question: Question } | 'stop';
export interface FromCounting {
  readonly answered: number;
  readonly result: Answered | { readonly failed: string };
}

/** Milliseconds after which whoever asks is told how far it is, and after which nobody is thought to wait any longer. */
const patience = 800;
const interest = 8_000;

const port = parentPort!;
const { store: storeSettings, vault: vaultSettings } = workerData as CountingData;
const store = await patiently(() => openEventStore({ ...storeSettings, readOnly: true }));
const vault = await patiently(() => openVault({ ...vaultSettings, readOnly: true }));
const snapshots = new Snapshots(store, vault.words);

/** When somebody asked last about a day and place, so that what nobody waits for is not made to its end. */
const askedAt = new Map<string, number>();
/** Questions that nobody has begun to work at. Whoever asks one again, as while it is being made, waits for the same work. */
const waiting = new Map<string, Promise<Answered>>();
let making: Making = { done: 0, of: 0 };
let stopped = false;
/** One after another: two makings at once would take twice the memory and no less time. */
let queue: Promise<unknown> = Promise.resolve();

const cutOf = ({ cut }: Question): string => `${cut.on} ${cut.at ?? ''}`;
const isWanted = (cut: string): boolean => performance.now() - (askedAt.get(cut) ?? 0) <= interest;

async function work(question: Question): Promise<Answered> {
  const { at } = question.cut;
  if (at !== undefined && at !== 'beginning' && !(await snapshots.isThere(at)))
    return { refused: 'at must be a place in the log: one that an answer named.' };
  const made = await snapshots.of(question.cut, needsTexts(question), (progress) => {
    making = progress;
    if (stopped || !isWanted(cutOf(question))) throw new Abandoned();
  });
  return { at: made.at, answer: answerTo(made, question) };
}

/** What was recorded before somebody asked is in their answer, so nobody joins work that has begun. */
function begin(question: Question, key: string): Promise<Answered> {
  const worked = queue
    .then(() => {
      waiting.delete(key);
      return work(question);
    })
    .catch((error: unknown): Answered => {
      if (error instanceof Abandoned) return { making };
      throw error;
    });
  queue = worked.catch(() => {});
  waiting.set(key, worked);
  return worked;
}

async function answer(question: Question): Promise<Answered> {
  for (const cut of askedAt.keys()) if (!isWanted(cut)) askedAt.delete(cut);
  askedAt.set(cutOf(question), performance.now());
  const key = JSON.stringify(question);
  const late = new Promise<Answered>((resolve) => setTimeout(() => resolve({ making }), patience).unref());
  return Promise.race([waiting.get(key) ?? begin(question, key), late]);
}

port.on('message', (message: ToCounting) => {
  if (message === 'stop') {
    stopped = true;
    giveUp();
    void queue.then(() => Promise.all([store.close(), vault.close()])).finally(() => port.close());
    return;
  }
  const say = (result: FromCounting['result']) => port.postMessage({ answered: message.ask, result });
  answer(message.question).then(say, (error: Error) => say({ failed: `${error.name}: ${error.message}` }));
});
