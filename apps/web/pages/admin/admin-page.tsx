import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { FirstSteps } from '../../parts/first-steps.tsx';
import { useSizes } from '../../parts/sizes.ts';
import { AdminFrame } from './admin-frame.tsx';
import { type Concern, concernsOf, type State } from './concerns.ts';

/** Milliseconds. */
const lookEvery = 10_000;

/** Whether everything is well, and the one thing to do next where it is not. */
export function AdminPage() {
  const { say } = useSpeech();
  const state = useAsk('/api/admin/state');
  const { refetch } = state;
  useEffect(() => {
    // Not everything that can go wrong is an event that the server tells of.
    const timer = setInterval(() => refetch(), lookEvery);
    return () => clearInterval(timer);
  }, [refetch]);
  return (
    <AdminFrame title={say('nav.admin')}>
      <FirstSteps />
      <Asked of={state}>
        {(now) => (
          <>
            <Next concerns={concernsOf(now)} />
            <Parts state={now} />
          </>
        )}
      </Asked>
    </AdminFrame>
  );
}

function Next({ concerns: [first, ...others] }: { readonly concerns: readonly Concern[] }) {
  const { say } = useSpeech();
  if (!first)
    return (
      <div className="notice good">
        <p>
          <strong>{say('admin.allWell')}</strong>
        </p>
        <p>{say('admin.nothingToDo')}</p>
      </div>
    );
  return (
    <>
      <section className={`notice ${first.level}`} aria-labelledby="next">
        <h2 id="next">{say('admin.next')}</h2>
        <Worry {...first} />
      </section>
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">{say('admin.alsoLook')}</h2>
          <ul className="plain">
            {others.map((one) => (
              <li className="card" key={one.what}>
                <Worry {...one} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Worry({ what, to }: Concern) {
  const { say } = useSpeech();
  return (
    <>
      <p>
        <strong>{say(`admin.worry.${what}`)}</strong>
      </p>
      <p>{say(`admin.do.${what}`)}</p>
      {to && (
        <p>
          <Link to={to}>{say('admin.look')}</Link>
        </p>
      )}
    </>
  );
}

function Parts({ state }: { readonly state: State }) {
  const { say, instant, day, number } = useSpeech();
  const { size } = useSizes();
  const { store, vault, models, queue, disk, jobs, tasks, mail, webhooks, backup, proof, version, node, runningSince } =
    state;
  const live = models.filter((one) => one.state === 'live' && (one.behindSeconds ?? 0) === 0).length;
  const failed = jobs?.filter(({ lastRun }) => lastRun?.error).length ?? 0;
  return (
    <section aria-labelledby="parts">
      <h2 id="parts">{say('admin.parts')}</h2>
      <dl className="facts">
        <Part name={say('admin.part.server')} isWell={state.ready}>
          {say('admin.server', { version, node })}
          <br />
          {say('admin.since', { at: instant(runningSince) })}
        </Part>
        <Part name={say('admin.part.store')} isWell={store.ready}>
          {store.events !== undefined && say('admin.events', { count: store.events })} ({store.kind})
        </Part>
        <Part name={say('admin.part.vault')} isWell={vault.ready}>
          {say('admin.vault')} ({vault.kind})
        </Part>
        <Part name={say('admin.part.models')} isWell={live === models.length}>
          {say('admin.models', { live: number(live), all: number(models.length) })}
        </Part>
        {queue && <Part name={say('admin.part.queue')} isWell={queue.ready && queue.code === undefined} />}
        <Part name={say('admin.part.jobs')} isWell={jobs !== undefined && failed === 0}>
          {failed > 0 ? say('admin.jobsFailed', { count: failed }) : say('admin.jobsWell')}{' '}
          {(tasks ?? 0) > 0 && say('admin.tasks', { count: tasks ?? 0 })}
        </Part>
        <Part name={say('admin.part.mail')} isWell={mail.configured && (mail.failed ?? 0) === 0}>
          {mail.configured
            ? say('admin.sending', { waiting: number(mail.waiting ?? 0), failed: number(mail.failed ?? 0) })
            : say('admin.mailOff')}
          {mail.lastSent && (
            <>
              <br />
              {say('admin.lastSent', { at: instant(mail.lastSent) })}
            </>
          )}
        </Part>
        <Part name={say('admin.part.webhooks')} isWell={(webhooks.failed ?? 0) === 0}>
          {say('admin.sending', { waiting: number(webhooks.waiting ?? 0), failed: number(webhooks.failed ?? 0) })}
        </Part>
        <Part name={say('admin.part.backup')} isWell={backup !== undefined}>
          {backup ? (
            <>
              {instant(backup.made)}, {say('admin.events', { count: backup.events })}
              <br />
              {say('admin.backupAt')} <code>{backup.folder}</code>
              {(backup.since ?? 0) > 0 && (
                <>
                  <br />
                  {say('admin.backupSince', { count: backup.since ?? 0 })}
                </>
              )}
            </>
          ) : (
            say('admin.none')
          )}
        </Part>
        <Part name={say('admin.part.proof')} isWell={proof ? true : undefined}>
          {proof ? say('admin.proof', { on: day(proof.day), events: number(proof.count) }) : say('admin.proofSoon')}
        </Part>
        {disk && (
          <Part name={say('admin.part.disk')} isWell={disk.free > 2e9}>
            {say('admin.disk', { used: size(disk.used), free: size(disk.free) })}
          </Part>
        )}
      </dl>
    </section>
  );
}

function Part({
  name,
  isWell,
  children,
}: {
  readonly name: string;
  readonly isWell: boolean | undefined;
  readonly children?: ReactNode;
}) {
  const { say } = useSpeech();
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {isWell !== undefined && (
          <span className={isWell ? 'tag good' : 'tag late'}>{isWell ? say('admin.well') : say('admin.notWell')}</span>
        )}{' '}
        {children}
      </dd>
    </>
  );
}
