import { Link, useParams } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { plainOf } from '../../parts/words.tsx';
import { AdminFrame } from '../admin/admin-frame.tsx';
import { Recorded } from '../admin/recorded.tsx';
import { EstablishForm } from './establish-form.tsx';
import { Promises } from './promises.tsx';
import { Reminders } from './reminders.tsx';
import type { Unit } from './unit.ts';
import { UnitDeeds } from './unit-deeds.tsx';
import { UnitPosts } from './unit-posts.tsx';

/** One unit: what it promises, who holds its posts, and what belongs to it. */
export function UnitPage() {
  const { say, lang } = useSpeech();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const unit = useAsk('/api/units/{id}', { path: { id } });
  const title = unit.data ? plainOf(unit.data.name, lang, id) : say('units.one');
  return (
    <AdminFrame title={title}>
      <p>
        <Link to="/units">{say('units.all')}</Link>
      </p>
      <Asked of={unit}>{(known) => <Known unit={known} />}</Asked>
    </AdminFrame>
  );
}

function Known({ unit }: { readonly unit: Unit }) {
  const { say, lang } = useSpeech();
  const self = useSelf();
  const units = useAsk('/api/units');
  const named = (id: string) => plainOf(units.data?.items.find((one) => one.id === id)?.name, lang, id);
  const { id, parent, status, successor, establishedOn, endedOn, children } = unit;
  const isOpen = status === 'open';
  return (
    <>
      {!isOpen && (
        <div className="notice late">
          <p>
            {successor ? say('units.succeededBy') : say('units.isClosed')}{' '}
            {successor && (
              <Link to="/units/$id" params={{ id: successor }}>
                {named(successor)}
              </Link>
            )}
          </p>
        </div>
      )}
      <dl className="facts">
        {parent !== undefined && (
          <>
            <dt>{say('units.parent')}</dt>
            <dd>
              <Link to="/units/$id" params={{ id: parent }}>
                {named(parent)}
              </Link>
            </dd>
          </>
        )}
        <dt>{say('units.establishedOn')}</dt>
        <dd>
          <Day on={establishedOn} />
        </dd>
        {!isOpen && (
          <>
            <dt>{say('units.endedOn')}</dt>
            <dd>
              <Day on={endedOn} />
            </dd>
          </>
        )}
      </dl>
      <Promises unit={unit} />
      <UnitPosts unit={unit} />
      <Reminders unit={unit} />
      <section aria-labelledby="below">
        <h2 id="below">{say('units.below')}</h2>
        {children.length === 0 ? (
          <p className="empty">{say('units.noneBelow')}</p>
        ) : (
          <ul className="card">
            {children.map((one) => (
              <li key={one.id}>
                <Link to="/units/$id" params={{ id: one.id }}>
                  {plainOf(one.name, lang, one.id)}
                </Link>{' '}
                {one.status === 'closed' && <span className="tag">{say('unitStatus.closed')}</span>}
              </li>
            ))}
          </ul>
        )}
        {isOpen && self?.can('EstablishUnit') && (
          <Deed label={say('units.establishBelow')}>{(close) => <EstablishForm parent={id} onDone={close} />}</Deed>
        )}
      </section>
      {isOpen && <UnitDeeds unit={unit} />}
      <Recorded collection="units" id={id} />
    </>
  );
}
