import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { startEsdbWireDouble, type WireDouble } from './esdb-wire-double/server.ts';
import { eventStoreConformance } from './event-store.conformance.ts';

let double: WireDouble;
beforeAll(async () => {
  double = await startEsdbWireDouble();
});
afterAll(async () => {
  // Whatever the suite did, nothing may have gone the way that shares its state between clients.
  expect(double.calls.batchAppend).toBe(0);
  expect(double.calls.append).toBeGreaterThan(0);
  await double.stop();
});

/** Each store has a namespace of its own in the one server, so that it is empty whatever was written before. */
const begun = Date.now().toString(36);
let namespaces = 0;

function stores(
  url: () => string,
  user?: string,
  password?: string,
): [fresh: () => Promise<EventStore>, beside: () => Promise<EventStore>] {
  const beside = () =>
    openEventStore({
      kind: 'eventstoredb',
      url: url(),
      namespace: `t${begun}x${namespaces}`,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
    });
  const fresh = () => {
    namespaces += 1;
    return beside();
  };
  return [fresh, beside];
}

eventStoreConformance('The EventStoreDB adapter over the wire double', ...stores(() => double.url));

const { ESDB_URL, ESDB_USER, ESDB_PASSWORD } = process.env;
if (ESDB_URL !== undefined)
  eventStoreConformance('The EventStoreDB adapter over a server', ...stores(() => ESDB_URL, ESDB_USER, ESDB_PASSWORD));
// No server runs where these tests usually do: the report says each time that this was not tried.
else
  describe('The EventStoreDB adapter over a server', () => {
    it.skip('keeps the promises of an event store: not run, ESDB_URL names no server', () => {});
  });
