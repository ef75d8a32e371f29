import { randomUUID } from 'node:crypto';
import { account } from '#domain';
import type { Context } from './context.ts';
import { type Recorded, record } from './record.ts';

/** Records that somebody has taken an account into use; for whoever has let them in. A second time nothing is recorded. */
export async function joinAccount(context: Context, id: string): Promise<Recorded> {
  const command = randomUUID();
  const envelope = { command, correlation: command, by: {}, recordedBy: id };
  return record(context, account, id, envelope, {}, (act, { state }) => account.join({}, state, act));
}
