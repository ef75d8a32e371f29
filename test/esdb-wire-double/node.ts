import { setTimeout as sleep } from 'node:timers/promises';
import type grpc from '@grpc/grpc-js';
import { type Faults, happens } from './faults.ts';
import type { Log } from './log.ts';
import { type Refusal, refusals } from './refusal.ts';

export const methods = [
  'append',
  'batchAppend',
  'read',
  'subscribe',
  'delete',
  'tombstone',
  'supportedMethods',
  'gossip',
] as const;
export type Method = (typeof methods)[number];

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What all calls of one running server work with. */
export interface Node {
  readonly log: Log;
  readonly faults: Faults;
  /** How often each method was called, let in or not. */
  readonly calls: Record<Method, number>;
  readonly credentials: Credentials | undefined;
  readonly host: string;
  /** Id of this run of the server. */
  readonly instance: string;
  /** Known once the server listens. */
  port: number;
  /** Ends each open subscription with a refusal. */
  readonly subscriptions: Set<(refusal: Refusal) => void>;
}

/**
 * Counts a call and lets it in. False: it is never to be answered.
 * @throws Refusal when it may not, or when a fault is switched on.
 */
export function admit(at: Node, method: Method, metadata: grpc.Metadata): boolean {
  at.calls[method] += 1;
  if (happens(at.faults, 'hang')) return false;
  if (happens(at.faults, 'unavailable')) throw refusals.unavailable();
  checkCredentials(at.credentials, metadata);
  const demandsLeader = metadata.get('requires-leader')[0] === 'true';
  if (demandsLeader && happens(at.faults, 'notLeader')) throw refusals.notLeader(at.host, at.port);
  return true;
}

/** A caller without a name is nobody, who may do nothing; one with a wrong password is an impostor. */
function checkCredentials(wanted: Credentials | undefined, metadata: grpc.Metadata): void {
  if (!wanted) return;
  const given = metadata.get('authorization')[0];
  if (given === undefined) throw refusals.accessDenied();
  const right = Buffer.from(`${wanted.username}:${wanted.password}`).toString('base64');
  if (given !== `Basic ${right}`) throw refusals.unauthenticated();
}

/** Answers what was stored, unless a fault says that the answer is lost. False: never answer. @throws Refusal */
export async function mayAnswer(at: Node): Promise<boolean> {
  if (at.faults.answerDelay > 0) await sleep(at.faults.answerDelay);
  if (happens(at.faults, 'replyWithheld')) return false;
  if (happens(at.faults, 'replyLost')) throw refusals.unavailable();
  return true;
}
