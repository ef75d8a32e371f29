import type { StreamName, Version } from './event-store.ts';
import { Recent } from './recent.ts';

/** Streams whose versions are remembered. */
const most = 50_000;

/**
 * The versions of streams as the handle that writes a log knows them: nobody else writes it, so what was seen of a stream
 * stays true until this handle appends. A version is entered when it was read from the log, and then only raised, because
 * the answer to an append may come after a read has seen more.
 */
export class StreamVersions {
  readonly #known = new Recent<Version>(most);

  get(stream: StreamName, readFromLog: () => Version): Version {
    const known = this.#known.get(stream);
    if (known !== undefined) return known;
    const version = readFromLog();
    this.#known.set(stream, version);
    return version;
  }

  raise(stream: StreamName, version: Version): void {
    const known = this.#known.get(stream);
    if (known !== undefined && known < version) this.#known.set(stream, version);
  }

  /** After a refusal or an unknown outcome: the log is asked again. */
  forget(stream: StreamName): void {
    this.#known.delete(stream);
  }
}
