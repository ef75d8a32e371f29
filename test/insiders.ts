import { randomUUID } from 'node:crypto';
import { atConsole } from '#permissions';
import { carryOut, joinAccount, type Recorded } from '#use-cases';
import { type Holding, tokenOf } from './own-tokens.ts';
import { type Answer, type Json, type RunningApi, runApi } from './running-api.ts';

type Changed = Json & { readonly events: string[] };

/** A server with two groups of one unit, and the people who are inside. */
export interface Insiders {
  readonly api: RunningApi;
  /** By what each of them says who they are. */
  readonly headers: Record<string, Record<string, string>>;
  /** Gives a command at the console. */
  give(name: string, id: string, body: object): Promise<Recorded>;
  /** What somebody may do, and what the views know then. */
  does(who: string, method: string, path: string, body?: object): Promise<Changed>;
  /** What somebody may not be allowed. */
  tries(who: string, method: string, path: string, body?: object): Promise<Answer>;
}

const named = (name: string) => ({ words: { name }, lang: 'fi' });

/** An administrator, the head of the unit and a coordinator of each group, `others` too; all have joined. */
export async function openWithInsiders(others: Readonly<Record<string, Holding>> = {}): Promise<Insiders> {
  const api = await runApi({}, { whoIs: 'real', limits: 'none' });
  const headers: Record<string, Record<string, string>> = {};
  const give = (name: string, id: string, body: object) => carryOut(api.house.context, atConsole, [name, id, body]);
  await give('EstablishUnit', 'services', named('Palvelut'));
  const post = { code: 'head', unit: 'services', words: { label: 'Päällikkö' }, lang: 'fi' };
  await give('NamePost', 'main', post);
  for (const id of ['lobby', 'yard'])
    await give('FoundGroup', id, { kind: 'coDevelopment', unit: 'services', ...named(id) });
  const holdings: Readonly<Record<string, Holding>> = {
    anna: { roles: [{ role: 'administrator' }] },
    head: { posts: [['head', 'services']] },
    kaisa: { roles: [{ role: 'coordinator', group: 'lobby' }] },
    yrjo: { roles: [{ role: 'coordinator', group: 'yard' }] },
    ...others,
  };
  for (const [account, holding] of Object.entries(holdings)) {
    headers[account] = { authorization: `Bearer ${await tokenOf(api.house, account, holding)}` };
    await joinAccount(api.house.context, account);
  }
  return {
    api,
    headers,
    give,
    async does(who, method, path, body) {
      const answer = await api.send<Changed>(method, path, body, headers[who]);
      if (answer.status >= 300)
        throw new Error(`${who}: ${method} ${path} was answered ${answer.status} ${answer.text}`);
      if (typeof answer.body.position === 'string') await api.house.reads.waitFor(answer.body.position, 10_000);
      return answer.body;
    },
    tries: (who, method, path, body) =>
      api.send(method, path, body, { 'idempotency-key': randomUUID(), ...headers[who] }),
  };
}
