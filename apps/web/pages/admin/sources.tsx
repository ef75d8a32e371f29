import { useSpeech } from '../../language.tsx';
import { Words } from '../../parts/words.tsx';
import type { Organisation } from './organisation.ts';

const steps = [
  'groups',
  'meetings',
  'activities',
  'commissions',
  'proposals',
  'receipts',
  'decisions',
  'reasons',
  'told',
  'confirmed',
  'trials',
  'followUps',
  'responses',
  'closings',
] as const;

/** Where history came from, and what each source records at all: what it does not is not known, and never late. */
export function Sources({ sources }: { readonly sources: Organisation['sources'] }) {
  const { say } = useSpeech();
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">{say('sources.title')}</h2>
      <p>{say('sources.about')}</p>
      {sources.length === 0 && <p className="empty">{say('sources.empty')}</p>}
      {sources.map(({ id, title, document, coverage }) => (
        <details key={id} className="card">
          <summary>{title ? <Words of={title} brief /> : id}</summary>
          <p>
            <code>{id}</code> <Words of={document} brief />
          </p>
          <dl className="facts">
            {steps.map((step) => (
              <Step key={step} step={step} how={(coverage as Readonly<Record<string, How>>)[step] ?? 'none'} />
            ))}
          </dl>
        </details>
      ))}
    </section>
  );
}

type How = 'complete' | 'partial' | 'none';

function Step({ step, how }: { readonly step: (typeof steps)[number]; readonly how: How }) {
  const { say } = useSpeech();
  return (
    <>
      <dt>{say(`coverageStep.${step}`)}</dt>
      <dd>{say(`coverage.${how}`)}</dd>
    </>
  );
}
