import { Refusal } from '#domain';
import type { Context } from '#use-cases';
import type { Token } from '#vault';
import { type Arrival, type FirstStep, secondStepPurpose } from './arrival.ts';
import type { CredentialFacts } from './credentials.ts';
import { liveToken, takeToken } from './live-token.ts';
import { confirmDraft, setUpTotp, useCode, wrongCode } from './second-factor.ts';
import { beginSession, endSessions, type NewSession } from './session.ts';
import type { TotpSecret } from './totp.ts';

/** Tries that one passing of the first step is good for. */
const mostTries = 5;

const startAgain = () =>
  new Refusal('sign-in.start-again', 'Too much time has passed, or there were too many tries. Sign in anew.');

async function firstStep(context: Context, token: string, to: FirstStep['to']): Promise<Token> {
  const found = await liveToken(context, secondStepPurpose, token);
  if (!found || (found.facts as FirstStep).to !== to) throw startAgain();
  return found;
}

const triesOf = ({ steps }: CredentialFacts, token: string): number =>
  steps.find((one) => one.token === token)?.tries ?? 0;

/** One more try with the token, and nothing any more of tokens that have expired. */
function withTry(facts: CredentialFacts, { id: token, expires }: Token, now: number): CredentialFacts {
  const others = facts.steps.filter((one) => one.token !== token && one.until > now);
  return { ...facts, steps: [...others, { token, tries: triesOf(facts, token) + 1, until: expires!.getTime() }] };
}

/** Uses the token up and begins the session it stands for. */
async function comeIn(
  context: Context,
  token: string,
  { userAgent }: Pick<Arrival, 'userAgent'>,
  era?: number,
): Promise<NewSession> {
  const taken = await takeToken(context, secondStepPurpose, token);
  if (!taken) throw startAgain();
  const passed = taken.facts as FirstStep;
  return beginSession(context, taken.holder, { how: passed.how, era: era ?? passed.era, userAgent });
}

/**
 * The second step of signing in: a code of the app, or a recovery code, five times at most.
 * @param token of `Arrived` at `code`
 * @throws Refusal `sign-in.start-again`, `second-factor.wrong-code`, `second-factor.closed`, `sign-in.refused`
 */
export async function secondStep(
  context: Context,
  token: string,
  code: string,
  arrival: Pick<Arrival, 'userAgent'>,
): Promise<NewSession> {
  const found = await firstStep(context, token, 'code');
  const { right, facts } = await useCode(context, found.holder, code, {
    // Of several tries at once each is counted, and none is good once they are too many.
    right: (used) => {
      if (triesOf(used, found.id) >= mostTries) throw startAgain();
      return used;
    },
    wrong: (before) => withTry(before, found, context.clock.now()),
  });
  if (right) return comeIn(context, token, arrival);
  if (triesOf(facts, found.id) < mostTries) throw wrongCode();
  await context.vault.tokens.revoke(found.id);
  throw startAgain();
}

/**
 * Begins to set up the second factor without which nobody comes in here.
 * @param token of `Arrived` at `set-up`
 * @throws Refusal `sign-in.start-again`, `second-factor.there-already`
 */
export async function beginSecondFactor(context: Context, token: string): Promise<TotpSecret> {
  const { holder } = await firstStep(context, token, 'set-up');
  return setUpTotp(context, holder);
}

/**
 * Sets it up by the first code of the app, and goes in.
 * @returns the session, and recovery codes that are told this once
 * @throws Refusal `sign-in.start-again`, `second-factor.not-begun`, `second-factor.wrong-code`, `sign-in.refused`
 */
export async function completeSecondFactor(
  context: Context,
  token: string,
  code: string,
  arrival: Pick<Arrival, 'userAgent'>,
): Promise<{ readonly session: NewSession; readonly recoveryCodes: readonly string[] }> {
  const { holder } = await firstStep(context, token, 'set-up');
  const { recoveryCodes, era } = await confirmDraft(context, holder, code);
  await endSessions(context, holder);
  return { session: await comeIn(context, token, arrival, era), recoveryCodes };
}
