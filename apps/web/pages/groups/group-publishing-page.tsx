import { useParams } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { PublishingList } from '../publishing/publishing-list.tsx';
import { GroupFrame } from './group-frame.tsx';

/** What of one group's words is to be public, and what is. */
export function GroupPublishingPage() {
  const { say } = useSpeech();
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const group = useAsk('/api/groups/{id}', { path: { id } });
  return (
    <Asked of={group} heading={say('group.part.publishing')}>
      {(found) => (
        <GroupFrame group={found} title={say('group.part.publishing')}>
          <p>{say('publish.what')}</p>
          <h2>{say('publish.waiting')}</h2>
          <PublishingList group={id} state="waiting" />
          <h2>{say('publish.public')}</h2>
          <PublishingList group={id} state="public" />
        </GroupFrame>
      )}
    </Asked>
  );
}
