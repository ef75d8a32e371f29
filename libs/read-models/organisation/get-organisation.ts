import { type Static, Type } from 'typebox';
import { given, present } from '../present.ts';
import { query } from '../query.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import { presetsOf } from './presets.ts';

const Maybe = Type.Optional(Type.String());
const Code = Type.Object({ code: Type.String(), label: TextOrNothing, unit: Maybe });
const Coverage = Type.Record(Type.String(), Type.Enum(['complete', 'partial', 'none']));

export const GetOrganisation = query(
  {
    name: 'GetOrganisation',
    path: '/api/organisation',
    summary: 'The lists the organisation owns, its presets and holidays, and what each source records.',
    from: ['organisation', 'words'],
    params: Type.Object({}, { additionalProperties: false }),
    answer: Type.Object({
      version: Type.Integer(),
      themes: Type.Array(Code),
      methods: Type.Array(Code),
      programmes: Type.Array(Code),
      posts: Type.Array(Code),
      presets: Type.Object({
        daysToTell: Type.Integer(),
        smallNumbersUnder: Type.Integer(),
        initiativeDaysToNameHandler: Type.Integer(),
        initiativeReportMonth: Type.Integer(),
        retentionYears: Type.Optional(Type.Record(Type.String(), Type.Integer())),
      }),
      holidays: Type.Array(Type.Object({ year: Type.Integer(), days: Type.Array(Type.String()) })),
      sources: Type.Array(
        Type.Object({
          id: Type.String(),
          title: TextOrNothing,
          document: TextOrNothing,
          coverage: Type.Unsafe<Static<typeof Coverage>>({
            ...Coverage,
            description: 'What the source records at all; a step left out is none.',
          }),
        }),
      ),
    }),
  },
  async (reads, _params, asked) => {
    const organisation = reads.rows('organisation');
    const version = organisation.get<{ version: number }>('SELECT version FROM organisation')?.version ?? 0;
    const named = organisation.all<{ event: string; kind: string; code: string; unit: string | null }>(
      'SELECT * FROM codes ORDER BY n',
    );
    const sources = organisation.all<{ event: string; id: string; coverage: string }>(
      'SELECT * FROM sources ORDER BY n',
    );
    const holidays = organisation.all<{ year: number; days: string }>('SELECT year, days FROM holidays ORDER BY n');
    const text = await textsOf(reads, asked, { open: [...named, ...sources].map(({ event }) => event) });
    const codes = (kind: string) =>
      [...new Map(named.filter((one) => one.kind === kind).map((one) => [one.code, one])).values()]
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .map(({ event, code, unit: of }) => ({ code, label: text(event, 'label'), ...present({ unit: given(of) }) }));
    return {
      version,
      themes: codes('theme'),
      methods: codes('method'),
      programmes: codes('programme'),
      posts: codes('post'),
      presets: presetsOf(reads),
      holidays: [
        ...new Map(
          holidays.map(({ year, days: list }) => [year, { year, days: JSON.parse(list) as string[] }]),
        ).values(),
      ].sort((a, b) => a.year - b.year),
      sources: [...new Map(sources.map((one) => [one.id, one])).values()].map(({ event, id, coverage }) => ({
        id,
        title: text(event, 'title'),
        document: text(event, 'document'),
        coverage: JSON.parse(coverage),
      })),
    };
  },
);
