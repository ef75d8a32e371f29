import { type Block, type Line, Pieces } from './report-model.ts';
import type { Cohort } from './yearly-facts.ts';
import { counted, type Shown } from './yearly-figures.ts';

const inWords = ['answered', 'accepted', 'ledToChange', 'told', 'confirmed', 'loopClosed', 'promiseKept'] as const;

/** What became of some proposals, in sentences: each with its interval and with what is not known. */
export function inShort(shown: Shown, cohort: Cohort): Block {
  const { words } = shown;
  const { say, number, days } = words;
  const lines: Line[] = inWords.map((measure) => shareLine(shown, cohort, measure)).filter((of) => of.length > 0);
  const curve = cohort.times.get('toAnswer');
  const known = curve ? curve.counts.exact + curve.counts.censored + curve.counts.competing : 0;
  if (!curve || known === 0) lines.push([{ text: say('reports.short.noTime') }]);
  else {
    const pieces = new Pieces();
    const open = pieces.put(counted(shown, curve.counts.censored, { time: 'toAnswer', end: 'censored' }));
    const { value, ...limits } = curve.median;
    lines.push(
      pieces.line(
        value === undefined
          ? say('reports.short.noMedian', { open })
          : say('reports.short.median', { days: number(value), interval: days(limits), open }),
      ),
    );
  }
  for (const side of ['management', 'group'] as const) {
    const owed = cohort.owed.filter((one) => one.side === side);
    if (owed.length === 0) continue;
    const pieces = new Pieces();
    const list = owed.map(({ what, proposals }) => {
      const count = pieces.put(counted(shown, proposals, { owed: what, side }));
      return `${words.code('owed', what)} ${count}`;
    });
    lines.push(pieces.line(say(`reports.short.owed.${side}`, { list: list.join('; ') })));
  }
  if (cohort.owed.length === 0) lines.push([{ text: say('reports.short.owed.nothing') }]);
  else {
    const pieces = new Pieces();
    const silent = pieces.put(counted(shown, cohort.silent, { silentIn: 'now' }));
    lines.push(pieces.line(say('reports.short.silent', { number: silent })));
  }
  return { kind: 'list', lines };
}

/** A share as a sentence; empty where there is no case of it. */
function shareLine(shown: Shown, cohort: Cohort, measure: (typeof inWords)[number]): Line {
  const { words } = shown;
  const { say, share, shares } = words;
  const figure = cohort.figures.get(measure);
  if (!figure || Object.values(figure.counts).every((count) => count === 0)) return [];
  const { yes, no } = figure.counts;
  const pieces = new Pieces();
  const put = (count: number, part: string) => pieces.put(counted(shown, count, { measure, part }));
  const sentences =
    figure.share === undefined || figure.interval === undefined
      ? measure === 'answered'
        ? []
        : [say('reports.short.noShare', { measure: say(`measure.${measure}`) })]
      : [
          say(`reports.short.${measure}`, {
            yes: put(yes, 'yes'),
            of: put(yes + no, 'counted'),
            share: share(figure.share),
            interval: shares(figure.interval),
          }),
        ];
  // These sentences speak of proposals, and what was promised is counted one by one; its table says the rest.
  for (const part of measure === 'promiseKept' ? [] : (['recorded', 'withdrawn', 'notKnown'] as const)) {
    const count = figure.counts[part];
    if (count === 0) continue;
    const key =
      part === 'notKnown' && measure === 'answered'
        ? 'reports.short.noAnswerRecorded'
        : (`reports.short.${part}` as const);
    sentences.push(say(key, { number: put(count, part), count }));
  }
  return pieces.line(sentences.join(' '));
}
