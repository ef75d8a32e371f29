import { Button } from 'suomifi-ui-components';
import { useSpeech } from '../../language.tsx';
import { useSizes } from '../../parts/sizes.ts';
import type { Job } from './jobs.ts';

/** Long work that goes on: how far it is, and a way to stop it. */
export function UnderWay({
  job: { id, state, progress },
  what,
  about,
  onCancel,
}: {
  readonly job: Job;
  readonly what: string;
  readonly about: string;
  readonly onCancel: () => void;
}) {
  const { say } = useSpeech();
  const { share } = useSizes();
  const { done = 0, of = 0 } = progress ?? {};
  const part = of > 0 ? done / of : 0;
  return (
    <div className="card">
      <p>
        <label htmlFor={id}>
          <strong>{what}</strong>
        </label>
      </p>
      <progress id={id} max={1} value={part}>
        {share(part)}
      </progress>{' '}
      {state === 'waiting' ? say('system.waits') : share(part)}
      <p>{about}</p>
      <div className="buttons">
        <Button variant="secondary" onClick={onCancel}>
          {say('system.cancel')}
        </Button>
      </div>
    </div>
  );
}
