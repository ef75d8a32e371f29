import { useSpeech } from '../../language.tsx';
import { Pick } from '../../parts/pick.tsx';
import { type Dimension, dimensions } from './chosen.ts';

/** By what the cases are told apart. */
export function DimensionPick({
  without,
  ...pick
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly without?: Dimension;
  readonly onPick: (dimension: string) => void;
}) {
  const { say } = useSpeech();
  return (
    <Pick none={say('influence.measure.whole')} {...pick}>
      {dimensions.filter((one) => one !== without).map((one) => ({ value: one, label: say(`dimension.${one}`) }))}
    </Pick>
  );
}
