import { hash } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from './request-error.ts';

const minute = 60;
const quarter = 15 * minute;
const hour = 60 * minute;

/** How often within how many seconds, for each one of a kind; counted by each process for itself. */
export const limits = {
  /** Requests from one network address by nobody who is known. */
  network: { times: 600, within: minute },
  /** Requests of one account, or of all who came through one group's link. */
  account: { times: 1_200, within: minute },
  /** Requests for one address that is a secret: a link in a mail, a calendar. */
  link: { times: 60, within: minute },
  /** What is said through one group's link: a whole meeting may have it open. */
  presses: { times: 120, within: quarter },
  /** Attempts to sign in that came to nothing, from one network address: a whole office may share one. */
  attempts: { times: 50, within: quarter },
  /** The same for one mail address that was typed in, whether anybody has it or not. */
  typed: { times: 20, within: quarter },
  /** Mails with a link for one mail address that was typed in. */
  mails: { times: 5, within: hour },
} as const;

export type Counted = keyof typeof limits;
export type Limits = Readonly<Record<Counted, { readonly times: number; readonly within: number }>>;

/** Counts are kept under a digest: what was typed may be anything, and a secret stays where it belongs. */
const keyOf = (text: string): string => hash('sha256', text, 'base64url');

/** One household or office: an address of IPv4, or the half of IPv6 that names the network. */
export function networkOf(ip: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip) ?? [];
  if (mapped !== undefined) return mapped;
  // A proxy may hand on what is no address at all.
  if (!isIPv6(ip)) return isIP(ip) ? ip : 'unknown';
  const [front = '', back] = ip.split('::');
  const [first, last] = [front, back ?? ''].map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = back === undefined ? 0 : 8 - first!.length - last!.length;
  return [...first!, ...Array<string>(zeros).fill('0'), ...last!].slice(0, 4).join(':');
}

const isGroupLink = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith('/g/') === true;

/** By what a request says who it is; not looked at here, only counted. */
const credentialOf = ({ headers }: FastifyRequest): string | undefined =>
  [headers.cookie, headers.authorization, headers['x-kierto-token']].find((said) => said !== undefined)?.toString();

export class RateLimits {
  readonly #limiters: Readonly<Record<Counted, RateLimiterMemory>>;
  /** What has lately been found to belong to somebody. */
  readonly #known = new RateLimiterMemory({ points: 1, duration: minute });

  constructor(allowed: Limits = limits) {
    const limiters = Object.entries(allowed).map(([counted, { times, within }]) => [
      counted,
      new RateLimiterMemory({ points: times, duration: within }),
    ]);
    this.#limiters = Object.fromEntries(limiters) as Record<Counted, RateLimiterMemory>;
  }

  /** @throws RequestError `request.too-many` */
  async count(counted: Counted, of: string): Promise<void> {
    try {
      await this.#limiters[counted].consume(keyOf(of));
    } catch (error) {
      throw tooMany(Math.ceil((error as RateLimiterRes).msBeforeNext / 1_000));
    }
  }

  /** It came to something after all, and does not count. */
  async forgive(counted: Counted, of: string): Promise<void> {
    await this.#limiters[counted].reward(keyOf(of));
  }

  /** @throws RequestError `request.too-many`: before anything is looked up */
  async arrived(request: FastifyRequest): Promise<void> {
    const { token } = (request.params ?? {}) as { readonly token?: string };
    // A group's link is many people's, and counted when it is known to open something.
    if (token !== undefined && !isGroupLink(request)) await this.count('link', token);
    const credential = credentialOf(request);
    if (credential !== undefined && (await this.#known.get(keyOf(credential)))) return;
    await this.count('network', networkOf(request.ip));
  }

  /** @throws RequestError `request.too-many`: now that it is known whose the request is */
  async belongsTo(account: string, request: FastifyRequest): Promise<void> {
    const credential = credentialOf(request);
    const key = credential !== undefined && keyOf(credential);
    if (key && !(await this.#known.get(key))) await this.#known.set(key, 1, minute);
    // Whoever may read the data folder could do more harm than by asking often.
    if (account !== 'console') await this.count('account', account);
  }
}

function tooMany(seconds: number): RequestError {
  return new RequestError('request.too-many', `That was too often. Try again in ${seconds} s.`, [], seconds);
}

/** Probes must be answered whoever else asks from there. */
const isProbe = ({ url }: FastifyRequest): boolean => url.startsWith('/health/');

export function limitRequests(fastify: FastifyInstance, rates: RateLimits): void {
  fastify.addHook('onRequest', async (request) => {
    if (!isProbe(request)) await rates.arrived(request);
  });
}
