import { DeliveryError } from './errors.ts';
import type { SmtpOAuth2 } from './mail.ts';

const askedFor = 15_000;
/** Milliseconds before its end in which a token is not used any more, so that it does not end on the way. */
const margin = 120_000;

/** A token as a mail server takes it, usable until an instant in milliseconds since 1970. */
export interface AccessToken {
  readonly token: string;
  readonly until: number;
}

/**
 * Access tokens by client credentials (RFC 6749, 4.4), each kept until shortly before its end. Tokens and secrets are in no
 * error and no log.
 */
export class AccessTokens {
  readonly #settings: SmtpOAuth2;
  #kept: AccessToken | undefined;
  #asking: Promise<AccessToken> | undefined;

  constructor(settings: SmtpOAuth2) {
    this.#settings = settings;
  }

  /**
   * @param renew the one at hand was refused
   * @throws DeliveryError temporary
   */
  async read(renew = false): Promise<AccessToken> {
    if (this.#asking) return this.#asking;
    if (!renew && this.#kept && this.#kept.until > Date.now()) return this.#kept;
    this.#asking = this.#ask().finally(() => {
      this.#asking = undefined;
    });
    this.#kept = await this.#asking;
    return this.#kept;
  }

  async #ask(): Promise<AccessToken> {
    const { tokenUrl, clientId, clientSecret, scope } = this.#settings;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    });
    let answer: Response;
    let said: { readonly access_token?: unknown; readonly expires_in?: unknown } | null;
    try {
      answer = await fetch(tokenUrl, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(askedFor),
      });
      said = (await answer.json().catch(() => null)) as typeof said;
    } catch {
      throw new DeliveryError('temporary', 'token-not-reached');
    }
    const token = said?.access_token;
    if (!answer.ok || typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token))
      throw new DeliveryError('temporary', `token-refused-${answer.status}`);
    return { token, until: Date.now() + Math.max(0, Number(said?.expires_in ?? 0) * 1_000 - margin) };
  }
}
