import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './errors.ts';
import { type DriverError, driverError, pause, RefusedByServer } from './eventstoredb.errors.ts';
import type { Driver } from './eventstoredb.port.ts';

const mostAttempts = 6;
/** After so long no further attempt is begun; whoever asked is waiting. */
const mostMilliseconds = 8_000;
/** A client may stay broken although the server is well again: after so many failures in a row a new one is opened. */
const failuresBeforeNewClient = 3;
/** When every call that began on the old client has ended. */
const millisecondsToRetire = 10_000;

/** Calls to one EventStoreDB: tried again where that may help, and never on another store than the one that was opened. */
export class Connection {
  readonly #open: () => Promise<Driver>;
  #driver: Promise<Driver>;
  #failures = 0;
  /** After a failure, as after any new connection, another server may be answering at the same address. */
  #suspect = false;
  #closed = false;
  readonly #retired = new Set<Promise<Driver>>();
  /** Throws when the store behind the driver is not the one that was opened. */
  assertSame: (driver: Driver) => Promise<void> = async () => {};

  constructor(open: () => Promise<Driver>) {
    this.#open = open;
    this.#driver = open();
    this.#driver.catch(() => {});
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * @param wanted when it answers false, no further attempt is made
   * @throws StoreError store-unavailable; DriverError when a race was lost or the server refuses
   */
  async call<Answer>(work: (driver: Driver) => Promise<Answer>, wanted = () => true): Promise<Answer> {
    const began = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      if (this.#closed) throw new StoreError('store-unavailable', 'The event store is closed.');
      const current = this.#driver;
      try {
        const driver = await current;
        if (this.#suspect || !(await driver.connected())) await this.#checkSame(driver);
        const answer = await work(driver);
        this.#failures = 0;
        return answer;
      } catch (error) {
        if (error instanceof StoreError || error instanceof TypeError) throw error;
        const failure = driverError(error);
        if (failure.outcome !== 'again') throw failure;
        this.#failed(current);
        if (attempt === mostAttempts || performance.now() - began > mostMilliseconds || !wanted())
          throw unavailable(failure);
      }
      await sleep(pause(attempt));
    }
  }

  /** The client to subscribe with; `failed` tells that the subscription broke off so many times in a row. */
  async forFeed(): Promise<{ readonly driver: Driver; readonly failed: (times: number) => void }> {
    const current = this.#driver;
    const failed = (times: number) => {
      this.#suspect = true;
      if (times % failuresBeforeNewClient === 0) this.#replace(current);
    };
    return { driver: await current, failed };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([...this.#retired, this.#driver].map(disposed));
  }

  async #checkSame(driver: Driver): Promise<void> {
    await this.assertSame(driver);
    this.#suspect = false;
  }

  /** Calls that fail together on one client count against that client only. */
  #failed(driver: Promise<Driver>): void {
    this.#suspect = true;
    if (driver !== this.#driver) return;
    this.#failures += 1;
    if (this.#failures >= failuresBeforeNewClient) this.#replace(driver);
  }

  #replace(driver: Promise<Driver>): void {
    if (driver !== this.#driver || this.#closed) return;
    this.#failures = 0;
    this.#retired.add(driver);
    setTimeout(() => {
      this.#retired.delete(driver);
      void disposed(driver);
    }, millisecondsToRetire).unref();
    this.#driver = this.#open();
    this.#driver.catch(() => {});
  }
}

const unavailable = ({ message }: DriverError): StoreError =>
  new StoreError(
    'store-unavailable',
    `EventStoreDB does not answer; what became of the call is not known: ${message}.`,
  );

const disposed = (driver: Promise<Driver>): Promise<void> =>
  driver.then(
    (one) => one.dispose(),
    () => {},
  );

/** A refusal in the words of the store; everything else as it is. */
export function inOurWords(error: unknown): unknown {
  const failure = error as Partial<DriverError>;
  return failure.outcome === 'refused' ? new RefusedByServer(failure as DriverError) : error;
}
