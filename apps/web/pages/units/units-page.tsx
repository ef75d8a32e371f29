import { Link, useSearch } from '@tanstack/react-router';
import type { AnswerOf } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Deed } from '../../parts/deed.tsx';
import { plainOf } from '../../parts/words.tsx';
import { AdminFrame } from '../admin/admin-frame.tsx';
import { EstablishForm } from './establish-form.tsx';

type Unit = AnswerOf<'/api/units'>['items'][number];

/** The units of the organisation, each below the one it belongs to. */
export function UnitsPage() {
  const { say } = useSpeech();
  const self = useSelf();
  const { closed } = useSearch({ strict: false }) as { readonly closed?: 'true' };
  const units = useAsk('/api/units');
  return (
    <AdminFrame title={say('units.title')}>
      <p>{say('units.about')}</p>
      {self?.can('EstablishUnit') && (
        <Deed label={say('units.establish')}>{(close) => <EstablishForm onDone={close} />}</Deed>
      )}
      <Asked of={units}>
        {({ items }) => {
          const shown = closed ? items : items.filter(({ status }) => status === 'open');
          const hidden = items.length - shown.length;
          return (
            <>
              {shown.length === 0 ? (
                <div className="empty">
                  <p>{say('units.empty')}</p>
                </div>
              ) : (
                <div className="card">
                  <Tree units={shown} below={undefined} />
                </div>
              )}
              {hidden > 0 && (
                <p>
                  <Link to="/units" search={{ closed: 'true' }}>
                    {say('units.showClosed', { count: hidden })}
                  </Link>
                </p>
              )}
              {closed && (
                <p>
                  <Link to="/units">{say('units.hideClosed')}</Link>
                </p>
              )}
            </>
          );
        }}
      </Asked>
    </AdminFrame>
  );
}

/** @param below the unit whose own units these are; undefined: those that belong to none that is shown */
function Tree({ units, below }: { readonly units: readonly Unit[]; readonly below: string | undefined }) {
  const { say, lang } = useSpeech();
  const ids = new Set(units.map(({ id }) => id));
  const here = units.filter(({ parent }) => (parent !== undefined && ids.has(parent) ? parent : undefined) === below);
  if (here.length === 0) return null;
  return (
    <ul className="tree">
      {here.map(({ id, name, status }) => (
        <li key={id}>
          <Link to="/units/$id" params={{ id }}>
            {plainOf(name, lang, id)}
          </Link>{' '}
          {status === 'closed' && <span className="tag">{say('unitStatus.closed')}</span>}
          <Tree units={units} below={id} />
        </li>
      ))}
    </ul>
  );
}
