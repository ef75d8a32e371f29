import { sitePath } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useChosen } from './chosen.ts';

/** Which day a figure is of, and up to which place in the log it was known. */
export interface AsOf {
  readonly on: string;
  readonly knownOn?: string | undefined;
  readonly at: string;
}

export function AsOfLine({ as: { on, knownOn, at } }: { readonly as: AsOf }) {
  const { say, day } = useSpeech();
  return (
    <p className="meta">
      {knownOn
        ? say('influence.as.known', { on: day(on), knownOn: day(knownOn), at })
        : say('influence.as', { on: day(on), at })}
    </p>
  );
}

/** The parts of a figure's frame that follow from where and when it is made. */
export function useFrame() {
  const { say, day } = useSpeech();
  const { search } = useChosen();
  return (title: string, name: string, { on, at }: AsOf) => {
    const { knownOn: _, ...rest } = search;
    const pinned = new URLSearchParams({ ...rest, on, at });
    const here = window.location.pathname.slice(sitePath.length);
    const address = `${window.location.origin}${sitePath}${here}?${pinned}`;
    return {
      title,
      name: `kierto-${name}-${on}`,
      address,
      citation: say('influence.citation', { title, on: day(on), at, address }),
    };
  };
}
