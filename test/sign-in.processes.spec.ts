import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import {
  acceptInvitation,
  apiTokenOf,
  changePassword,
  createFirstAdministrator,
  endSession,
  endSessions,
  firstAdministratorCode,
  groupLinkOf,
  issueApiToken,
  issueInvitation,
  revokeApiToken,
  secondStep,
  sessionOf,
  signInWithPassword,
  signOut,
} from '#sign-in';
import { type Context, openContext } from '#use-cases';
import { masterKeysOf, openVault, type Vault } from '#vault';
import { administrator, beginnings, coordinator, openInstallation, run } from './installation.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import type { Door, Shown } from './sign-in-door.ts';
import {
  addressOf,
  anyone,
  codeNow,
  goodPassword,
  invited,
  joined,
  otherPassword,
  sessionNow,
  stepIn,
  withSecondFactor,
} from './signing-in.ts';

/** Milliseconds within which what was taken away is gone everywhere. */
const promised = 2_000;

type Opens = (shown: Shown) => Promise<boolean>;

/** What was taken away here, and is asked for elsewhere: each makes something that opens, and answers how it is taken away. */
const takenAway: Readonly<
  Record<string, (context: Context, id: string) => Promise<{ shown: Shown; take(): Promise<unknown> }>>
> = {
  'a session that its owner ends': async (context, id) => {
    const { token, id: session } = await joined(context, id);
    return { shown: { as: 'session', token }, take: () => endSession(context, id, session) };
  },
  'a session that is signed out': async (context, id) => {
    const { token } = await joined(context, id);
    return { shown: { as: 'session', token }, take: () => signOut(context, token) };
  },
  'all sessions of an account': async (context, id) => {
    const { token } = await joined(context, id);
    return { shown: { as: 'session', token }, take: () => endSessions(context, id) };
  },
  'a session under another password': async (context, id) => {
    const [{ token }, own] = [await joined(context, id), await again(context, id)];
    const change = { old: goodPassword, password: otherPassword };
    return {
      shown: { as: 'session', token },
      take: async () => changePassword(context, await sessionNow(context, own), change),
    };
  },
  'a session without the second factor': async (context, id) => {
    const [{ token }, own] = [await joined(context, id), await again(context, id)];
    return { shown: { as: 'session', token }, take: () => withSecondFactor(context, own) };
  },
  'a session of an account that is disabled': async (context, id) => {
    const { token } = await joined(context, id);
    return { shown: { as: 'session', token }, take: () => run(context, disabled(id)) };
  },
  'a session of an account that is forgotten': async (context, id) => {
    const { token } = await joined(context, id);
    const forgotten = { do: 'ForgetAccount', id, by: administrator, body: { reasonCode: 'request' } };
    return { shown: { as: 'session', token }, take: () => run(context, forgotten) };
  },
  'a program’s token': async (context, id) => {
    const { id: token, token: text } = await issued(context, id);
    return { shown: { as: 'api-token', token: text }, take: () => revokeApiToken(context, id, token) };
  },
  'a program’s token of an account that is disabled': async (context, id) => {
    const { token } = await issued(context, id);
    return { shown: { as: 'api-token', token }, take: () => run(context, disabled(id)) };
  },
  'a group’s link': async (context, id) => {
    const issue = { do: 'IssueLink', id: 'lobby', by: coordinator, body: { link: id } };
    const token = (await run(context, issue)).secret!;
    return { shown: { as: 'group-link', token }, take: () => run(context, { ...issue, do: 'RevokeLink' }) };
  },
};

const disabled = (id: string) => ({ do: 'DisableAccount', id, by: administrator, body: {} });

async function again(context: Context, id: string) {
  const arrived = await signInWithPassword(context, { address: addressOf(id), password: goodPassword }, anyone);
  if (arrived.at !== 'in') throw new Error(`Not in, but at ${arrived.at}.`);
  return arrived.session;
}

async function issued(context: Context, id: string) {
  await joined(context, id, null);
  const expires = new Date(context.clock.now() + 24 * 3_600_000);
  return issueApiToken(context, id, { name: 'Figures', scopes: ['read'], expires });
}

describe('two servers on PostgreSQL', () => {
  let server: PostgresServer;
  let folder: string;
  let postgres: string;
  let store: EventStore;
  let vault: Vault;
  let context: Context;
  let other: ChildProcess;
  let answers: AsyncIterator<string>;
  const measured: Record<string, number> = {};

  /** One after the other: the answers come in the order of the questions. */
  const opensElsewhere: Opens = async (shown) => {
    other.stdin!.write(`${JSON.stringify(shown)}\n`);
    return (await answers.next()).value === 'in';
  };

  beforeAll(async () => {
    server = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), 'kierto-'));
    postgres = await server.database();
    store = await openEventStore({ kind: 'sqlite', folder });
    vault = await openVault({ kind: 'postgres', url: postgres, folder });
    context = openContext(store, vault);
    for (const given of beginnings) await run(context, given);
    const door: Door = {
      log: folder,
      postgres,
      masterKeys: masterKeysOf({ kind: 'postgres', url: postgres, folder })!,
    };
    other = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'sign-in-door.ts'), JSON.stringify(door)],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    answers = createInterface({ input: other.stdout! })[Symbol.asyncIterator]();
    expect((await answers.next()).value).toBe('open');
  });
  afterAll(async () => {
    console.info(`Gone in the other process after, in ms: ${JSON.stringify(measured, undefined, 2)}`);
    const ended = once(other, 'exit');
    other.stdin!.end();
    await ended;
    await Promise.all([vault, ...others].map((one) => one.close()));
    await store.close();
    await server.remove();
    rmSync(folder, { recursive: true });
  });

  const others: Vault[] = [];
  /** A second server in this process: its own handle of the vault, and what it remembers. */
  async function another(): Promise<Context> {
    const handle = await openVault({ kind: 'postgres', url: postgres, folder });
    others.push(handle);
    return openContext(store, handle);
  }

  let accounts = 0;
  it.each(Object.entries(takenAway))('%s is gone on the other one within two seconds', async (what, make) => {
    accounts += 1;
    const { shown, take } = await make(context, `account-${accounts}`);
    // Asked for just before, so that the other one remembers it.
    expect(await opensElsewhere(shown)).toBe(true);
    await take();
    const since = performance.now();
    while ((await opensElsewhere(shown)) && performance.now() - since < promised);
    measured[what] = Math.round(performance.now() - since);
    expect(measured[what]).toBeLessThan(promised);
    expect(await opensElsewhere(shown)).toBe(false);
  });

  it('take one code of a second factor once', async () => {
    const { secret } = await withSecondFactor(context, await joined(context, 'twice'));
    // Half a minute later, for the first code is used.
    const clock = { now: () => Date.now() + 30_000 };
    const code = codeNow({ ...context, clock }, secret);
    const step = async () =>
      stepIn(
        await signInWithPassword(context, { address: addressOf('twice'), password: goodPassword }, anyone),
        'code',
      );
    const [here, elsewhere] = [await step(), await step()];
    const came = await Promise.all([
      secondStep(context, here, code, {}).then(
        () => true,
        () => false,
      ),
      opensElsewhere({ as: 'second-step', token: elsewhere, code }),
    ]);
    expect(came.filter(Boolean)).toHaveLength(1);
  });

  it('let a password be tried as often as one of them does, and no more', async () => {
    await joined(context, 'tried');
    const tries = (at: Context, password: string) =>
      signInWithPassword(at, { address: addressOf('tried'), password }, anyone).then(
        () => 'in',
        ({ code }: { code: string }) => code,
      );
    const there = await another();
    await Promise.all(Array.from({ length: 10 }, (_, index) => tries(index % 2 ? context : there, otherPassword)));
    expect([await tries(context, goodPassword), await tries(there, goodPassword)]).toEqual([
      'sign-in.refused',
      'sign-in.refused',
    ]);
  });

  it('make one first administrator of two who use the code of one each', async () => {
    const contexts = [context, await another()];
    const codes = await Promise.all(contexts.map((at) => firstAdministratorCode(at, () => false)));
    const created = await Promise.allSettled(
      contexts.map((at, index) =>
        createFirstAdministrator(
          at,
          {
            code: codes[index]!,
            name: `First ${index}`,
            address: addressOf(`first-${index}`),
            password: goodPassword,
            language: 'sv',
          },
          { ...anyone, thereIsOne: () => false },
        ),
      ),
    );
    expect(created.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(created.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'first-administrator.code-wrong' },
    });
  });

  it('accept an invitation once', async () => {
    await invited(context, 'once');
    const { token } = await issueInvitation(context, 'once');
    const accepted = await Promise.allSettled(
      [context, await another()].map((at) => acceptInvitation(at, token, { password: goodPassword }, anyone)),
    );
    expect(accepted.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('one server on SQLite', () => {
  it.each(Object.entries(takenAway))('%s is gone at once', async (_, make) => {
    const installation = await openInstallation();
    const { context } = installation;
    for (const given of beginnings) await installation.give(given);
    const { shown, take } = await make(context, 'aino');
    const opens: Opens = async ({ as, token }) =>
      (await { session: sessionOf, 'api-token': apiTokenOf, 'group-link': groupLinkOf }[as as 'session'](
        context,
        token,
      )) !== undefined;
    expect(await opens(shown)).toBe(true);
    await take();
    expect(await opens(shown)).toBe(false);
    await installation.close();
  });
});
