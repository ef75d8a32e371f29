import { Link, useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { waitedFor } from '../../codes.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';
import { Pick } from '../../parts/pick.tsx';
import type { BoardSearch } from './board-search.ts';

/** What is looked at of all that is waited for; it stands in the address. */
export function Filters({ search, isOfPost }: { readonly search: BoardSearch; readonly isOfPost: boolean }) {
  const { say } = useSpeech();
  const { units, unit } = useNames();
  const navigate = useNavigate();
  const id = useId();
  const set = (name: keyof BoardSearch, value: string) => {
    const { [name]: _, ...rest } = search;
    navigate({ to: '/board', search: value === '' ? rest : { ...rest, [name]: value }, replace: true });
  };
  const { post, group, side, unit: ofUnit, what, overdue } = search;
  const isFiltered = Boolean(side || ofUnit || what || overdue);
  const isOpen = isFiltered || undefined;
  return (
    <details className="no-print" open={isOpen}>
      <summary>{say('board.filters')}</summary>
      <div className="row">
        {!isOfPost && (
          <Pick
            none={say('board.filter.any')}
            label={say('board.filter.side')}
            value={side}
            onPick={(value) => set('side', value)}
          >
            {(['management', 'group'] as const).map((one) => ({ value: one, label: say(`turn.${one}`) }))}
          </Pick>
        )}
        {!isOfPost && (
          <Pick
            none={say('board.filter.any')}
            label={say('board.filter.unit')}
            value={ofUnit}
            onPick={(value) => set('unit', value)}
          >
            {units.filter(({ status }) => status === 'open').map((one) => ({ value: one.id, label: unit(one.id) }))}
          </Pick>
        )}
        <Pick
          none={say('board.filter.any')}
          label={say('board.filter.what')}
          value={what}
          onPick={(value) => set('what', value)}
        >
          {waitedFor.map((one) => ({ value: one, label: say(`owed.${one}`) }))}
        </Pick>
        <div className="choice">
          <input
            id={`${id}-overdue`}
            type="checkbox"
            checked={overdue !== undefined}
            onChange={({ target }) => set('overdue', target.checked ? '1' : '')}
          />
          <label htmlFor={`${id}-overdue`}>{say('board.filter.overdue')}</label>
        </div>
      </div>
      {isFiltered && (
        <p>
          <Link to="/board" search={{ ...(post && { post }), ...(group && { group }) }}>
            {say('board.filter.clear')}
          </Link>
        </p>
      )}
    </details>
  );
}
