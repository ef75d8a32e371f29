import { Problem } from '../../api.ts';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Why } from '../../parts/problem-notice.tsx';
import { isChanged, type Line, type Recording } from './recording.ts';

/** What became of each thing that was sent: what was refused leads back to its place in the form. */
export function Results({ form, lines }: { readonly form: Form<Recording>; readonly lines: readonly Line[] }) {
  const { say } = useSpeech();
  const { done, refused } = form.values;
  if (Object.keys(done).length + Object.keys(refused).length === 0) return null;
  const recorded = lines.filter(({ command }) => done[command]);
  const left = lines.filter(({ command }) => !done[command]);
  const label = ({ what, title }: Line) =>
    title ? `${say(`record.line.${what}`)}: ${title}` : say(`record.line.${what}`);
  const leadTo = ({ field }: Line) => {
    const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
    place?.closest('details')?.setAttribute('open', '');
    place?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  };
  return (
    <div className={left.length > 0 ? 'notice late' : 'notice good'} role="status">
      <p>
        <strong>
          {say('record.recorded', { count: recorded.length })}{' '}
          {left.length > 0 && say('record.left', { count: left.length })}
        </strong>
      </p>
      {left.length > 0 && (
        <ul>
          {left.map((line) => {
            const why = refused[line.command];
            return (
              <li key={line.command}>
                <button type="button" className="plain-button" onClick={() => leadTo(line)}>
                  {label(line)}
                </button>{' '}
                {why ? <Why problem={new Problem({ ...why, status: 409 })} /> : say('record.notYet')}
              </li>
            );
          })}
        </ul>
      )}
      {recorded.length > 0 && (
        <details>
          <summary>{say('record.whatRecorded')}</summary>
          <ul>
            {recorded.map((line) => (
              <li key={line.command}>
                {label(line)} {isChanged(line, done) && <em>{say('record.changedAfter')}</em>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
