import { useSpeech } from '../language.tsx';

/** Today in Helsinki. */
export const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date());

/** Days from one to the other; negative when the other is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** A day, or as much as is known of it. */
export function Day({ on }: { readonly on: string | undefined | null }) {
  const { day, say } = useSpeech();
  return on ? <time dateTime={on.includes('/') ? undefined : on}>{day(on)}</time> : say('day.notRecorded');
}

/** By when something is due; late where it is, and by how much. */
export function Due({ on }: { readonly on: string | undefined }) {
  const { say, day } = useSpeech();
  if (on === undefined) return <>{say('due.none')}</>;
  const late = daysBetween(on, today());
  return (
    <>
      {say('due.by', { on: day(on) })}{' '}
      {late > 0 && <span className="tag late">{say('due.late', { count: late })}</span>}
    </>
  );
}
