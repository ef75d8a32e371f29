import { type Dimension, none } from '#influence';
import { groupNames, labels, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import type { Asked } from '../query.ts';
import { type Text, textsOf } from '../texts.ts';

/** How values of a dimension are called where the organisation has named them: the name of a unit or a group, the label of a theme. */
export async function labelled(
  reads: Reads,
  asked: Asked,
  wanted: readonly (readonly [dimension: Dimension | undefined, value: string | undefined])[],
): Promise<(dimension: Dimension | undefined, value: string | undefined) => Text | null> {
  const among = (...dimensions: readonly Dimension[]) =>
    wanted.flatMap(([dimension, value]) =>
      dimension && dimensions.includes(dimension) && value !== undefined && value !== none ? [value] : [],
    );
  const units = unitNames(reads, among('unit', 'unitNow'));
  const groups = groupNames(reads, among('group'));
  const themes = labels(reads, 'theme', among('theme'));
  const sources = sourceTitles(reads, among('source'));
  const text = await textsOf(reads, asked, {
    open: [...units.values(), ...groups.values(), ...themes.values(), ...sources.values()],
  });
  return (dimension, value = '') => {
    if (dimension === 'unit' || dimension === 'unitNow') return text(units.get(value), 'name');
    if (dimension === 'group') return text(groups.get(value), 'name');
    if (dimension === 'theme') return text(themes.get(value), 'label');
    return dimension === 'source' ? text(sources.get(value), 'title') : null;
  };
}

function sourceTitles(reads: Reads, sources: readonly string[]): ReadonlyMap<string, string> {
  if (sources.length === 0) return new Map();
  const sql = 'SELECT id, event FROM sources WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n';
  const rows = reads.rows('organisation').all<{ id: string; event: string }>(sql, JSON.stringify(sources));
  return new Map(rows.map(({ id, event }) => [id, event]));
}
