import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { DeliveryError } from './errors.ts';
import { isPublicAddress, lookupPublic, PrivateAddress } from './public-address.ts';

/** One message to one receiver. */
export interface WebhookMessage {
  readonly url: string;
  /** `whsec_…`, the one in use first; each signs, so that a receiver may change over from one to the other in peace. */
  readonly secrets: readonly string[];
  /** The same whenever this message is sent again: by it the receiver knows what it has. */
  readonly id: string;
  /** When this try is made. */
  readonly at: Date;
  /** JSON. */
  readonly body: string;
}

export interface WebhookDelivery {
  /**
   * @returns the status that the receiver answered; redirections are not followed
   * @throws DeliveryError `private-address`, `address-wrong` (permanent), `timeout`, `not-reachable`, `certificate` (temporary)
   */
  post(message: WebhookMessage): Promise<{ readonly status: number }>;
}

export interface WebhookSettings {
  /** Receivers may lie in private networks and on this machine. */
  readonly toPrivateNetworks?: boolean;
  /** Milliseconds for all of a try, from resolving the name to the end of the answer; 15 s when left out. */
  readonly patience?: number;
}

/** Bytes of an answer that are let in, to give a polite receiver time to finish; nobody reads them. */
const mostOfAnswer = 64 * 1024;

/** Sends signed messages as the Standard Webhooks specification has it. */
export function openWebhookDelivery({
  toPrivateNetworks = false,
  patience = 15_000,
}: WebhookSettings): WebhookDelivery {
  return {
    async post({ url, secrets, id, at, body }) {
      const to = addressOf(url);
      if (!toPrivateNetworks && isPrivate(to)) throw new DeliveryError('permanent', 'private-address');
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Kierto',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
      };
      const request = to.protocol === 'https:' ? requestHttps : requestHttp;
      const sent = request(to, {
        method: 'POST',
        headers,
        // A connection of its own, so that none is reused which was made to an address of another moment.
        agent: false,
        signal: AbortSignal.timeout(patience),
        ...(!toPrivateNetworks && { lookup: lookupPublic }),
      });
      return { status: await answered(sent, body) };
    },
  };
}

function addressOf(url: string): URL {
  const to = URL.parse(url);
  if (!to || !['http:', 'https:'].includes(to.protocol)) throw new DeliveryError('permanent', 'address-wrong');
  return to;
}

/** Whether the address itself says so; a name is resolved only when the connection is made. */
function isPrivate({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host);
}

function answered(sent: ClientRequest, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let status: number | undefined;
    // The answer is in the status; that its body breaks off or does not end changes nothing.
    const end = (error: Error) => (status === undefined ? reject(undelivered(error)) : resolve(status));
    sent.once('error', end);
    // Also without an error: a receiver that wants to speak another protocol (101) has answered nothing.
    sent.once('close', () => end(new Error('The connection was closed without an answer.')));
    sent.once('response', (response) => {
      status = response.statusCode ?? 0;
      response.once('error', end);
      response.once('close', () => resolve(status!));
      letIn(response);
    });
    sent.end(body);
  });
}

function letIn(response: IncomingMessage): void {
  let left = mostOfAnswer;
  response.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) response.destroy();
  });
}

function undelivered(error: Error): DeliveryError {
  if (error instanceof PrivateAddress) return new DeliveryError('permanent', 'private-address', { cause: error });
  const { name, code = '' } = error as { name: string; code?: string };
  if (name === 'AbortError' || name === 'TimeoutError')
    return new DeliveryError('temporary', 'timeout', { cause: error });
  const ofTheCertificate = /CERT|SIGNATURE|ALTNAME|_SSL_|SELF_SIGNED/.test(code);
  return new DeliveryError('temporary', ofTheCertificate ? 'certificate' : 'not-reachable', { cause: error });
}
