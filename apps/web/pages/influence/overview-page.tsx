import { Link } from '@tanstack/react-router';
import type { MeasureId } from '#i18n/browser';
import { useSpeech } from '../../language.tsx';
import { Figure } from '../../plots/figure.tsx';
import { sayRounded, sayShare } from '../../plots/saying.ts';
import { type AsOf, AsOfLine, useFrame } from './as-of.tsx';
import { useChosen } from './chosen.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { Made, type MadeOf, useMade } from './made.tsx';
import { sectionIds, sections } from './measures.ts';
import { type ShareFigure, useShares } from './shares.ts';

/** The answer in plain words first, then every share with its list. */
export function OverviewPage() {
  const { say } = useSpeech();
  const { along } = useChosen();
  const all = useMade('/api/influence/figures', along);
  return (
    <InfluenceFrame title={say('influence.title')}>
      <Made of={all}>
        {({ as, answer }) => <Overview as={as} of={new Map(answer.map((one) => [one.measure, one.whole]))} />}
      </Made>
    </InfluenceFrame>
  );
}

function Overview({ as, of }: { readonly as: AsOf; readonly of: ReadonlyMap<string, ShareFigure> }) {
  const { say } = useSpeech();
  const { along } = useChosen();
  const { tableOf } = useShares();
  const frame = useFrame();
  const time = useMade('/api/influence/times', { ...along, time: 'toAnswer' });
  const all = of.get('ownInitiative');
  if (!all || Object.values(all.counts).every((count) => count === 0))
    return (
      <div className="empty">
        <p>{say('influence.empty')}</p>
        <p>{say('influence.empty.help')}</p>
      </div>
    );
  const keys = ['answered', 'ledToChange', 'loopClosed', 'promiseKept'] as const;
  return (
    <>
      <AsOfLine as={as} />
      <section aria-labelledby="question">
        <h2 id="question">{say('influence.overview.question')}</h2>
        <div className="key-figures">
          {keys.map((id) => (
            <KeyFigure key={id} id={id} figure={of.get(id)} as={as} />
          ))}
          <Made of={time}>{({ answer }) => <Median answer={answer} />}</Made>
        </div>
        <SilentSources figure={of.get('answered')} as={as} />
      </section>
      <h2>{say('influence.overview.all')}</h2>
      <p>{say('influence.overview.allSays')}</p>
      {sectionIds.map((section) => {
        const shares = sections[section].flatMap((id) => {
          const figure = of.get(id);
          return figure ? [{ name: say(`measure.${id}`), measure: id, figure }] : [];
        });
        const table = tableOf(shares, as);
        const rows = table.rows.map(([name, ...rest], index) => [
          { ...name!, lead: { to: `/influence/measures/${shares[index]!.measure}`, search: along } },
          ...rest,
        ]);
        const title = say(`influence.section.${section}`);
        return <Figure key={section} {...frame(title, section, as)} says={null} table={{ ...table, rows }} />;
      })}
    </>
  );
}

/** One number large, its sentence, and the way to its definition. */
function KeyFigure({
  id,
  figure,
  as,
}: {
  readonly id: MeasureId & ('answered' | 'ledToChange' | 'loopClosed' | 'promiseKept');
  readonly figure: ShareFigure | undefined;
  readonly as: AsOf;
}) {
  const { say, lang, number } = useSpeech();
  const { along } = useChosen();
  const { leadTo } = useShares();
  const counts = figure?.counts;
  const of = counts ? counts.yes + counts.no : 0;
  const yes = leadTo(as, id, 'yes');
  return (
    <div className="card">
      <h3>
        <Link to="/influence/measures/$id" params={{ id }} search={along as never}>
          {say(`measure.${id}`)}
        </Link>
      </h3>
      {counts && figure.share !== undefined ? (
        <>
          <p className="large">{sayShare(lang, figure.share)}</p>
          <p>
            <Link to={yes.to as string} search={yes.search as never}>
              {say(`influence.overview.${id}`, { yes: number(counts.yes), of: number(of) })}
            </Link>
          </p>
          {figure.byGroup && (
            <p className="meta">
              {say('influence.column.bootstrap')}: {sayShare(lang, figure.byGroup.low)} –{' '}
              {sayShare(lang, figure.byGroup.high)}
            </p>
          )}
        </>
      ) : (
        <>
          <p className="large">{say('influence.nothingKnown')}</p>
          <p>{say('influence.overview.none')}</p>
        </>
      )}
    </div>
  );
}

function Median({ answer }: { readonly answer: MadeOf<'/api/influence/times'>['answer'] }) {
  const { say, lang } = useSpeech();
  const { along } = useChosen();
  const whole = answer.curves[0];
  const median = whole?.median;
  const days = (number: number | undefined) =>
    number === undefined ? say('influence.times.noUpper') : sayRounded(lang, number, 0);
  return (
    <div className="card">
      <h3>
        <Link to="/influence/times" search={{ ...along, time: 'toAnswer' } as never}>
          {say('time.toAnswer')}
        </Link>
      </h3>
      {median?.value === undefined ? (
        <>
          <p className="large">{say('influence.nothingKnown')}</p>
          <p>
            {say(whole && whole.survival.length > 0 ? 'influence.overview.noMedian' : 'influence.overview.noTimes')}
          </p>
        </>
      ) : (
        <>
          <p className="large">
            {days(median.value)} {say('influence.axis.days')}
          </p>
          <p>{say('influence.overview.median', { days: days(median.value) })}</p>
        </>
      )}
    </div>
  );
}

/** What no figure may pass over: of how many nobody can know. */
function SilentSources({ figure, as }: { readonly figure: ShareFigure | undefined; readonly as: AsOf }) {
  const { say } = useSpeech();
  const { leadTo } = useShares();
  const count = figure?.counts.notKnown ?? 0;
  if (count === 0) return null;
  const lead = leadTo(as, 'answered', 'notKnown');
  return (
    <p className="notice">
      <Link to={lead.to as string} search={lead.search as never}>
        {say('influence.overview.notKnown', { count })}
      </Link>
    </p>
  );
}
