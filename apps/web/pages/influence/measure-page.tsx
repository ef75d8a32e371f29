import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { amongOf, type MeasureId } from '#i18n/browser';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { capital } from '../../parts/options.ts';
import { NotFound } from '../../parts/went-wrong.tsx';
import { type Bar, BarsWithIntervals } from '../../plots/bars-with-intervals.tsx';
import { sayShare } from '../../plots/saying.ts';
import { AsOfLine, useFrame } from './as-of.tsx';
import { type Dimension, isDimension, useChosen } from './chosen.ts';
import { DimensionPick } from './dimension-pick.tsx';
import { distinct } from './distinct.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { useLabels } from './labels.ts';
import { Made, type MadeOf, useMade } from './made.tsx';
import { MeasurePick } from './measure-pick.tsx';
import { isMeasure } from './measures.ts';
import { NotKnown } from './not-known.tsx';
import { barOf, type NamedShare, useShares } from './shares.ts';

/** One share: what exactly it is, how large, and how it differs by a dimension, or by two. */
export function MeasurePage() {
  const { id } = useParams({ strict: false }) as { readonly id?: string };
  return isMeasure(id) ? <MeasureOf key={id} id={id} /> : <NotFound />;
}

function MeasureOf({ id }: { readonly id: MeasureId }) {
  const { say } = useSpeech();
  const { search, along, go } = useChosen();
  const navigate = useNavigate();
  const by = isDimension(search.by) ? search.by : undefined;
  const across = by && isDimension(search.across) && search.across !== by ? search.across : undefined;
  const whole = useMade('/api/influence/figures', { measure: id, ...along });
  const apart = useMade('/api/influence/figures', {
    measure: id,
    ...along,
    by: by ?? 'year',
    ...(across && { across }),
  });
  return (
    <InfluenceFrame title={say(`measure.${id}`)}>
      <div className="row no-print">
        <MeasurePick
          value={id}
          onPick={(one) => navigate({ to: '/influence/measures/$id', params: { id: one }, search: search as never })}
        />
        <DimensionPick
          label={say('influence.measure.by')}
          value={by}
          onPick={(one) => go({ by: one, across: undefined })}
        />
        {by && (
          <DimensionPick
            label={say('influence.measure.across')}
            value={across}
            without={by}
            onPick={(one) => go({ across: one })}
          />
        )}
      </div>
      <Definition id={id} />
      <Made of={whole}>{(answer) => <Whole id={id} answer={answer} />}</Made>
      {whole.data && (
        <Made of={apart}>{(answer) => <Apart id={id} by={by ?? 'year'} across={across} answer={answer} />}</Made>
      )}
    </InfluenceFrame>
  );
}

function Definition({ id }: { readonly id: MeasureId }) {
  const { say, code } = useSpeech();
  const { data: all } = useAsk('/api/influence/measures');
  const steps = all?.shares.find((one) => one.id === id)?.steps ?? [];
  return (
    <section aria-labelledby="definition">
      <h2 className="small" id="definition">
        {say('influence.measure.definition')}
      </h2>
      <dl className="facts">
        <dt>{say('influence.measure.among')}</dt>
        <dd>{capital(say(`among.${amongOf[id]}`))}.</dd>
        <dt>{say('influence.measure.yes')}</dt>
        <dd>{say(`measureYes.${id}`)}</dd>
        <dt>{say('influence.measure.no')}</dt>
        <dd>{say('influence.measure.open')}</dd>
        {steps.length > 0 && (
          <>
            <dt>{say('influence.measure.source')}</dt>
            <dd>
              {say('influence.measure.steps', { steps: steps.map((step) => code('coverageStep', step)).join(', ') })}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

type Answer = MadeOf<'/api/influence/figures'>;

/** Below so many cases a share is read as its interval. */
const few = 20;

function Whole({ id, answer: { as, answer: figures } }: { readonly id: MeasureId; readonly answer: Answer }) {
  const { say, lang, number } = useSpeech();
  const { tableOf, leadTo } = useShares();
  const frame = useFrame();
  const figure = figures[0]?.whole;
  const shares = useMemo(
    (): readonly NamedShare[] => (figure ? [{ name: say(`measure.${id}`), measure: id, figure }] : []),
    [figure, id, say],
  );
  const bars = useMemo(() => shares.map(barOf), [shares]);
  if (!figure || Object.values(figure.counts).every((count) => count === 0))
    return (
      <div className="empty">
        <p>{say('influence.empty')}</p>
        <p>{say('influence.empty.help')}</p>
      </div>
    );
  const { counts, share } = figure;
  const of = counts.yes + counts.no;
  return (
    <>
      <AsOfLine as={as} />
      <BarsWithIntervals
        {...frame(say(`measure.${id}`), id, as)}
        says={
          <p>
            {share === undefined
              ? say('influence.measure.saysNothing')
              : say('influence.measure.says', {
                  share: sayShare(lang, share),
                  yes: number(counts.yes),
                  of: number(of),
                })}{' '}
            {share !== undefined && of < few && say('influence.measure.few')}{' '}
            {share !== undefined && !figure.byGroup && say('influence.interval.fewGroups')}
          </p>
        }
        notKnown={<NotKnown counts={counts} leadTo={(part) => leadTo(as, id, part)} />}
        bars={bars}
        table={tableOf(shares, as)}
      />
    </>
  );
}

function Apart({
  id,
  by,
  across,
  answer: { as, answer: figures },
}: {
  readonly id: MeasureId;
  readonly by: Dimension;
  readonly across: Dimension | undefined;
  readonly answer: Answer;
}) {
  const { say, lang } = useSpeech();
  const { labelOf } = useLabels(by === 'season' || across === 'season');
  const { tableOf } = useShares();
  const frame = useFrame();
  const shares: readonly NamedShare[] = distinct(
    (figures[0]?.cells ?? []).map((figure) => {
      const one = figure.by ?? 'none';
      const other = figure.across ?? 'none';
      return {
        id: across ? `${one} · ${other}` : one,
        name: across
          ? `${labelOf(by, one, figure.byName)} · ${labelOf(across, other, figure.acrossName)}`
          : labelOf(by, one, figure.byName),
        measure: id,
        figure,
        cell: { [by]: one, ...(across && { [across]: other }) },
      };
    }),
    lang,
  );
  const text = JSON.stringify(shares.map(barOf));
  const bars = useMemo(() => JSON.parse(text) as Bar[], [text]);
  if (shares.length === 0) return null;
  const measure = say(`measure.${id}`);
  const title = across
    ? say('influence.measure.crossed', {
        measure,
        dimension: say(`dimension.${by}`).toLocaleLowerCase(),
        across: say(`dimension.${across}`).toLocaleLowerCase(),
      })
    : say('influence.measure.title', { measure, dimension: say(`dimension.${by}`).toLocaleLowerCase() });
  return (
    <BarsWithIntervals
      {...frame(title, `${id}-${by}${across ? `-${across}` : ''}`, as)}
      says={
        <p>
          {say(`dimensionAbout.${by}`)} {across && say(`dimensionAbout.${across}`)}
        </p>
      }
      bars={bars}
      table={tableOf(shares, as)}
    />
  );
}
