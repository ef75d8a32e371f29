import { type Context, revokeTokensOf } from '#use-cases';
import { changeCredentials } from './credentials.ts';
import { noFailures } from './failures.ts';
import { forgetLiveTokens } from './live-token.ts';

/**
 * Takes away all by which somebody came into the account until now: password, second factor, sessions, tokens of programs,
 * calendars, open links. For when it becomes known who the person of an account is: whoever took it into use before may have been
 * somebody else.
 */
export async function startAnew(context: Context, account: string): Promise<void> {
  await changeCredentials(context, account, ({ era }) => [
    { era: era + 1, passwordFailures: noFailures, recoveryCodes: [], codeFailures: noFailures, steps: [] },
    undefined,
  ]);
  await revokeTokensOf(context, account);
  forgetLiveTokens(context.vault);
}
