import { Link } from '@tanstack/react-router';
import { useId, useMemo } from 'react';
import { useSpeech } from '../../language.tsx';
import { CalendarPlot } from '../../plots/calendar-plot.tsx';
import { Figure } from '../../plots/figure.tsx';
import { sayShare } from '../../plots/saying.ts';
import type { Lead, Table } from '../../plots/table.ts';
import { AsOfLine, useFrame } from './as-of.tsx';
import { none, useChosen } from './chosen.ts';
import { distinct } from './distinct.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { useLabels } from './labels.ts';
import { Made, type MadeOf, useMade } from './made.tsx';
import { useShares } from './shares.ts';

type Answer = MadeOf<'/api/influence/silence'>;

/** When it was silent, who let it be, and whether promised times were kept. */
export function SilencePage() {
  const { say } = useSpeech();
  const { search, along, go } = useChosen();
  const id = useId();
  const side = search.side === 'group' || search.side === 'management' ? search.side : undefined;
  const silence = useMade('/api/influence/silence', { ...along, ...(side && { side }) });
  const kept = useMade('/api/influence/figures', { ...along, measure: 'promiseKept', by: 'unit' });
  return (
    <InfluenceFrame title={say('influence.silence.title')}>
      <p>{say('influence.silence.definition')}</p>
      <div className="field no-print">
        <label htmlFor={id}>{say('influence.silence.side')}</label>
        <select id={id} value={side ?? ''} onChange={({ target }) => go({ side: target.value })}>
          <option value="">{say('influence.silence.both')}</option>
          <option value="management">{say('turn.management')}</option>
          <option value="group">{say('turn.group')}</option>
        </select>
      </div>
      <Made of={silence}>{(answer) => <Silence answer={answer} side={side} />}</Made>
      {silence.data && <Made of={kept}>{(answer) => <Kept answer={answer} />}</Made>}
    </InfluenceFrame>
  );
}

function Silence({
  answer: {
    as,
    answer: { owners, months, beside },
  },
  side,
}: {
  readonly answer: Answer;
  readonly side: string | undefined;
}) {
  const { say, lang, day, number } = useSpeech();
  const { along } = useChosen();
  const { nameOf } = useLabels();
  const frame = useFrame();
  const counts = useMemo(() => months.map(({ month, proposals }) => ({ month, count: proposals })), [months]);
  const { knownOn: _, ...rest } = along;
  const leadTo = (more: Readonly<Record<string, string>>): Lead => ({
    to: '/influence/cases',
    search: { ...rest, ...(side && { side }), ...more, on: as.on, at: as.at },
  });
  const opened = (count: number, lead: Lead) => ({ text: number(count), value: count, ...(count > 0 && { lead }) });
  const inMonths: Table = {
    columns: [{ label: say('influence.silence.month') }, { label: say('influence.silence.silent'), isNumber: true }],
    rows: months.map(({ month, proposals }) => [
      { text: day(month), value: month },
      opened(proposals, leadTo({ silentIn: month })),
    ]),
  };
  const byOwner: Table = {
    columns: [
      { label: say('influence.silence.owner') },
      { label: say('influence.silence.side') },
      { label: say('influence.silence.now'), isNumber: true },
      { label: say('influence.silence.ever'), isNumber: true },
      { label: say('influence.silence.days'), isNumber: true },
    ],
    rows: distinct(
      owners.map((one) => ({ ...one, id: one.owner, name: nameOf(one.ownerName, one.owner) })),
      lang,
    ).map(({ name, side: of, owner, silentNow, everSilent, days }) => [
      { text: name },
      { text: say(`turn.${of}`) },
      opened(silentNow, leadTo({ silentIn: 'now', side: of, owner })),
      opened(everSilent, leadTo({ silentIn: 'ever', side: of, owner })),
      opened(days, leadTo({ silentIn: 'ever', side: of, owner })),
    ]),
  };
  const besides = beside.withoutDue + beside.notKnown > 0 && (
    <aside className="aside">
      {(['withoutDue', 'notKnown'] as const)
        .filter((how) => beside[how] > 0)
        .map((how) => {
          const { to, search } = leadTo({ waits: how });
          return (
            <p key={how}>
              <Link to={to as string} search={search as never}>
                {say(`influence.silence.${how}`, { count: beside[how] })}
              </Link>
            </p>
          );
        })}
    </aside>
  );
  return (
    <>
      <AsOfLine as={as} />
      {months.length === 0 ? (
        <div className="empty">
          <p>{say('influence.silence.none')}</p>
          {besides}
        </div>
      ) : (
        <>
          <CalendarPlot
            {...frame(say('influence.silence.calendar'), 'silence', as)}
            says={<p>{say('influence.silence.calendarSays')}</p>}
            notKnown={besides}
            counts={counts}
            table={inMonths}
          />
          <Figure
            {...frame(say('influence.silence.byOwner'), 'silence-owners', as)}
            says={<p>{say('influence.silence.byOwnerSays')}</p>}
            table={byOwner}
          />
        </>
      )}
    </>
  );
}

function Kept({ answer: { as, answer: figures } }: { readonly answer: MadeOf<'/api/influence/figures'> }) {
  const { say, lang, number } = useSpeech();
  const { labelOf } = useLabels();
  const { tableOf } = useShares();
  const frame = useFrame();
  const [figure] = figures;
  if (!figure) return null;
  const { counts, share } = figure.whole;
  const shares = distinct(
    figure.cells.map((cell) => ({
      id: cell.by ?? none,
      name: labelOf('unit', cell.by, cell.byName),
      measure: 'promiseKept',
      figure: cell,
      cell: { unit: cell.by ?? none },
    })),
    lang,
  );
  return (
    <Figure
      {...frame(say('measure.promiseKept'), 'promises-kept', as)}
      says={
        <p>
          {share === undefined
            ? say('influence.measure.saysNothing')
            : say('influence.measure.says', {
                share: sayShare(lang, share),
                yes: number(counts.yes),
                of: number(counts.yes + counts.no),
              })}
        </p>
      }
      table={tableOf([{ name: say('influence.whole'), measure: 'promiseKept', figure: figure.whole }, ...shares], as)}
    />
  );
}
