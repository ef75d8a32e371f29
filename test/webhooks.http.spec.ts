import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { administrator, coordinator, type Drive, drive, head } from './driven-api.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';
import { type Receiver, receiveWebhooks } from './webhook-receiver.ts';

/** What the administration does with webhooks over HTTP. */

let api: RunningApi;
let story: Drive;
let receiver: Receiver;
beforeAll(async () => {
  api = await runApi({ WEBHOOKS_TO_PRIVATE_NETWORKS: 'yes', BASE_URL: 'https://kierto.example' });
  story = drive(api);
  receiver = await receiveWebhooks();
});
afterAll(async () => {
  await api.close();
  await receiver.close();
});

const register = (body: Json = {}) =>
  story.tries(administrator, 'RegisterWebhook', 'main', {
    webhook: 'register',
    types: ['proposal.decided'],
    words: { url: receiver.url },
    ...body,
  });

describe('a webhook', () => {
  it('answers its secret when it is registered, and is listed without it', async () => {
    const { status, body } = await register();
    expect({ status, body }).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whsec_/) } });
    const listed = await api.send('GET', '/api/webhooks', undefined, administrator);
    expect(listed.body).toEqual({
      items: [{ id: 'register', types: ['proposal.decided'], url: receiver.url, signed: true }],
    });
    expect(listed.text).not.toContain(body.secret as string);
    expect(await story.bytes(administrator, '/api/organisation')).not.toContain(body.secret as string);
  });

  it('is sent a test message, and gets another secret', async () => {
    const { body } = await story.tries(administrator, 'RotateWebhookSecret', 'main', { webhook: 'register' });
    const tested = await api.send('POST', '/api/webhooks/register/test', undefined, administrator);
    expect(tested).toMatchObject({ status: 200, body: { state: 'done', outcome: 'http-204' } });
    const { headers, body: sent } = receiver.received.at(-1)!;
    expect(new Webhook(body.secret as string).verify(sent, headers as Record<string, string>)).toMatchObject({
      type: 'webhook.test',
    });
  });

  it('is sent once more what has failed', async () => {
    const { deliveries } = api.house.vault;
    const now = new Date();
    const facts = { type: 'proposal.decided', timestamp: now.toISOString(), data: { id: 'e', stream: 'proposal-one' } };
    const failed = { channel: 'webhook', to: 'register', event: 'e', facts, now } as const;
    await deliveries.add([
      { ...failed, id: 'msg_1' },
      { ...failed, id: 'msg_2' },
    ]);
    await deliveries.settle('msg_1', { state: 'failed', outcome: 'http-500', at: now });
    await deliveries.settle('msg_2', { state: 'done', outcome: 'http-204', at: now });
    const retried = await api.send('POST', '/api/webhooks/register/retry', undefined, administrator);
    expect(retried).toMatchObject({ status: 200, body: { retried: 1 } });
    expect(await deliveries.list({ to: 'register', state: 'waiting', limit: 10 })).toMatchObject([{ id: 'msg_1' }]);
  });

  it.each([
    ['GET', '/api/webhooks'],
    ['POST', '/api/webhooks/register/test'],
    ['POST', '/api/webhooks/register/retry'],
  ])('is for the administration: %s %s', async (method, path) => {
    expect(await api.send(method, path)).toMatchObject({ status: 401, body: { code: 'sign-in.needed' } });
    for (const actor of [head, coordinator])
      expect(await api.send(method, path, undefined, actor)).toMatchObject({
        status: 403,
        body: { code: 'permission.denied' },
      });
  });

  it('is not there: 404', async () => {
    expect(await api.send('POST', '/api/webhooks/nobody/test', undefined, administrator)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it.each([
    [422, 'webhook.address-wrong', { words: { url: 'ftp://receiver.example/' } }],
    [422, 'webhook.type-unknown', { types: ['proposal.sung'] }],
    [422, 'webhook.types-missing', { types: [] }],
    [400, 'request.body', { secret: 'short' }],
  ])('is refused with %i %s', async (status, code, body) => {
    const answer = await register(body);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.text).not.toContain('short');
  });

  it('is removed', async () => {
    await story.does(administrator, 'RemoveWebhook', 'main', { webhook: 'register' });
    expect((await api.send('GET', '/api/webhooks', undefined, administrator)).body).toEqual({ items: [] });
    const { version } = await story.reads<{ version: number }>(administrator, '/api/organisation');
    expect(version).toBe(await api.house.store.version('organisation-main'));
  });

  it('shows its address to the administration alone', async () => {
    const path = '/api/organisation/main/timeline';
    expect(await story.bytes(administrator, path)).toContain(receiver.url);
    for (const actor of [head, coordinator, {}]) expect(await story.bytes(actor, path)).not.toContain(receiver.url);
  });
});
