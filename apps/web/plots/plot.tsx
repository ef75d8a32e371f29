import { useEffect, useRef, useState } from 'react';
import { useSpeech } from '../language.tsx';
import type { Drawing } from './drawing.ts';

/** The drawing library is fetched when the first plot is shown. */
export const drawnAt = async (drawing: Drawing, width: number): Promise<string> =>
  (await import('./chart.ts')).drawn(drawing, width);

const parsed = (svg: string): Element => new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;

/**
 * A picture as wide as there is room, drawn again when that changes. For whoever does not see it the table beside it says the same.
 * @param least width below which it is pushed sideways instead of being drawn smaller, in pixels
 */
export function Plot({
  drawing,
  about,
  least = 0,
}: {
  readonly drawing: Drawing;
  readonly about: string;
  readonly least?: number;
}) {
  const { say } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [isFailed, setFailed] = useState(false);
  useEffect(() => {
    const watched = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    watched.observe(place.current!);
    return () => watched.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0) return;
    let isWanted = true;
    drawnAt(drawing, Math.max(width, least)).then(
      (svg) => {
        if (!isWanted) return;
        setFailed(false);
        place.current?.replaceChildren(document.importNode(parsed(svg), true));
      },
      () => isWanted && setFailed(true),
    );
    return () => {
      isWanted = false;
    };
  }, [drawing, width, least]);
  const isPushed = width > 0 && width < least;
  return (
    <>
      {isFailed && <p className="notice">{say('influence.plot.failed')}</p>}
      {/* What is pushed sideways must be reached by keyboard too. */}
      <div ref={place} className="plot" role="img" aria-label={about} {...(isPushed && { tabIndex: 0 })} />
    </>
  );
}
