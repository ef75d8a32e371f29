import * as client from 'openid-client';
import type { DirectoryGrant } from './directory-roles.ts';

/** How the organisation's own directory signs people in. */
export interface DirectorySettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly name: string;
  readonly groupsClaim: string;
  readonly grants: readonly DirectoryGrant[];
  /** Only accounts that were invited; nobody gets one through a role. */
  readonly invitedOnly: boolean;
  /** The directory's addresses are its people's own, although it does not say that it has verified them. */
  readonly trustEmail: boolean;
}

/** What must be known of an attempt when the browser comes back; secret. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the directory has signed in, and what it says of them. */
export interface DirectoryPerson {
  /** Who this is to the directory, for ever: its issuer and its subject. */
  readonly subject: string;
  readonly name?: string;
  readonly address?: string;
  /** Whether the directory says that the address is this person's. */
  readonly addressVerified: boolean;
  readonly groups: readonly string[];
}

/** Why nobody was signed in: the directory cannot be reached, it said no, or what came back was not an answer to this attempt. */
export class DirectoryError extends Error {
  readonly why: 'away' | 'refused' | 'not-ours';
  constructor(why: DirectoryError['why'], cause: unknown) {
    super(`The directory: ${why}.`, { cause });
    this.name = 'DirectoryError';
    this.why = why;
  }
}

/** Seconds within which the directory must answer. */
const patience = 8;

/** Milliseconds for which what the directory says of itself is believed: its addresses change, if seldom. */
const longestKnown = 3_600_000;

export interface Directory {
  readonly settings: DirectorySettings;
  /** Where the browser is sent, and what must be kept until it comes back. @throws DirectoryError */
  begin(back: string): Promise<{ readonly to: string; readonly attempt: Attempt }>;
  /** @param cameTo the whole address under which the browser came back @throws DirectoryError */
  end(cameTo: string, attempt: Attempt): Promise<DirectoryPerson>;
  /** Where the browser signs out of the directory too; undefined where it has no such address, or cannot be reached. */
  signOutAt(then: string): Promise<string | undefined>;
}

/** Asks nothing of the directory until somebody wants to sign in, so one that is away keeps nobody else out. */
export function openDirectory(settings: DirectorySettings, now: () => number = Date.now): Directory {
  let known: { readonly since: number; readonly found: Promise<client.Configuration> } | undefined;

  function configuration(): Promise<client.Configuration> {
    if (known && now() - known.since < longestKnown) return known.found;
    const found = discover(settings);
    const asked = { since: now(), found };
    known = asked;
    // What failed is asked anew by the next who comes.
    found.catch(() => {
      if (known === asked) known = undefined;
    });
    return found;
  }

  return {
    settings,
    async begin(back) {
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const to = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: back,
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { to: to.href, attempt };
    },
    async end(cameTo, { state, nonce, verifier }) {
      const asked = await configuration();
      try {
        const tokens = await client.authorizationCodeGrant(asked, new URL(cameTo), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        });
        const claims = tokens.claims()!;
        return personOf(settings, claims, await moreOf(settings, asked, claims, tokens.access_token));
      } catch (error) {
        throw whyNot(error);
      }
    },
    async signOutAt(then) {
      try {
        const asked = await configuration();
        if (!asked.serverMetadata().end_session_endpoint) return undefined;
        return client.buildEndSessionUrl(asked, { post_logout_redirect_uri: then }).href;
      } catch {
        return undefined;
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: DirectorySettings): Promise<client.Configuration> {
  // Settings allow plain http on this machine only.
  const plain = new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : [];
  try {
    return await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: patience,
      // Also the signature of what came over TLS from the directory itself is checked.
      execute: [...plain, client.enableNonRepudiationChecks],
    });
  } catch (error) {
    throw new DirectoryError('away', error);
  }
}

type Claims = Readonly<Record<string, unknown>>;

/** Some directories put name, address and groups into the token, others answer them when they are asked. */
async function moreOf(
  { groupsClaim }: DirectorySettings,
  asked: client.Configuration,
  claims: client.IDToken,
  accessToken: string,
): Promise<Claims> {
  const isWhole = 'email' in claims && groupsClaim in claims;
  if (isWhole || !asked.serverMetadata().userinfo_endpoint) return {};
  return client.fetchUserInfo(asked, accessToken, claims.sub);
}

function personOf(settings: DirectorySettings, token: client.IDToken, more: Claims): DirectoryPerson {
  // An address and the word that it was verified are taken from the same place.
  const of: Claims = 'email' in token ? token : more;
  const groups = token[settings.groupsClaim] ?? more[settings.groupsClaim];
  const [name, address] = [token.name ?? more.name, of.email].map((text) =>
    typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined,
  );
  return {
    subject: `${token.iss} ${token.sub}`,
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    addressVerified: of.email_verified === true || (settings.trustEmail && of.email_verified === undefined),
    groups: Array.isArray(groups)
      ? groups.filter((group) => typeof group === 'string')
      : typeof groups === 'string'
        ? [groups]
        : [],
  };
}

/** What a directory may say no with, when the code was used already or is none of its own. */
const notItsCode = 'invalid_grant';

function whyNot(error: unknown): DirectoryError {
  if (error instanceof client.AuthorizationResponseError) return new DirectoryError('refused', error);
  if (error instanceof client.ResponseBodyError)
    return new DirectoryError(error.error === notItsCode ? 'not-ours' : 'away', error);
  const isAway = !(error instanceof client.ClientError) || unanswered.has(error.code);
  return new DirectoryError(isAway ? 'away' : 'not-ours', error);
}

/** Without a code the network failed, and that stands in the error's cause. */
const unanswered: ReadonlySet<string | undefined> = new Set([
  undefined,
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
]);
