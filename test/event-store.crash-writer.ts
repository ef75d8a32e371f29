import { randomUUID } from 'node:crypto';

import { openEventStore } from '#event-store';

/**
 * The process that the crash tests kill: `FOLDER` and `RUN` in the environment, `CALLERS` at once, each `APPENDS` times.
 * Says each append on standard output before it asks for it and when it is acknowledged, synchronously (as Node does on pipes), so that what it
 * has said is in the pipe whatever happens to it.
 */
const { FOLDER = '', RUN = '', CALLERS = '', APPENDS = '' } = process.env;
const EVENTS_A_STREAM = 4;

const store = await openEventStore({ kind: 'sqlite', folder: FOLDER });
const say = (line: string) => process.stdout.write(`${line}\n`);

async function call(caller: number): Promise<void> {
  for (let n = 0; n < Number(APPENDS); n += 1) {
    const stream = `proposal-${RUN}-${caller}-${Math.floor(n / EVENTS_A_STREAM)}`;
    const id = randomUUID();
    const event = { id, type: 'ProposalSubmitted', data: { text: 'x'.repeat(200) }, metadata: {} };
    say(`asked ${stream} ${(n % EVENTS_A_STREAM) + 1} ${id}`);
    const { version } = await store.append(stream, [event], n % EVENTS_A_STREAM);
    say(`acknowledged ${stream} ${version} ${id}`);
  }
}

await Promise.all(Array.from({ length: Number(CALLERS) }, (_, caller) => call(caller)));
await store.close();
