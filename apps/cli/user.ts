import { dayOf } from '#use-cases';
import type { Installation } from './installation.ts';
import { withInstallation } from './reach.ts';
import { counted, say, statuses, type Terminal, visible, write } from './terminal.ts';

interface Told {
  readonly data: string;
}
export type InviteOptions = Told & { readonly name: string; readonly address?: string; readonly language: string };
export type LinkOptions = Told & { readonly withoutSecondFactor?: true };
export type GrantOptions = Told & {
  readonly group?: string;
  readonly unit?: string;
  readonly as?: string;
  readonly words?: true;
};
export type HoldOptions = Told & {
  readonly unit: string;
  readonly from?: string;
  readonly to?: string;
  readonly deputy?: true;
};
export type TokenOptions = Told & { readonly name: string; readonly days: number; readonly scopes: readonly string[] };

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly name?: string;
  readonly roles: readonly { readonly role: string; readonly group?: string; readonly unit?: string }[];
  readonly posts: readonly string[];
}

async function* accountsOf(installation: Installation): AsyncGenerator<Listed> {
  let cursor: string | undefined;
  do {
    const page = (await installation.ask('ListAccounts', { limit: '200', ...(cursor && { cursor }) })) as {
      readonly items: readonly Listed[];
      readonly next?: string;
    };
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** One account a line: id, how it stands, name, roles and posts. @returns the exit status */
export function listUsers(terminal: Terminal, { data, json }: Told & { readonly json?: true }): Promise<number> {
  return withInstallation(terminal, data, async (installation) => {
    let accounts = 0;
    for await (const one of accountsOf(installation)) {
      accounts += 1;
      const roles = one.roles.map(({ role, group, unit }) => [role, group ?? unit].filter(Boolean).join(':'));
      const line = [
        one.id,
        one.status,
        one.name ?? '–',
        [...roles, ...one.posts.map((post) => `post:${post}`)].join(', '),
      ];
      await write(terminal, `${json ? JSON.stringify(one) : visible(line.join('  '))}\n`);
    }
    say(
      terminal,
      accounts === 0 ? 'nobody has an account yet: see kierto user invite --help.' : counted(accounts, 'account'),
    );
    return statuses.done;
  });
}

/** Prints a link, and how long it opens; what is shown once goes to standard output alone. */
async function printLink(
  terminal: Terminal,
  installation: Installation,
  [account, withoutSecondFactor]: readonly [account: string, withoutSecondFactor: boolean],
): Promise<void> {
  const { address, opensFor } = await installation.linkFor(account, { withoutSecondFactor });
  await write(terminal, `${address}\n`);
  say(terminal, `the link opens once, within ${opensFor}.`);
}

export function inviteUser(terminal: Terminal, id: string, { data, name, address, language }: InviteOptions) {
  return withInstallation(terminal, data, async (installation) => {
    await installation.carryOut('InviteAccount', id, { name, language, ...(address && { address }) });
    if (address) await printLink(terminal, installation, [id, false]);
    else
      say(
        terminal,
        'without an address nobody can sign in; a token can be made for programs: see kierto user token --help.',
      );
    return statuses.done;
  });
}

export function linkUser(terminal: Terminal, id: string, { data, withoutSecondFactor }: LinkOptions): Promise<number> {
  return withInstallation(terminal, data, async (installation) => {
    await printLink(terminal, installation, [id, withoutSecondFactor ?? false]);
    return statuses.done;
  });
}

/** Says what was recorded, or that there was nothing to do. */
async function carryOut(
  terminal: Terminal,
  data: string,
  [name, id, body]: readonly [name: string, id: string, body: object],
): Promise<number> {
  const { events } = await withInstallation(terminal, data, (installation) => installation.carryOut(name, id, body));
  say(terminal, events.length > 0 ? 'recorded.' : 'it was so already; nothing was recorded.');
  return statuses.done;
}

export function grantRole(
  terminal: Terminal,
  name: 'GrantRole' | 'WithdrawRole',
  [id, role]: readonly [id: string, role: string],
  { data, words, ...options }: GrantOptions,
): Promise<number> {
  return carryOut(terminal, data, [name, id, { role, ...options, ...(words && { readsWords: true }) }]);
}

export function holdPost(
  terminal: Terminal,
  [account, post]: readonly [account: string, post: string],
  { data, unit, deputy, ...days }: HoldOptions,
): Promise<number> {
  const from = days.from ?? dayOf(Date.now());
  return carryOut(terminal, data, ['HoldPost', unit, { post, account, ...days, from, ...(deputy && { deputy }) }]);
}

export function openOrClose(
  terminal: Terminal,
  name: 'DisableAccount' | 'EnableAccount',
  id: string,
  { data }: Told,
): Promise<number> {
  return carryOut(terminal, data, [name, id, {}]);
}

export function tokenFor(terminal: Terminal, id: string, { data, name, days, scopes }: TokenOptions): Promise<number> {
  return withInstallation(terminal, data, async (installation) => {
    await write(terminal, `${await installation.tokenFor(id, { name, days, scopes })}\n`);
    say(terminal, `it opens for ${counted(days, 'day')}.`);
    return statuses.done;
  });
}
