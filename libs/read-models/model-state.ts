import type { Position } from '#event-store';
import { ReadModelUnavailable } from './errors.ts';
import type { Failure } from './folding.ts';

/** How far a build is: events folded, of how many, a second, and how many seconds are left. */
export interface Progress {
  readonly models: readonly string[];
  readonly done: number;
  readonly of: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

export interface ModelState {
  readonly name: string;
  readonly version: number;
  state: 'building' | 'live' | 'stopped';
  position: Position | undefined;
  building: Progress | undefined;
  stopped: Failure | undefined;
}

/** What one commit of the read models changed. */
export interface Change {
  readonly position: Position;
  readonly streams: readonly string[];
}

/** Why there is nothing to read; undefined: there is. */
export function whyUnreadable({ name, state, stopped, building }: ModelState): ReadModelUnavailable | undefined {
  if (state === 'stopped') {
    const sentence = `The read model ${name} has stopped at ${stopped?.type} (${stopped?.position}).`;
    return new ReadModelUnavailable('read-model.stopped', sentence, 60);
  }
  if (state !== 'building') return undefined;
  const left = Math.max(1, Math.ceil(building?.secondsLeft ?? 1));
  const sentence = `The read model ${name} is being built; about ${left} seconds are left.`;
  return new ReadModelUnavailable('read-model.building', sentence, left);
}
