import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';

type JobName =
  | 'ensure-holidays'
  | 'sweep-words'
  | 'expire'
  | 'retention'
  | 'tidy-vault'
  | 'notice-lateness'
  | 'send-reminders'
  | 'send-digests'
  | 'report-initiatives'
  | 'deliver-mails'
  | 'deliver-webhooks'
  | 'end-proof-day';

/** What time brings. */
export function Scheduled() {
  const { say, instant } = useSpeech();
  const scheduled = useAsk('/api/jobs/scheduled');
  return (
    <section aria-labelledby="scheduled">
      <h2 id="scheduled">{say('system.scheduled')}</h2>
      <p>{say('system.scheduledAbout')}</p>
      <Asked of={scheduled}>
        {({ jobs }) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{say('system.job')}</th>
                <th scope="col">{say('system.runs')}</th>
              </tr>
            </thead>
            <tbody>
              {jobs.map(({ name, lastRun, nextRun }) => (
                <tr key={name}>
                  <th scope="row">{say(`job.${name as JobName}`)}</th>
                  <td>
                    {lastRun ? say('system.lastRun', { at: instant(lastRun.endedAt) }) : say('system.notYet')}
                    {lastRun?.error && (
                      <>
                        <br />
                        <span className="tag wrong">{say('system.jobFailed')}</span> <code>{lastRun.error.code}</code>
                      </>
                    )}
                    {nextRun && (
                      <>
                        <br />
                        {say('system.nextRun', { at: instant(nextRun) })}
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Asked>
    </section>
  );
}
