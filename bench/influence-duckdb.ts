import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { ends, type Limits, noDay, parts, type Snapshot, type SurvivalStep } from '#influence';

/** The columns that two filters, a share and a time need, in a table of DuckDB's own: the same numbers, of the same width. */

const columns = ['unit', 'kind', 'year', 'grp', 'accepted', 'ended', 'lower', 'upper'] as const;
const types = 'INTEGER, INTEGER, INTEGER, INTEGER, UTINYINT, UTINYINT, INTEGER, INTEGER'.split(', ');
const rowsAFlush = 100_000;

export interface Share {
  /** Undefined: of the whole. */
  readonly year: string | undefined;
  readonly yes: number;
  readonly no: number;
  readonly interval: Limits | undefined;
}

export interface Peer {
  share(units: readonly string[], kind: string): Promise<Share[]>;
  byYear(units: readonly string[], kind: string): Promise<Share[]>;
  survival(units: readonly string[], kind: string): Promise<SurvivalStep[]>;
  close(): void;
}

async function filled(connection: DuckDBConnection, snapshot: Snapshot): Promise<void> {
  await connection.run(`CREATE TABLE cases (${columns.map((name, index) => `${name} ${types[index]}`).join(', ')})`);
  const { column, shares, times } = snapshot;
  const { end, lower, upper } = times.toAnswer!;
  const appender = await connection.createAppender('cases');
  for (let row = 0; row < snapshot.count; row += 1) {
    for (const name of ['unit', 'kind', 'year', 'group'] as const) appender.appendInteger(column[name][row]!);
    appender.appendUTinyInt(shares.accepted![row]!);
    appender.appendUTinyInt(end[row]!);
    appender.appendInteger(lower[row]!);
    appender.appendInteger(upper[row]!);
    appender.endRow();
    if (row % rowsAFlush === 0) appender.flushSync();
  }
  appender.closeSync();
}

const partOf = (name: string): number => (parts as readonly string[]).indexOf(name) + 1;
const endOf = (name: string): number => (ends as readonly string[]).indexOf(name) + 1;

const z = 1.959963984540054;
const wilson = (sign: '+' | '-') =>
  `(2 * yes + ${z * z} ${sign} ${z} * sqrt(${z * z} + 4.0 * yes * no / (yes + no))) / (2 * (yes + no + ${z * z}))`;

const shares = (by: string, where: string) => `
  WITH counted AS (
    SELECT ${by} AS year, count(*) FILTER (accepted = ${partOf('yes')}) AS yes, count(*) FILTER (accepted = ${partOf('no')}) AS no
    FROM cases WHERE ${where} GROUP BY ALL
  ) SELECT year, yes, no, ${wilson('-')} AS low, ${wilson('+')} AS high FROM counted ORDER BY year`;

/** Kaplan–Meier with Greenwood's errors and limits on the scale log(−log S), as kaplan-meier.ts says them. */
const survival = (where: string) => `
  WITH ended AS (
    SELECT lower AS time, count(*) AS n, count(*) FILTER (ended = ${endOf('exact')}) AS d FROM cases
    WHERE ${where} AND ended IN (${['exact', 'censored', 'competing'].map(endOf)}) AND lower = upper GROUP BY lower
  ), risk AS (
    SELECT time, n, d, sum(n) OVER (ORDER BY time DESC) AS r FROM ended
  ), curve AS (
    SELECT time, r, d, n - d AS c, product(1 - d / r) OVER (ORDER BY time) AS s,
      sum(CASE WHEN d < r THEN d / (r * (r - d)) ELSE 0 END) OVER (ORDER BY time) AS g FROM risk
  ) SELECT time, r, d, c, s, s * sqrt(g),
      CASE WHEN s > 0 AND s < 1 THEN pow(s, exp(${z} * sqrt(g) / abs(ln(s)))) END,
      CASE WHEN s > 0 AND s < 1 THEN pow(s, exp(-${z} * sqrt(g) / abs(ln(s)))) END
    FROM curve ORDER BY time`;

/** @param threads how many it may use; undefined: as many as it likes */
export async function openPeer(snapshot: Snapshot, threads: number | undefined): Promise<Peer> {
  const instance = await DuckDBInstance.create(':memory:', threads === undefined ? {} : { threads: String(threads) });
  const connection = await instance.connect();
  await filled(connection, snapshot);
  const { codes } = snapshot;
  const where = (units: readonly string[], kind: string) =>
    `unit IN (${units.map((unit) => codes.unit.find(unit) ?? noDay)}) AND kind = ${codes.kind.find(kind) ?? noDay}`;
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRows() as (number | bigint | null)[][];
  const sharesOf = async (by: string, units: readonly string[], kind: string) =>
    (await rows(shares(by, where(units, kind)))).map(
      ([year, yes, no, low, high]): Share => ({
        year: by === 'NULL' ? undefined : codes.year.values[Number(year)]!,
        yes: Number(yes),
        no: Number(no),
        interval: low === null ? undefined : { low: Number(low), high: Number(high) },
      }),
    );
  return {
    share: (units, kind) => sharesOf('NULL', units, kind),
    byYear: (units, kind) => sharesOf('year', units, kind),
    async survival(units, kind) {
      return (await rows(survival(where(units, kind)))).map(
        ([time, atRisk, events, censored, s, error, low, high]) => ({
          time: Number(time),
          atRisk: Number(atRisk),
          events: Number(events),
          censored: Number(censored),
          survival: Number(s),
          ...(Number(s) > 0 && { standardError: Number(error) }),
          ...(low !== null && { low: Number(low), high: Number(high) }),
        }),
      );
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
