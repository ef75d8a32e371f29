/**
 * Another process at whose door people show what they have: it answers each line of its input, a `Shown` as JSON, with `in` or
 * `out`. Started as `node test/sign-in-door.ts JSON`; says `open` when it can be asked.
 */
import { createInterface } from 'node:readline';
import { openEventStore } from '#event-store';
import { apiTokenOf, groupLinkOf, secondStep, sessionOf } from '#sign-in';
import { openContext } from '#use-cases';
import { openVault } from '#vault';

export interface Door {
  /** Data folder with the log. */
  readonly log: string;
  readonly postgres: string;
  readonly masterKeys: string;
}

export interface Shown {
  readonly as: 'session' | 'api-token' | 'group-link' | 'second-step';
  readonly token: string;
  /** Of a second step. */
  readonly code?: string;
}

const given = JSON.parse(process.argv[2]!) as Door;
const store = await openEventStore({ kind: 'sqlite', folder: given.log, readOnly: true });
const vault = await openVault({ kind: 'postgres', url: given.postgres, masterKeys: given.masterKeys });
const context = openContext(store, vault);

async function opens({ as, token, code = '' }: Shown): Promise<unknown> {
  if (as === 'session') return sessionOf(context, token);
  if (as === 'api-token') return apiTokenOf(context, token);
  if (as === 'group-link') return groupLinkOf(context, token);
  return secondStep(context, token, code, {}).catch(() => undefined);
}

console.log('open');
for await (const line of createInterface({ input: process.stdin }))
  console.log((await opens(JSON.parse(line) as Shown)) ? 'in' : 'out');
await vault.close();
await store.close();
