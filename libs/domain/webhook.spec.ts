import { describe, expect, it } from '@jest/globals';
import { acting, administrator, andThen, given, recorded, refused } from './given.ts';
import * as organisation from './organisation.ts';
import * as webhook from './webhook.ts';

const words = { url: 'https://receiver.example/kierto' };
const types = ['proposal.decided'];
const registered = { type: 'WebhookRegistered', data: { webhook: 'register', types } };
const { webhooks } = given(organisation, registered).state;
const none = organisation.initial.webhooks;
const act = acting(administrator);
const facts = { ...act, knownTypes: new Set(['proposal.decided', 'group.founded']) };

describe('a webhook', () => {
  it('is registered for types of events, each named once', () => {
    const input = { webhook: 'register', types: ['proposal.decided', 'group.founded', 'proposal.decided'], words };
    const events = webhook.register(input, facts);
    expect(events).toEqual(recorded('WebhookRegistered', { ...input, types: ['group.founded', 'proposal.decided'] }));
    const { state } = andThen(organisation, given(organisation), events);
    expect(state.webhooks.get('register')).toMatchObject({
      types: new Set(['group.founded', 'proposal.decided']),
      since: '2026-03-01T10:00:00.000Z',
    });
  });

  it('registered again has another address and other types', () => {
    const events = webhook.register({ webhook: 'register', types: ['group.founded'], words }, facts);
    const later = events.map((event) => ({ ...event, recordedAt: '2026-03-10T10:00:00.000Z' }));
    const { state } = andThen(organisation, given(organisation, registered), later);
    expect(state.webhooks.get('register')?.since).toBe('2026-03-01T10:00:00.000Z');
    expect([...state.webhooks].map(([id, { types }]) => [id, [...types]])).toEqual([['register', ['group.founded']]]);
    expect(state.webhooks.get('register')?.event).not.toBe(webhooks.get('register')?.event);
  });

  it('gets another secret', () => {
    const events = webhook.rotateSecret({ webhook: 'register' }, webhooks, act);
    expect(events).toEqual(recorded('WebhookSecretRotated', { webhook: 'register' }));
    expect(andThen(organisation, given(organisation, registered), events).state.webhooks).toEqual(webhooks);
  });

  it('is removed, once, and may be registered again', () => {
    const events = webhook.remove({ webhook: 'register', because: 'gone' }, webhooks, act);
    expect(events).toEqual(recorded('WebhookRemoved', { webhook: 'register', because: 'gone' }));
    const removed = andThen(organisation, given(organisation, registered), events);
    expect(removed.state.webhooks.size).toBe(0);
    expect(webhook.remove({ webhook: 'register' }, removed.state.webhooks, act)).toEqual([]);
    expect(webhook.register({ webhook: 'register', types, words }, facts)).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    ['webhook.address-missing', 'it has no address', () => webhook.register({ webhook: 'x', types }, facts)],
    ['webhook.types-missing', 'it wants nothing', () => webhook.register({ webhook: 'x', types: [], words }, facts)],
    [
      'webhook.type-unknown',
      'it wants what does not exist',
      () => webhook.register({ webhook: 'x', types: ['proposal.sung'], words }, facts),
    ],
    [
      'webhook.unknown',
      'the secret of one is changed that is not there',
      () => webhook.rotateSecret({ webhook: 'register' }, none, act),
    ],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});
