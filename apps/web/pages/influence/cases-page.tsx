import { Link } from '@tanstack/react-router';
import { Button } from 'suomifi-ui-components';
import { useSpeech } from '../../language.tsx';
import { Day } from '../../parts/days.tsx';
import { capital } from '../../parts/options.ts';
import { AsOfLine } from './as-of.tsx';
import { useChosen } from './chosen.ts';
import { useFlowNames } from './flow-names.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { useLabels } from './labels.ts';
import { Made, type MadeOf } from './made.tsx';
import { isMeasure, isTime } from './measures.ts';
import { useCasesList } from './use-cases-list.ts';
import { useValueNames } from './value-names.ts';

type Answer = MadeOf<'/api/influence/cases'>;
type Row = Answer['answer']['items'][number];

/** What a list may be of, as it stands in the address. */
const wanted = [
  'measure',
  'part',
  'time',
  'end',
  'other',
  'nodes',
  'silentIn',
  'side',
  'owner',
  'step',
  'during',
  'within',
  'owed',
  'due',
  'waits',
  'alone',
] as const;

/** The list behind a number: as many rows as the number says, each the way to the proposal and all that was recorded of it. */
export function CasesPage() {
  const { say } = useSpeech();
  const { search, along } = useChosen();
  const asked = Object.fromEntries(wanted.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
  const list = useCasesList({ ...along, ...asked });
  return (
    <InfluenceFrame title={say('influence.cases.title')}>
      <Behind search={search} />
      <Made of={list}>
        {({ as, count, items }) => (
          <>
            <AsOfLine as={as} />
            <p role="status" className="now">
              {say('influence.cases.count', { count })}
            </p>
            {count === 0 ? (
              <div className="empty">
                <p>{say('influence.empty')}</p>
              </div>
            ) : (
              <List items={items} />
            )}
            {list.hasMore && (
              <div className="buttons">
                <Button variant="secondary" onClick={() => list.more()}>
                  {say('more')}
                </Button>
              </div>
            )}
          </>
        )}
      </Made>
    </InfluenceFrame>
  );
}

/** Of which figure this is the list. */
function Behind({ search }: { readonly search: Readonly<Record<string, string>> }) {
  const { say, day, code } = useSpeech();
  const nameOfValue = useValueNames(search);
  const { along } = useChosen();
  const nameOfNode = useFlowNames();
  const { measure, part, time, end, other, nodes, silentIn, side, owner, step, during, within, owed, due } = search;
  const said = [
    ...(end ? [say(`timeEnd.${end as 'exact'}`)] : []),
    ...(other ? [say(`otherEnd.${other as 'withdrawn'}`)] : []),
    ...(nodes?.split(',').map(nameOfNode) ?? []),
    ...(silentIn === 'now' ? [say('influence.cases.silentNow')] : []),
    ...(silentIn === 'ever' ? [say('influence.cases.silentEver')] : []),
    ...(silentIn && /^\d/.test(silentIn) ? [say('influence.cases.silentIn', { month: day(silentIn) })] : []),
    ...(step ? [`${say(`caseStep.${step as 'told'}`)}: ${during}`] : []),
    ...(within === 'perhaps' ? [say('influence.cases.perhaps')] : []),
    ...(owed ? [`${say('influence.cases.owed')}: ${code('owed', owed)}`] : []),
    ...(due === 'passed' ? [say('board.when.late')] : []),
    ...(due === 'none' ? [say('due.none')] : []),
    ...(side ? [`${say('influence.silence.side')}: ${say(`turn.${side as 'group'}`)}`] : []),
    ...(owner ? [nameOfValue(side === 'group' ? 'group' : 'unit', owner)] : []),
  ];
  return (
    <>
      {isMeasure(measure) && (
        <p>
          <Link to="/influence/measures/$id" params={{ id: measure }} search={along as never}>
            {say(`measure.${measure}`)}
          </Link>
          {part && `: ${say(`part.${part as 'yes'}`)}`}
        </p>
      )}
      {isTime(time) && (
        <p>
          <Link to="/influence/times" search={{ ...along, time } as never}>
            {say(`time.${time}`)}
          </Link>
        </p>
      )}
      {said.length > 0 && (
        <ul className="meta plain">
          {said.map((one) => (
            <li key={one}>{capital(one)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const steps = ['submitted', 'received', 'answered', 'told', 'changed', 'ended'] as const;

function List({ items }: { readonly items: readonly Row[] }) {
  const { say, code, day } = useSpeech();
  const { nameOf } = useLabels();
  return (
    <ul className="plain cases">
      {items.map((item, at) => {
        const { proposal, decision, reply, changed, wait } = item;
        const days = item.days as Readonly<Partial<Record<(typeof steps)[number], string>>>;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a proposal may stand several times, once for each thing it waited for
          <li className="card" key={`${proposal} ${at}`}>
            <h2>
              <Link to="/proposals/$id" params={{ id: proposal }}>
                {capital(code('kind', item.kind))} {proposal}
              </Link>
            </h2>
            <p className="meta">
              <span>{nameOf(item.groupName, item.group)}</span>
              <span>{nameOf(item.unitName, item.unit)}</span>
              {(decision ?? reply) && <span className="tag">{code('outcome', (decision ?? reply)!)}</span>}
              {changed && <span className="tag">{code('changed', changed)}</span>}
              <span className="tag">{say(`closed.${item.closed as 'open'}`)}</span>
            </p>
            {wait && (
              <p>
                {capital(code('owed', wait.what))}
                {wait.due && `, ${say('due.by', { on: day(wait.due) })}`}.{' '}
                {wait.ended
                  ? say('influence.cases.came', { on: day(wait.ended) })
                  : `${capital(say(`part.${wait.kept as 'yes'}`))}.`}
              </p>
            )}
            <p className="meta">
              {steps
                .filter((step) => step === 'submitted' || days[step] !== undefined)
                .map((step) => (
                  <span key={step}>
                    {say(`caseStep.${step}`)}: <Day on={days[step]} />
                  </span>
                ))}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
