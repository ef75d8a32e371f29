import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../asking.ts';
import { useSpeech } from '../language.tsx';
import { useSelf } from '../me.ts';

interface Step {
  readonly what: 'unit' | 'post' | 'promise' | 'people' | 'holder' | 'group' | 'coordinator';
  readonly isDone: boolean;
  readonly way: ReactNode;
}

/** What a new installation still lacks before a group can propose and management answer; nothing where all of it is there. */
export function FirstSteps() {
  const self = useSelf();
  return self?.is('administrator') ? <Lacking /> : null;
}

function Lacking() {
  const { say } = useSpeech();
  const units = useAsk('/api/units');
  const organisation = useAsk('/api/organisation');
  const accounts = useAsk('/api/accounts', { query: { limit: 200 } });
  const coordinators = useAsk('/api/accounts', { query: { role: 'coordinator', limit: 1 } });
  const groups = useAsk('/api/groups', { query: { limit: 1 } });
  const top = units.data?.items.find(({ parent, status }) => parent === undefined && status === 'open')?.id;
  const unit = useAsk('/api/units/{id}', { path: { id: top ?? '' }, enabled: top !== undefined });
  if (!units.data || !organisation.data || !accounts.data || !coordinators.data || !groups.data) return null;
  if (top !== undefined && !unit.data) return null;
  const toUnit = (words: string) =>
    top === undefined ? (
      words
    ) : (
      <Link to="/units/$id" params={{ id: top }}>
        {words}
      </Link>
    );
  const to = (path: string, words: string) => <Link to={path}>{words}</Link>;
  const people = accounts.data.items;
  const steps: readonly Step[] = [
    { what: 'unit', isDone: units.data.items.length > 0, way: to('/units', say('first.unit')) },
    { what: 'post', isDone: organisation.data.posts.length > 0, way: toUnit(say('first.post')) },
    { what: 'promise', isDone: (unit.data?.promises.length ?? 0) > 0, way: toUnit(say('first.promise')) },
    { what: 'people', isDone: people.length > 1, way: to('/admin/accounts', say('first.people')) },
    { what: 'holder', isDone: people.some(({ posts }) => posts.length > 0), way: toUnit(say('first.holder')) },
    { what: 'group', isDone: groups.data.items.length > 0, way: to('/groups', say('first.group')) },
    {
      what: 'coordinator',
      isDone: coordinators.data.items.length > 0,
      way: to('/admin/accounts', say('first.coordinator')),
    },
  ];
  // An organisation that has groups and somebody who answers is not new, whatever it chose to do without.
  const isNew = steps.some(({ what, isDone }) => what !== 'promise' && !isDone);
  if (!isNew) return null;
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <section className="card" aria-labelledby="first-steps">
      <h2 id="first-steps">{say('first.title')}</h2>
      <ol>
        {steps.map((step) => (
          <li key={step.what}>
            {step === next ? <strong>{step.way}</strong> : step.way}{' '}
            {step.isDone && <span className="tag good">{say('first.done')}</span>}
            {step === next && <span className="tag turn">{say('first.next')}</span>}
            {step === next && <p>{say(`first.about.${step.what}`)}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
