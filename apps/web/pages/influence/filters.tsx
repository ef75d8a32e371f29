import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { type Dimension, daysOf, dimensions, none, useChosen } from './chosen.ts';
import { useLabels } from './labels.ts';
import { type MadeOf, useMade } from './made.tsx';
import { useValueNames } from './value-names.ts';

/** Which day is looked at, as which day knew it, and of which proposals: the same bar on every page. */
export function Filters() {
  const { say } = useSpeech();
  const { search, along, go } = useChosen();
  const isNarrowed = Object.keys(along).length > 0;
  const [isOpen, setOpen] = useState(false);
  const { data } = useMade('/api/influence/values', daysOf(along), isOpen);
  return (
    <>
      <details
        className="no-print influence-filters"
        open={isOpen}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>{say('influence.filters')}</summary>
        <div className="row">
          <DayOf name="on" value={search.on} onChoose={(on) => go({ on, at: undefined })} />
          <DayOf name="knownOn" value={search.knownOn} onChoose={(knownOn) => go({ knownOn, at: undefined })} />
        </div>
        <div className="row">
          {isOpen &&
            dimensions.map((dimension) => (
              <Pick
                key={dimension}
                dimension={dimension}
                value={search[dimension]}
                there={data?.answer.dimensions.find((one) => one.dimension === dimension)?.values ?? []}
                onPick={(value) => go({ [dimension]: value })}
              />
            ))}
        </div>
      </details>
      {isNarrowed && <Narrowed along={along} search={search} />}
    </>
  );
}

type Search = Readonly<Record<string, string>>;

/** What is chosen stays in sight while the bar is closed. */
function Narrowed({ along, search }: { readonly along: Search; readonly search: Search }) {
  const { say, day } = useSpeech();
  const nameOf = useValueNames(along);
  const days = (['on', 'knownOn'] as const).flatMap((one) => {
    const chosen = along[one];
    return chosen === undefined ? [] : [`${say(`influence.filters.${one}`)}: ${day(chosen)}`];
  });
  const values = dimensions.flatMap((one) => {
    const value = along[one];
    return value === undefined ? [] : [`${say(`dimension.${one}`)}: ${nameOf(one, value)}`];
  });
  return (
    <p className="meta">
      {[...days, ...values].map((one) => (
        <span key={one} className="tag">
          {one}
        </span>
      ))}
      <Link to="." search={Object.fromEntries(Object.entries(search).filter(([key]) => !(key in along))) as never}>
        {say('influence.filters.clear')}
      </Link>
    </p>
  );
}

function DayOf({
  name,
  value = '',
  onChoose,
}: {
  readonly name: 'on' | 'knownOn';
  readonly value: string | undefined;
  readonly onChoose: (day: string) => void;
}) {
  const { say } = useSpeech();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{say(`influence.filters.${name}`)}</label>
      <p className="hint" id={`${id}-hint`}>
        {say(`influence.filters.${name}.hint`)}
      </p>
      <input
        id={id}
        type="date"
        max={today()}
        defaultValue={value}
        key={value}
        aria-describedby={`${id}-hint`}
        onBlur={({ target }) => target.value !== value && target.validity.valid && onChoose(target.value)}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
      />
    </div>
  );
}

/** The values that there are, of any proposal on that day. */
function Pick({
  dimension,
  value = '',
  there,
  onPick,
}: {
  readonly dimension: Dimension;
  readonly value: string | undefined;
  readonly there: MadeOf<'/api/influence/values'>['answer']['dimensions'][number]['values'];
  readonly onPick: (value: string) => void;
}) {
  const { say, lang } = useSpeech();
  const { labelOf } = useLabels(dimension === 'season');
  const id = useId();
  // What is chosen stays to be seen, although no proposal of this day has it.
  const isThere = value === '' || there.some((one) => one.value === value);
  const options = [...there, ...(isThere ? [] : [{ value, name: null }])]
    .map((one) => ({ value: one.value, label: labelOf(dimension, one.value, one.name) }))
    .sort((a, b) => Number(a.value === none) - Number(b.value === none) || a.label.localeCompare(b.label, lang));
  return (
    <div className="field">
      <label htmlFor={id}>{say(`dimension.${dimension}`)}</label>
      <select id={id} value={value} onChange={({ target }) => onPick(target.value)}>
        <option value="">{say('influence.filters.any')}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}
