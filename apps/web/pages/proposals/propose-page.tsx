import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Page } from '../../parts/page.tsx';
import { Words } from '../../parts/words.tsx';
import { SubmitForm } from './submit-form.tsx';

/** A new proposal of a group: `/groups/lobby/propose`. */
export function ProposePage() {
  const { say } = useSpeech();
  const self = useSelf();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const { commission } = useSearch({ strict: false }) as { readonly commission?: string };
  const group = useAsk('/api/groups/{id}', { path: { id } });
  const isOurs = Boolean(self?.is('coordinator', id) || self?.is('member', id));
  const lead = (proposal: string) =>
    navigate({ to: '/proposals/$id' as string, params: { id: proposal } as never, search: { new: 'yes' } as never });
  return (
    <Page title={say('propose.heading')}>
      <Asked of={group}>
        {(found) => (
          <>
            <p className="meta">
              <Link to={'/groups/$id' as string} params={{ id } as never}>
                <Words of={found.name} brief />
              </Link>
            </p>
            {!isOurs && <p className="notice">{say('propose.notYours')}</p>}
            {isOurs && found.status === 'ended' && <p className="notice">{say('propose.ended')}</p>}
            {isOurs && found.status !== 'ended' && (
              <SubmitForm key={id} group={id} unit={found.unit} commission={commission} onDone={lead} />
            )}
          </>
        )}
      </Asked>
    </Page>
  );
}
