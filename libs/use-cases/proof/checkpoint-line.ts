import { shapes } from '#domain';
import type { Proof } from './chain.ts';

const LINE = /^(\d{4}-\d{2}-\d{2}) events ([1-9]\d{0,14}) hash ((?: ?[0-9a-f]){64}) event ([0-9a-f-]{36})$/;

/** A proof as one line that can be printed, read aloud and typed: `2026-03-05 events 1234 hash 9f86 d081 … event 0197c2a4-…`. */
export const lineOf = ({ day, count, hash, event }: Proof): string =>
  `${day} events ${count} hash ${hash.match(/.{4}/g)!.join(' ')} event ${event}`;

/** Undefined when it is no such line. How it was broken and spaced in the minutes, and in which case, does not matter. */
export function proofIn(line: string): Proof | undefined {
  const [, day, count, hash, event] = LINE.exec(line.trim().replace(/\s+/g, ' ').toLowerCase()) ?? [];
  if (!shapes.day.accepts(day) || !shapes.eventId.accepts(event)) return undefined;
  return { day: day as string, count: Number(count), hash: hash!.replaceAll(' ', ''), event: event as string };
}
