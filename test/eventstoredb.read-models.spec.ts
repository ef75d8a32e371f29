import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type EventStore, type EventStoreSettings, openEventStore } from '#event-store';
import { allQueries, openReads, type Reads } from '#read-models';
import { simulateCounty } from '#simulation';
import { type Context, exportHistory, holidayTables, importHistory, openContext, readLines } from '#use-cases';
import { openVault, type Vault } from '#vault';
import { startEsdbWireDouble, type WireDouble } from './esdb-wire-double/server.ts';
import { events } from './event-store.conformance.ts';
import { administrator, rowsOf } from './log-and-reads.ts';

interface Opened {
  readonly folder: string;
  readonly store: EventStore;
  readonly vault: Vault;
  readonly context: Context;
  readonly reads: Reads;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startDouble(options: Parameters<typeof startEsdbWireDouble>[0] = {}): Promise<WireDouble> {
  const double = await startEsdbWireDouble(options);
  closing.push(() => double.kill());
  return double;
}

/** An installation whose log lies where `settingsIn` says, with the read models following it. */
async function installation(settingsIn: (folder: string) => EventStoreSettings): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-esdb-'));
  const settings = settingsIn(folder);
  const store = await openEventStore(settings);
  const vault = await openVault({ kind: 'sqlite', folder });
  const counting = { vault: { kind: 'sqlite', folder } } as const;
  const reads = openReads({ dataFolder: folder, store, vault, threadsOpen: settings, counting });
  closing.push(async () => {
    await reads.close();
    await vault.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return { folder, store, vault, context: openContext(store, vault), reads };
}

const embedded = (folder: string): EventStoreSettings => ({ kind: 'sqlite', folder });

async function exported({ context }: Opened): Promise<string> {
  let text = '';
  await exportHistory(context, (more) => {
    text += more;
  });
  return text;
}

/** Everything the read models hold, without where it lay in which log. */
async function rows({ folder, store, reads }: Opened): Promise<Record<string, string[]>> {
  await reads.waitFor((await store.head())!.position, 30_000);
  const { models } = await reads.status();
  return Object.fromEntries(
    models.map(({ name }) => [name, rowsOf(join(folder, 'read', `${name}.sqlite`)).map(withoutPositions)]),
  );
}

/** What is answered to every query that needs no parameter. */
async function answers({ store, reads }: Opened): Promise<Record<string, string>> {
  const after = (await store.head())!.position;
  const found: Record<string, string> = {};
  for (const one of allQueries) {
    const handler = new (one.handler as new (reads: Reads) => { execute(query: object): Promise<unknown> })(reads);
    try {
      const ask = () => handler.execute(new one.query({}, { reader: administrator, today: '2026-11-20', after }));
      let answer = await ask();
      // Figures whose facts are still being put together.
      while ((answer as { readonly making?: object }).making) answer = await ask();
      found[one.name] = withoutPositions(JSON.stringify(answer));
    } catch (error) {
      // It names what it wants to know: which proposal, which group.
      if ((error as Error).name !== 'QueryRefused') throw error;
    }
  }
  return found;
}

const withoutPlaces = (text: string): string => text.replace(/"(S:\d+|C:\d+\/P:\d+)"/g, '"somewhere"');

/** The cursor of a list of figures names the place in the log, too. */
const withoutPositions = (text: string): string =>
  withoutPlaces(text).replace(
    /"next":"([\w-]+)"/g,
    (_all, cursor: string) => `"next":${withoutPlaces(Buffer.from(cursor, 'base64url').toString())}`,
  );

describe('read models over an EventStoreDB', () => {
  it('answer what they answer over the embedded store, from the same history, also when built anew', async () => {
    const { url } = await startDouble();
    const one = await installation(embedded);
    await importHistory(one.context, readLines(createReadStream('histories/espoo-jyvaskyla.ndjson')));
    const holidays = await holidayTables(2025, 2027);
    const size = { units: 2, groups: 3, years: 1, seed: 'remote', until: '2026-06-30', holidays };
    const county = [...simulateCounty(size)].map((line) => JSON.stringify(line)).join('\n');
    expect(await importHistory(one.context, readLines([Buffer.from(county)]))).toMatchObject({ rejected: 0 });
    const text = await exported(one);
    const two = await installation(() => ({ kind: 'eventstoredb', url }));
    expect(await importHistory(two.context, readLines([Buffer.from(text)]))).toMatchObject({ rejected: 0, already: 0 });
    expect(await exported(two)).toBe(text);

    const expected = await rows(one);
    expect(Object.values(expected).flat().length).toBeGreaterThan(500);
    expect(await rows(two)).toEqual(expected);
    const asked = await answers(one);
    expect(Object.keys(asked).length).toBeGreaterThan(5);
    expect(await answers(two)).toEqual(asked);

    await two.reads.rebuild();
    expect(await rows(two)).toEqual(expected);
    expect(await answers(two)).toEqual(asked);
  }, 60_000);

  it('follow what another process appends, and go on by themselves when the server was away', async () => {
    let double = await startDouble();
    const settings = { kind: 'eventstoredb', url: double.url } as const;
    const here = await installation(() => settings);
    const elsewhere = await openEventStore(settings);
    closing.push(() => elsewhere.close());
    const first = await elsewhere.append('unit-1', events(1, 'Nothing'), 0);
    await here.reads.waitFor(first.position, 30_000);
    await double.kill();
    double = await startDouble({ port: double.port, log: double.log });
    const second = await elsewhere.append('unit-1', events(1, 'Nothing'), 1);
    await here.reads.waitFor(second.position, 30_000);
    const { models } = await here.reads.status();
    expect(models.map(({ state }) => state)).toEqual(models.map(() => 'live'));
  });

  it('are not built anew because the server is away when they are opened: they wait for it', async () => {
    let double = await startDouble();
    const folder = mkdtempSync(join(tmpdir(), 'kierto-esdb-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    const vault = await openVault({ kind: 'sqlite', folder });
    closing.push(() => vault.close());
    const settings = { kind: 'eventstoredb', url: double.url } as const;
    const store = await openEventStore(settings);
    closing.push(() => store.close());
    const { position } = await store.append('unit-1', events(1, 'Nothing'), 0);
    const before = openReads({ dataFolder: folder, store, vault, threadsOpen: settings });
    await before.waitFor(position, 30_000);
    await before.close();
    await double.kill();
    const said: string[] = [];
    const log = (sentence: string) => void said.push(sentence);
    const reads = openReads({ dataFolder: folder, store, vault, threadsOpen: settings, log });
    closing.push(() => reads.close());
    // Away for longer than one call tries: that is told to whoever asks, and not to the models.
    await expect(store.version('unit-1')).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(store.version('unit-1')).rejects.toMatchObject({ code: 'store-unavailable' });
    double = await startDouble({ port: double.port, log: double.log });
    await reads.waitFor(position, 30_000);
    expect(said).toEqual([]);
  });

  it('are kept over a restart, and built anew when another store is behind the address', async () => {
    const double = await startDouble();
    const folder = mkdtempSync(join(tmpdir(), 'kierto-esdb-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    const vault = await openVault({ kind: 'sqlite', folder });
    closing.push(() => vault.close());
    const said: string[] = [];
    const run = async (url: string) => {
      const settings = { kind: 'eventstoredb', url } as const;
      const store = await openEventStore(settings);
      const { position } = await store.append('unit-1', events(1, 'Nothing'), await store.version('unit-1'));
      const log = (sentence: string) => void said.push(sentence);
      const reads = openReads({ dataFolder: folder, store, vault, threadsOpen: settings, log });
      await reads.waitFor(position, 30_000);
      await reads.close();
      await store.close();
      return said.splice(0).length;
    };
    expect(await run(double.url)).toBeGreaterThan(0);
    expect(await run(double.url)).toBe(0);
    expect(await run((await startDouble()).url)).toBeGreaterThan(0);
  });
});
