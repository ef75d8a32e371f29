import { waitedFor } from '#domain/owed';
import {
  dated,
  dimensions,
  dueRules,
  ends,
  measures,
  otherEnds,
  parts,
  rowsWith,
  type Snapshot,
  times,
  waitColumn,
} from '#influence';
import { codeOf, day, type Made } from './made.ts';
import type { Asking } from './questions.ts';

type Slice = Extract<Asking, { kind: 'rows' }>;

/**
 * Rows of the table of facts, as columns of apps/api/influence/fact-columns.ts name them. Without `stockAnswer`: it changes when words
 * are forgotten, and a file that somebody cites does not.
 */
export function factRows(made: Made, mask: Uint8Array, { from, most }: Slice) {
  const { snapshot } = made;
  const rows = rowsWith(snapshot, mask, () => true);
  return {
    count: rows.length,
    rows: [...rows.slice(from, from + most)].map((row) => {
      const text = (name: keyof Snapshot['column']) => codeOf(snapshot, name, row);
      const shares = Object.fromEntries(measures.map(({ id }) => [id, parts[snapshot.shares[id]![row]! - 1]]));
      const took = Object.fromEntries(
        times.map(({ id }) => {
          const { end, lower, upper, other } = snapshot.times[id]!;
          const name = ends[end[row]! - 1];
          const isKnown = name === 'exact' || name === 'interval' || name === 'censored' || name === 'competing';
          const [least, most] = isKnown ? [lower[row]!, upper[row]!] : [];
          return [id, { end: name, other: otherEnds[other[row]! - 1], lower: least, upper: most }];
        }),
      );
      const days = Object.fromEntries(
        dated.map((step) => [step, [day(snapshot.days[step][0][row]!), day(snapshot.days[step][1][row]!)]]),
      );
      return {
        id: snapshot.ids[row]!,
        ...Object.fromEntries(
          [...dimensions, 'commission', 'answerWanted', 'reply', 'changed', 'closed'].map((name) => [
            name,
            text(name as keyof Snapshot['column']),
          ]),
        ),
        reasonCodes: snapshot.reasonCodes.values.filter(
          (_value, code) => code > 0 && (snapshot.reasons[row]! & (1 << code)) !== 0,
        ),
        rounds: snapshot.counts.rounds[row]!,
        timesTooEarly: snapshot.counts.timesTooEarly[row]!,
        disputed: snapshot.counts.disputed[row] === 1,
        days,
        shares,
        times: took,
      };
    }),
  };
}

export function waitRows({ snapshot }: Made, mask: Uint8Array, { from, most }: Slice) {
  const { waits, codes } = snapshot;
  const rows = rowsWith(snapshot, mask, () => true);
  const found: object[] = [];
  let count = 0;
  for (const row of rows) {
    const last = count + waits.length[row]!;
    if (last <= from || found.length >= most) {
      count = last;
      continue;
    }
    for (let index = waits.start[row]!; index < waits.start[row]! + waits.length[row]!; index++) {
      count += 1;
      if (count <= from || found.length >= most) continue;
      const at = (column: keyof typeof waitColumn) => waits.rows.at(index, waitColumn[column]);
      const text = (values: readonly string[], code: number) => (code === 0 ? undefined : values[code]);
      found.push({
        proposal: snapshot.ids[row]!,
        what: waitedFor[at('what')]!,
        side: at('side') === 0 ? 'management' : 'group',
        unit: text(codes.unit.values, at('unit')),
        unitNow: text(codes.unitNow.values, at('unitNow')),
        post: text(waits.posts.values, at('post')),
        group: codes.group.values[at('group')]!,
        since: [day(at('sinceFirst')), day(at('sinceLast'))],
        with: day(at('with')),
        due: day(at('due')),
        rule: dueRules[at('rule')]!,
        ended: [day(at('endedFirst')), day(at('endedLast'))],
        open: at('open') === 1,
        kept: parts[at('kept') - 1],
        known: at('covered') === 1,
      });
    }
  }
  return { count, rows: found };
}
