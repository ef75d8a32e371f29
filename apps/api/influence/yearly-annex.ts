import { amongOf, type MeasureId } from '#i18n';
import { measures, promiseKept, stockAnswer, times } from '#influence';
import { measureIds, timeIds } from './report-measures.ts';
import { type Block, heading } from './report-model.ts';
import { cell, type Words } from './report-words.ts';

const stepsOf = new Map<string, readonly string[]>(
  [...measures, stockAnswer, promiseKept, ...times].map(({ id, steps }) => [id, steps]),
);

export function annex(words: Words): Block[] {
  const { say } = words;
  const needed = (id: string) => {
    const steps = stepsOf.get(id) ?? [];
    return cell(
      steps.length > 0
        ? steps.map((step) => words.code('reports.step', step)).join(', ')
        : say('reports.annex.anySource'),
    );
  };
  const columns = (title: string) => [
    { title, width: 25 },
    { title: say('reports.column.meaning'), width: 50 },
    { title: say('reports.column.steps'), width: 25 },
  ];
  const meaning = (measure: MeasureId) =>
    cell(`${say('reports.annex.among', { among: say(`among.${amongOf[measure]}`) })} ${say(`measureYes.${measure}`)}`);
  return [
    heading(2, say('reports.annex.heading')),
    {
      kind: 'table',
      caption: say('reports.annex.shares'),
      columns: columns(say('reports.column.figure')),
      rows: measureIds.map((measure) => ({
        head: cell(say(`measure.${measure}`)),
        cells: [meaning(measure), needed(measure)],
      })),
    },
    {
      kind: 'table',
      caption: say('reports.annex.times'),
      columns: columns(say('reports.column.time')),
      rows: timeIds.map((time) => ({
        head: cell(say(`time.${time}`)),
        cells: [cell(say(`timeFromTo.${time}`)), needed(time)],
      })),
    },
  ];
}
