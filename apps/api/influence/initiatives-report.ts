import type { Language } from '#i18n';
import type { Text } from '#read-models';
import type { ReportAsking } from './report-asking.ts';
import { type Block, heading, type Line, line, paragraph, type Report } from './report-model.ts';
import { capital, type Words, wordsIn } from './report-words.ts';

interface Initiative {
  readonly id: string;
  readonly title: Text | null;
  readonly kind: string;
  readonly group: string;
  readonly groupName: Text | null;
  readonly unit: string;
  readonly unitName: Text | null;
  readonly receivedOn?: string;
  readonly answeredOn?: string;
  readonly decision?: string;
  readonly reply?: string;
  readonly followedUpOn?: string;
  readonly changed?: string;
  readonly untold?: { readonly from: string };
  readonly registryNumber: string;
  readonly arrived: string;
  readonly handlerBy: string;
  readonly heardOn?: string;
  readonly whatWillBeDone: Text | null;
  readonly whatChanged: Text | null;
  readonly measures: readonly { readonly kind: string; readonly on?: string }[];
}

interface Answer {
  readonly year: number;
  readonly counts: {
    readonly initiatives: number;
    readonly handlerNamed: number;
    readonly handlerNamedInTime: number;
    readonly answered: number;
    readonly followedUp: number;
  };
  readonly items: readonly Initiative[];
}

interface Organisation {
  readonly presets: { readonly initiativeDaysToNameHandler: number };
}

/** The initiatives that arrived in a year and what was done because of them, for the council. @param year undefined: last year */
export async function initiativesReport(
  asking: ReportAsking,
  year: string | undefined,
  lang: Language,
): Promise<Report> {
  const answer = await asking.ask<Answer>('GetInitiativesReport', { ...(year !== undefined && { year }) });
  const { presets } = await asking.ask<Organisation>('GetOrganisation');
  const words = wordsIn(lang);
  const { say, day } = words;
  const of = { year: String(answer.year) };
  return {
    lang,
    title: say('reports.initiatives.title', of),
    day: asking.today,
    foot: say('reports.page', { page: 'PAGE', pages: 'PAGES' }),
    blocks: [
      paragraph(say('reports.initiatives.lead', of)),
      paragraph(say('reports.initiatives.asOf', { on: day(asking.today) })),
      ...(answer.items.length === 0
        ? [paragraph(say('reports.initiatives.none', of))]
        : [
            heading(2, say('reports.initiatives.short')),
            inShort(words, answer, presets.initiativeDaysToNameHandler),
            paragraph(say('reports.initiatives.open')),
            heading(2, say('reports.initiatives.each')),
            ...answer.items.flatMap((item) => initiative(words, item)),
          ]),
    ],
  };
}

function inShort({ say, number }: Words, { counts, items }: Answer, days: number): Block {
  const { initiatives: all } = counts;
  const heard = items.filter(({ heardOn }) => heardOn !== undefined).length;
  const of = (count: number) => line(`${number(count)} / ${number(all)}`);
  return {
    kind: 'terms',
    terms: [
      { term: say('reports.initiatives.count'), line: line(number(all)) },
      { term: say('reports.initiatives.named'), line: of(counts.handlerNamed) },
      {
        term: say('reports.initiatives.namedInTime', { days: number(days) }),
        line: of(counts.handlerNamedInTime),
      },
      { term: say('reports.initiatives.answered'), line: of(counts.answered) },
      { term: say('reports.initiatives.heard'), line: of(heard) },
      { term: say('reports.initiatives.followedUp'), line: of(counts.followedUp) },
    ],
  };
}

/** Somebody's words as the reader may read them, or why there are none; undefined: nothing was written. */
function written({ say, name, day }: Words, text: Text | null): Line | undefined {
  if (text === null) return undefined;
  if ('text' in text) return [name(text, '')];
  if ('removed' in text) return line(`(${say('reports.initiatives.removed')})`);
  if ('withheld' in text) return line(`(${say('reports.initiatives.withheld')})`);
  if ('unavailable' in text) return line(`(${say('reports.initiatives.unavailable')})`);
  const until = text.untold.from === undefined ? '' : `, ${day(text.untold.from)}`;
  return line(`(${say('reports.initiatives.untold')}${until})`);
}

function initiative(words: Words, item: Initiative): Block[] {
  const { say, day, name } = words;
  const notYet = line(say('reports.initiatives.notYet'));
  const by = day(item.handlerBy);
  const title = item.title !== null && 'text' in item.title ? [name(item.title, '')] : undefined;
  const answer = item.decision ?? item.reply;
  const said = (what: string, on: string | undefined) =>
    line(
      say('reports.initiatives.answerOn', {
        answer: what,
        day: on === undefined ? say('reports.initiatives.answerDayless') : day(on),
      }),
    );
  const terms: { term: string; line: Line }[] = [
    { term: say('reports.initiatives.registry'), line: line(item.registryNumber) },
    { term: say('reports.initiatives.arrived'), line: line(day(item.arrived)) },
    { term: say('reports.initiatives.unit'), line: [name(item.unitName, item.unit)] },
    { term: say('reports.initiatives.group'), line: [name(item.groupName, item.group)] },
    {
      term: say('reports.initiatives.handler'),
      line: line(
        item.receivedOn === undefined
          ? say('reports.initiatives.handlerNot', { by })
          : say('reports.initiatives.handlerOn', { day: day(item.receivedOn), by }),
      ),
    },
    { term: say('reports.initiatives.heard'), line: item.heardOn === undefined ? notYet : line(day(item.heardOn)) },
    {
      term: say('reports.initiatives.answer'),
      line:
        answer !== undefined
          ? said(words.code('outcome', answer), item.answeredOn)
          : item.untold
            ? line(say('reports.initiatives.untold'))
            : notYet,
    },
  ];
  const add = (term: string, of: Line | undefined) => of && terms.push({ term, line: of });
  add(say('reports.initiatives.whatWillBeDone'), written(words, item.whatWillBeDone));
  terms.push({
    term: say('reports.initiatives.changed'),
    line: item.changed === undefined ? notYet : said(words.code('changed', item.changed), item.followedUpOn),
  });
  add(say('reports.initiatives.whatChanged'), written(words, item.whatChanged));
  const measures = item.measures.map(({ kind, on }) =>
    line(
      say('reports.initiatives.measureOn', {
        measure: words.code('changes', kind),
        day: on === undefined ? say('reports.initiatives.answerDayless') : day(on),
      }),
    ),
  );
  return [
    heading(3, ...(title ?? [say('reports.initiatives.noTitle', { number: item.registryNumber })])),
    { kind: 'terms', terms },
    ...(measures.length > 0
      ? [paragraph(`${capital(say('reports.initiatives.measures'))}:`), { kind: 'list', lines: measures } as const]
      : []),
  ];
}
