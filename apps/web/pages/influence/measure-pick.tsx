import { useId } from 'react';
import { type MeasureId } from '#i18n/browser';
import { useSpeech } from '../../language.tsx';
import { sectionIds, sections } from './measures.ts';

/** All shares, under what they are about. */
export function MeasurePick({
  value,
  onPick,
}: {
  readonly value: MeasureId;
  readonly onPick: (measure: string) => void;
}) {
  const { say } = useSpeech();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{say('influence.measure.choose')}</label>
      <select id={id} value={value} onChange={({ target }) => onPick(target.value)}>
        {sectionIds.map((section) => (
          <optgroup key={section} label={say(`influence.section.${section}`)}>
            {sections[section].map((one) => (
              <option key={one} value={one}>
                {say(`measure.${one}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
