import { useId } from 'react';
import { useSpeech } from '../../language.tsx';
import { Figure } from '../../plots/figure.tsx';
import { sayRounded, sayShare, sayShortDay } from '../../plots/saying.ts';
import type { Cell, Table } from '../../plots/table.ts';
import { AsOfLine, useFrame } from './as-of.tsx';
import { useChosen } from './chosen.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { useLabels } from './labels.ts';
import { Made, type MadeOf, useMade } from './made.tsx';
import { useShares } from './shares.ts';

/** Hours that were promised and worked, hours for a change, and how evenly groups and voices are heard. */
export function HoursPage() {
  const { say } = useSpeech();
  const { search, along, go } = useChosen();
  const id = useId();
  const by =
    search.evenBy === 'voicedBy' || search.evenBy === 'kind' || search.evenBy === 'theme' ? search.evenBy : 'group';
  const hours = useMade('/api/influence/hours', along);
  const evenness = useMade('/api/influence/evenness', { ...along, by, measure: 'ledToChange' });
  return (
    <InfluenceFrame title={say('influence.room.hours')}>
      <p>{say('influence.hours.definition')}</p>
      <Made of={hours}>{(answer) => <Hours answer={answer} />}</Made>
      <h2>{say('influence.even.title')}</h2>
      <p>{say('influence.even.definition')}</p>
      <div className="field no-print">
        <label htmlFor={id}>{say('influence.measure.by')}</label>
        <select id={id} value={by} onChange={({ target }) => go({ evenBy: target.value })}>
          {(['group', 'voicedBy', 'kind', 'theme'] as const).map((one) => (
            <option key={one} value={one}>
              {say(`dimension.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <Made of={evenness}>{(answer) => <Evenness by={by} answer={answer} />}</Made>
    </InfluenceFrame>
  );
}

const numbered = (label: string) => ({ label, isNumber: true });

function Hours({ answer: { as, answer: groups } }: { readonly answer: MadeOf<'/api/influence/hours'> }) {
  const { say, lang, number, code } = useSpeech();
  const { leadTo } = useShares();
  const { nameOf } = useLabels();
  const frame = useFrame();
  const hoursOf = (hours: number | undefined): Cell =>
    hours === undefined
      ? { text: say('influence.filters.none'), value: undefined }
      : { text: sayRounded(lang, hours), value: hours };
  const named = groups
    .map((one) => ({ ...one, name: nameOf(one.groupName, one.group) }))
    .sort((a, b) => a.name.localeCompare(b.name, lang));
  const kinds = ['planning', 'running', 'findingOut', 'visits', 'reporting'] as const;
  const rows = named.flatMap(({ name, seasons }) =>
    seasons.map(({ from, to, promised, worked, records, hours }) => {
      const isRecorded = records > 0;
      return [
        { text: name },
        {
          text: from
            ? `${sayShortDay(lang, from)} – ${to ? sayShortDay(lang, to) : ''}`
            : say('influence.hours.outside'),
        },
        hoursOf(promised),
        hoursOf(isRecorded ? worked : undefined),
        isRecorded && promised
          ? { text: sayShare(lang, worked / promised), value: worked / promised }
          : { text: '–', value: undefined },
        ...kinds.map((kind) =>
          hoursOf(isRecorded ? ((hours as Readonly<Record<string, number>>)[kind] ?? 0) : undefined),
        ),
      ];
    }),
  );
  const table: Table = {
    columns: [
      { label: say('dimension.group') },
      { label: say('dimension.season') },
      numbered(say('influence.hours.promised')),
      numbered(say('influence.hours.worked')),
      numbered(say('influence.hours.part')),
      ...kinds.map((kind) => numbered(code('work', kind))),
    ],
    rows,
  };
  const perChange: Table = {
    columns: [
      { label: say('dimension.group') },
      numbered(say('influence.hours.worked')),
      numbered(say('influence.column.cases')),
      numbered(say('influence.hours.changes')),
      numbered(say('influence.hours.perChange')),
    ],
    rows: named.map(({ name, group, proposals, changes, seasons }) => {
      const worked = seasons.reduce((sum, one) => sum + one.worked, 0);
      const isRecorded = seasons.some(({ records }) => records > 0);
      return [
        { text: name },
        hoursOf(isRecorded ? worked : undefined),
        {
          text: number(proposals),
          value: proposals,
          ...(proposals > 0 && { lead: leadTo(as, 'ownInitiative', undefined, { group }) }),
        },
        {
          text: number(changes),
          value: changes,
          ...(changes > 0 && { lead: leadTo(as, 'ledToChange', 'came', { group }) }),
        },
        isRecorded && changes > 0
          ? { text: sayRounded(lang, worked / changes), value: worked / changes }
          : { text: '–', value: undefined },
      ];
    }),
  };
  return (
    <>
      <AsOfLine as={as} />
      {rows.length === 0 ? (
        <div className="empty">
          <p>{say('influence.hours.none')}</p>
        </div>
      ) : (
        <>
          <Figure
            {...frame(say('influence.hours.title'), 'hours', as)}
            says={<p>{say('influence.hours.says')}</p>}
            table={table}
          />
          <Figure
            {...frame(say('influence.hours.perChange'), 'hours-per-change', as)}
            says={<p>{say('influence.hours.perChangeSays')}</p>}
            table={perChange}
          />
        </>
      )}
    </>
  );
}

function Evenness({
  by,
  answer: {
    as,
    answer: { rows, dissimilarity },
  },
}: {
  readonly by: 'group' | 'voicedBy' | 'kind' | 'theme';
  readonly answer: MadeOf<'/api/influence/evenness'>;
}) {
  const { say, lang, number } = useSpeech();
  const { labelOf } = useLabels();
  const { leadTo } = useShares();
  const frame = useFrame();
  const share = (value: number | undefined): Cell =>
    value === undefined ? { text: '–', value: undefined } : { text: sayShare(lang, value), value };
  const table: Table = {
    columns: [
      { label: say(`dimension.${by}`) },
      numbered(say('influence.column.cases')),
      numbered(say('influence.even.partOfCases')),
      numbered(say('influence.hours.changes')),
      numbered(say('influence.even.partOfChanges')),
    ],
    rows: rows
      .map((row) => ({ ...row, name: labelOf(by, row.by, row.byName) }))
      .sort((a, b) => a.name.localeCompare(b.name, lang))
      .map(({ name, by: value, cases, yes, partOfCases, partOfYes }) => [
        { text: name },
        {
          text: number(cases),
          value: cases,
          ...(cases > 0 && { lead: leadTo(as, 'ledToChange', 'counted', { [by]: value }) }),
        },
        share(partOfCases),
        {
          text: number(yes),
          value: yes,
          ...(yes > 0 && { lead: leadTo(as, 'ledToChange', 'yes', { [by]: value }) }),
        },
        share(partOfYes),
      ]),
  };
  return (
    <Figure
      {...frame(
        say('influence.measure.title', {
          measure: say('influence.even.title'),
          dimension: say(`dimension.${by}`).toLocaleLowerCase(),
        }),
        `evenness-${by}`,
        as,
      )}
      says={
        <p>
          {dissimilarity === undefined
            ? say('influence.even.none')
            : say('influence.even.says', { index: sayShare(lang, dissimilarity) })}
        </p>
      }
      table={table}
    />
  );
}
