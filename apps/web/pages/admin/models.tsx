import { Button } from 'suomifi-ui-components';
import type { AnswerOf } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { isUnderWay, type Job, useJobs } from './jobs.ts';
import { UnderWay } from './under-way.tsx';

type Model = AnswerOf<'/api/admin/read-models'>['models'][number];

/** The views, and building them anew: what is built stands beside what answers until it is done. */
export function Models() {
  const { say } = useSpeech();
  const models = useAsk('/api/admin/read-models');
  const { jobs, problem, begin, cancel } = useJobs('rebuild', 'all');
  const rebuild = (name?: string) => begin({ ...(name && { name }) });
  return (
    <section aria-labelledby="models">
      <h2 id="models">{say('system.models')}</h2>
      <p>{say('system.modelsAbout')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div aria-live="polite">
        {jobs.filter(isUnderWay).map((one) => {
          const { name } = one.input as { readonly name?: ModelName };
          const what = name ? say('system.buildingOne', { model: say(`model.${name}`) }) : say('system.buildingAll');
          return (
            <UnderWay
              key={one.id}
              job={one}
              what={what}
              about={say('system.meanwhile')}
              onCancel={() => cancel(one.id)}
            />
          );
        })}
      </div>
      <Asked of={models}>
        {(answer) => (
          <>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('system.model')}</th>
                  <th scope="col">{say('system.deed')}</th>
                </tr>
              </thead>
              <tbody>
                {answer.models.map((one) => (
                  <tr key={one.name}>
                    <th scope="row">
                      {say(`model.${one.name as ModelName}`)}
                      <br />
                      <How model={one} />
                    </th>
                    <td>
                      <button
                        type="button"
                        className="plain-button"
                        aria-label={`${say('system.rebuild')}: ${say(`model.${one.name as ModelName}`)}`}
                        onClick={() => rebuild(one.name)}
                      >
                        {say('system.rebuild')}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <div className="buttons">
              <Button variant="secondary" onClick={() => rebuild()}>
                {say('system.rebuildAll')}
              </Button>
            </div>
          </>
        )}
      </Asked>
      <LastBuilt jobs={jobs} />
    </section>
  );
}

type ModelName = 'loops' | 'steps' | 'groups' | 'meetings' | 'organisation' | 'words' | 'notices' | 'rights' | 'acts';

function How({ model: { state, behindSeconds, lag = 0 } }: { readonly model: Model }) {
  const { say } = useSpeech();
  const isBehind = state === 'live' && (behindSeconds ?? 0) > 0;
  return (
    <>
      <span className={`tag ${state === 'stopped' ? 'wrong' : state === 'building' || isBehind ? 'late' : 'good'}`}>
        {say(`modelState.${state}`)}
      </span>{' '}
      {lag > 0 && say('system.lag', { count: lag })} {isBehind && say('system.behind', { count: behindSeconds ?? 0 })}
    </>
  );
}

/** What came of the last one. */
function LastBuilt({ jobs }: { readonly jobs: readonly Job[] }) {
  const { say, instant } = useSpeech();
  const last = jobs.find((one) => !isUnderWay(one));
  if (!last?.endedAt) return null;
  return (
    <p role="status">
      {say(`system.last.${last.state as 'done' | 'failed' | 'cancelled'}`, { at: instant(last.endedAt) })}
    </p>
  );
}
