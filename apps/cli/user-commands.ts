import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { account, shapes } from '#domain';
import { scopes } from '#permissions';
import { day, examples, wholeNumber } from './arguments.ts';
import type { Terminal } from './terminal.ts';
import type { GrantOptions, HoldOptions, InviteOptions, LinkOptions, TokenOptions } from './user.ts';

type Told = { readonly data: string };
/** Adds `--data` to a command. */
type OnData = (one: Command) => Command;

/** `kierto user …`: accounts from the command line, for the first of them and for rescue. */
export function addUserCommands(
  user: Command,
  { terminal, onData, end }: { terminal: Terminal; onData: OnData; end: (status: number) => void },
): void {
  const command = (name: string, summary: string): Command =>
    onData(user.command(name).description(summary).showHelpAfterError(`See kierto user ${name} --help.`));
  const onAccount = (name: string, summary: string): Command =>
    command(name, summary).addArgument(new Argument('<ACCOUNT>', 'id of the account').argParser(accountId));

  command('list', 'Prints who has an account, what each may, and in which posts.')
    .option('--json', 'one JSON object a line, with names and addresses')
    .addHelpText('after', examples('kierto user list'))
    .action(async (options: Told & { json?: true }) => {
      const { listUsers } = await import('./user.ts');
      end(await listUsers(terminal, options));
    });

  onAccount('invite', 'Makes an account, or corrects its name and address, and prints a link to join by.')
    .requiredOption('--name <NAME>', 'name of the person')
    .option('--address <ADDRESS>', 'mail address, by which people sign in; programs need none')
    .addOption(
      new Option('--language <LANGUAGE>', 'in which the system speaks to them')
        .choices([...account.languages])
        .default('fi'),
    )
    .addHelpText(
      'after',
      `
The id is what the log knows: choose one that says nothing about the person. The link is shown once; give it to nobody else.
${examples('kierto user invite a-7 --name "Aino Esimerkki" --address aino@example.fi')}`,
    )
    .action(async (id: string, options: InviteOptions) => {
      const { inviteUser } = await import('./user.ts');
      end(await inviteUser(terminal, id, options));
    });

  onAccount('link', 'Prints a new link by which an account comes in and chooses a password: for who is locked out.')
    .option('--without-second-factor', 'take the second factor away: its owner has lost it and the recovery codes')
    .addHelpText('after', examples('kierto user link a-7', 'kierto user link a-7 --without-second-factor'))
    .action(async (id: string, options: LinkOptions) => {
      const { linkUser } = await import('./user.ts');
      end(await linkUser(terminal, id, options));
    });

  const role = new Argument('<ROLE>').choices([...account.accountRoles]);
  const roleOptions = (one: Command): Command =>
    one
      .addArgument(role)
      .option('--group <GROUP>', 'of which group: for coordinators and members')
      .option('--unit <UNIT>', 'of which unit and those below: for analysts and readers; all when left out');

  roleOptions(onAccount('grant', 'Gives an account a role.'))
    .option('--as <ROLE>', 'what a member is in the group, for instance clientDeveloper')
    .option('--words', 'an analyst who may read words, too')
    .addHelpText(
      'after',
      examples(
        'kierto user grant a-7 administrator',
        'kierto user grant a-8 coordinator --group lobby',
        'kierto user grant a-9 member --group lobby --as clientDeveloper',
      ),
    )
    .action(async (id: string, to: string, options: GrantOptions) => {
      const { grantRole } = await import('./user.ts');
      end(await grantRole(terminal, 'GrantRole', [id, to], options));
    });

  roleOptions(onAccount('withdraw', 'Takes a role away again.'))
    .addHelpText('after', examples('kierto user withdraw a-8 coordinator --group lobby'))
    .action(async (id: string, to: string, options: GrantOptions) => {
      const { grantRole } = await import('./user.ts');
      end(await grantRole(terminal, 'WithdrawRole', [id, to], options));
    });

  onAccount('hold', 'Says that an account holds a post of management.')
    .argument('<POST>', 'code of the post')
    .requiredOption('--unit <UNIT>', 'the unit of the post')
    .option('--from <DAY>', 'from which day on; today when left out', day)
    .option('--to <DAY>', 'until which day; open when left out', day)
    .option('--deputy', 'as a deputy, beside whoever holds it')
    .addHelpText('after', examples('kierto user hold a-10 head-of-service --unit adult-social-work'))
    .action(async (id: string, post: string, options: HoldOptions) => {
      const { holdPost } = await import('./user.ts');
      end(await holdPost(terminal, [id, post], options));
    });

  onAccount('disable', 'Closes an account: it is signed out everywhere and cannot come in.')
    .addHelpText('after', examples('kierto user disable a-7'))
    .action(async (id: string, options: Told) => {
      const { openOrClose } = await import('./user.ts');
      end(await openOrClose(terminal, 'DisableAccount', id, options));
    });

  onAccount('enable', 'Opens a closed account again.')
    .addHelpText('after', examples('kierto user enable a-7'))
    .action(async (id: string, options: Told) => {
      const { openOrClose } = await import('./user.ts');
      end(await openOrClose(terminal, 'EnableAccount', id, options));
    });

  onAccount('token', 'Prints a token by which a program acts as an account.')
    .requiredOption('--name <NAME>', 'what it is for, for the list of tokens')
    .option('--days <N>', 'how long it opens', wholeNumber(1, 365), 90)
    .addOption(new Option('--scopes <SCOPE...>', 'what it may be used for').choices([...scopes]).default([...scopes]))
    .addHelpText(
      'after',
      `
It is shown once. A program sends it as Authorization: Bearer TOKEN. Whose data folder this is could read everything
anyway; that the token was made is seen by the account in its list of tokens.
${examples('kierto user token a-7 --name "monthly report" --scopes read')}`,
    )
    .action(async (id: string, options: TokenOptions) => {
      const { tokenFor } = await import('./user.ts');
      end(await tokenFor(terminal, id, options));
    });

  user.action(() => user.help({ error: true }));
}

function accountId(text: string): string {
  if (shapes.id.accepts(text)) return text;
  throw new InvalidArgumentError(`The id of an account must be ${shapes.id.allowed}.`);
}
