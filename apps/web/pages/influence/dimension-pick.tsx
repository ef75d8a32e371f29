import { useId } from 'react';
import { useSpeech } from '../../language.tsx';
import { type Dimension, dimensions } from './chosen.ts';

/** By what the cases are told apart. */
export function DimensionPick({
  label,
  value = '',
  without,
  onPick,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly without?: Dimension;
  readonly onPick: (dimension: string) => void;
}) {
  const { say } = useSpeech();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onPick(target.value)}>
        <option value="">{say('influence.measure.whole')}</option>
        {dimensions
          .filter((one) => one !== without)
          .map((one) => (
            <option key={one} value={one}>
              {say(`dimension.${one}`)}
            </option>
          ))}
      </select>
    </div>
  );
}
