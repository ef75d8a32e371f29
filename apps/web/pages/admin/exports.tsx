import { addressOf } from '../../api.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Deed } from '../../parts/deed.tsx';
import { ChoiceField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useSizes } from '../../parts/sizes.ts';
import { isUnderWay, type Job, useJobs } from './jobs.ts';
import { UnderWay } from './under-way.tsx';

interface Report {
  readonly events: number;
  readonly bytes: number;
  readonly words: boolean;
  readonly keptUntil: string;
}

/** Everything that was recorded, as one file; whoever asked for it can fetch it. */
export function Exports() {
  const { say } = useSpeech();
  const { jobs, problem, begin, cancel } = useJobs('export', 'mine');
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">{say('exports.title')}</h2>
      <p>{say('exports.about')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div aria-live="polite">
        {jobs.filter(isUnderWay).map((one) => (
          <UnderWay
            key={one.id}
            job={one}
            what={say('exports.underWay')}
            about={say('exports.meanwhile')}
            onCancel={() => cancel(one.id)}
          />
        ))}
      </div>
      <ul className="plain">
        {jobs
          .filter(({ state }) => state === 'done' || state === 'failed')
          .map((one) => (
            <Ended key={one.id} job={one} />
          ))}
      </ul>
      <Deed label={say('exports.begin')}>
        {(close) => (
          <BeginForm
            onBegin={async (words) => {
              await begin({ words });
              close();
            }}
            onCancel={() => close()}
          />
        )}
      </Deed>
    </section>
  );
}

function Ended({ job: { id, state, endedAt, report, error } }: { readonly job: Job }) {
  const { say, instant } = useSpeech();
  const { size } = useSizes();
  const { events, bytes, words, keptUntil } = (report ?? {}) as Partial<Report>;
  return (
    <li className="card">
      <p className="meta">
        {endedAt && <span>{instant(endedAt)}</span>}
        {words !== undefined && <span>{words ? say('exports.withWords') : say('exports.withoutWords')}</span>}
        {events !== undefined && <span>{say('admin.events', { count: events })}</span>}
        {keptUntil && <span>{say('exports.keptUntil', { at: instant(keptUntil) })}</span>}
      </p>
      {state === 'failed' ? (
        <p>
          <span className="tag wrong">{say('system.jobFailed')}</span> <code>{error?.code}</code>
        </p>
      ) : (
        <p>
          <a href={addressOf(`/api/jobs/${id}/file`)}>
            {say('exports.fetch')} ({size(bytes ?? 0)})
          </a>
        </p>
      )}
    </li>
  );
}

function BeginForm({
  onBegin,
  onCancel,
}: {
  readonly onBegin: (words: boolean) => unknown;
  readonly onCancel: () => void;
}) {
  const { say } = useSpeech();
  const form = useForm({ words: 'without' });
  return (
    <FormOf
      form={form}
      deed={say('exports.begin')}
      isRunning={false}
      problem={undefined}
      onSubmit={() => onBegin(form.values.words === 'with')}
      onCancel={onCancel}
    >
      <ChoiceField
        form={form}
        name="words"
        label={say('exports.what')}
        options={[
          { value: 'without', label: say('exports.withoutWords'), hint: say('exports.withoutWordsAbout') },
          { value: 'with', label: say('exports.withWords'), hint: say('exports.withWordsAbout') },
        ]}
      />
    </FormOf>
  );
}
