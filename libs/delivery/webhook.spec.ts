import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { type Receiver, receiveWebhooks } from '../../test/webhook-receiver.ts';
import { isPublicAddress } from './public-address.ts';
import { openWebhookDelivery, type WebhookMessage } from './webhook.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const other = `whsec_${randomBytes(32).toString('base64')}`;
const body = '{"type":"proposal.decided","timestamp":"2026-11-20T10:00:00.000Z","data":{}}';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await receiveWebhooks();
});
afterEach(() => receiver.close());

const message = (more: Partial<WebhookMessage> = {}): WebhookMessage => ({
  url: receiver.url,
  secrets: [secret],
  id: 'msg_1',
  at: new Date(),
  body,
  ...more,
});
const here = openWebhookDelivery({ toPrivateNetworks: true });
const came = () => receiver.received[0]!;
const verified = (by: string, text = came().body) =>
  new Webhook(by).verify(text, came().headers as Record<string, string>);

describe('a message', () => {
  it('is posted and signed as the specification has it', async () => {
    expect(await here.post(message())).toEqual({ status: 204 });
    expect(came()).toMatchObject({ method: 'POST', path: '/kierto', body });
    expect(came().headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'webhook-id': 'msg_1' });
    expect(verified(secret)).toMatchObject({ type: 'proposal.decided' });
  });

  it('is told from one that somebody else has signed, changed or kept', async () => {
    await here.post(message());
    expect(() => verified(other)).toThrow('No matching signature');
    expect(() => verified(secret, body.replace('decided', 'closed'))).toThrow('No matching signature');
    const late: Record<string, unknown> = {
      ...came().headers,
      'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 3_600),
    };
    expect(() => new Webhook(secret).verify(body, late as Record<string, string>)).toThrow('too old');
  });

  it('is signed by both secrets while one takes the place of the other', async () => {
    await here.post(message({ secrets: [other, secret] }));
    expect(verified(secret)).toBeTruthy();
    expect(verified(other)).toBeTruthy();
  });

  it('is not carried on to where an answer points', async () => {
    receiver.answer = (response) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await here.post(message())).toEqual({ status: 302 });
    expect(receiver.received).toHaveLength(1);
  });

  it('does not wait for an answer that does not end, nor take in one without measure', async () => {
    const patient = openWebhookDelivery({ toPrivateNetworks: true, patience: 200 });
    receiver.answer = () => {};
    await expect(patient.post(message())).rejects.toMatchObject({ kind: 'temporary', code: 'timeout' });
    receiver.answer = (response) => void response.writeHead(200).write('a');
    expect(await patient.post(message())).toEqual({ status: 200 });
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = () => response.destroyed || response.write('a'.repeat(10_000), more);
      more();
    };
    expect(await here.post(message())).toEqual({ status: 200 });
  });

  it('does not wait for a receiver that goes over to another protocol', async () => {
    receiver.answer = ({ socket }) =>
      void socket!.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    await expect(here.post(message())).rejects.toMatchObject({ kind: 'temporary', code: 'not-reachable' });
  });

  it('says when nobody is there', async () => {
    const { url } = receiver;
    await receiver.close();
    await expect(here.post(message({ url }))).rejects.toMatchObject({ kind: 'temporary', code: 'not-reachable' });
    await expect(here.post(message({ url: 'https://nobody.invalid/' }))).rejects.toMatchObject({
      code: 'not-reachable',
    });
    receiver = await receiveWebhooks();
  });
});

describe('a private network', () => {
  const outward = openWebhookDelivery({});

  it.each([
    ['this machine', (url: string) => url],
    ['this machine by its name', (url: string) => url.replace('127.0.0.1', 'localhost')],
    ['this machine as one number', (url: string) => url.replace('127.0.0.1', '2130706433')],
    ['this machine in octal', (url: string) => url.replace('127.0.0.1', '0177.0.0.1')],
    ['this machine in IPv6', (url: string) => url.replace('127.0.0.1', '[::1]')],
    ['this machine as IPv4 in IPv6', (url: string) => url.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
    ['every address', (url: string) => url.replace('127.0.0.1', '0.0.0.0')],
    ['what clouds tell their machines', () => 'http://169.254.169.254/latest/meta-data/'],
    ['an office', () => 'https://10.1.2.3/'],
  ])('is not reached: %s', async (_what, to) => {
    await expect(outward.post(message({ url: to(receiver.url) }))).rejects.toMatchObject({
      kind: 'permanent',
      code: 'private-address',
    });
    expect(receiver.received).toEqual([]);
  });

  it.each(['ftp://receiver.example/', 'file:///etc/passwd', 'no address'])(
    'is not reached by another way: %s',
    async (url) => {
      await expect(outward.post(message({ url }))).rejects.toMatchObject({ kind: 'permanent', code: 'address-wrong' });
    },
  );

  it.each([
    '10.255.0.1',
    '100.64.0.1',
    '127.8.9.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::',
    'not digits',
  ])('is what %s lies in', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '172.15.0.1', '172.32.0.1', '193.166.3.2', '2a00:1450:4026::1', '2606:4700::1111'])(
    'is not what %s lies in',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});
