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

/** By what is asked of the log when somebody asked last, so that what nobody waits for is not made to its end. */
const askedAt = new Map<string, number>();
let making: Making = { done: 0, of: 0 };
let stopped = false;
/** One after another: two makings at once would take twice the memory and no less time. */
let queue: Promise<unknown> = Promise.resolve();

const keyOf = ({ cut }: Question): string => `${cut.on} ${cut.at ?? ''}`;

async function work(question: Question): Promise<Answered> {
  const { at } = question.cut;
  if (at !== undefined && at !== 'beginning' && !(await snapshots.isThere(at)))
    return { refused: 'at must be a place in the log: one that an answer named.' };
  const made = await snapshots.of(question.cut, needsTexts(question), (progress) => {
    making = progress;
    if (stopped || performance.now() - (askedAt.get(keyOf(question)) ?? 0) > interest) throw new Abandoned();
  });
  return { at: made.at, answer: answerTo(made, question) };
}

async function answer(question: Question): Promise<Answered> {
  askedAt.set(keyOf(question), performance.now());
  const worked = queue.then(() => work(question));
  queue = worked.catch(() => {});
  const late = new Promise<Answered>((resolve) => setTimeout(() => resolve({ making }), patience).unref());
  return Promise.race([
    worked.catch((error: unknown) => {
      if (error instanceof Abandoned) return { making };
      throw error;
    }),
    late,
  ]);
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
