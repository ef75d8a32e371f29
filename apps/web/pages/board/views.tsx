import { Link } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import type { Self } from '../../me.ts';
import { useNames } from '../../names.ts';
import { plainOf } from '../../parts/words.tsx';

/** One's own posts first, then one's own groups, then everything; no choice where there is none. */
export function Views({
  self,
  view,
}: {
  readonly self: Self;
  readonly view: { readonly post?: string; readonly group?: string };
}) {
  const { say } = useSpeech();
  const { post: postName } = useNames();
  const posts = self.as.flatMap(({ kind, of }) => (kind === 'management' && of !== undefined ? [of] : []));
  const groups = self.as.flatMap(({ kind, of }) => (kind === 'coordinator' && of !== undefined ? [of] : []));
  if (posts.length + groups.length === 0) return null;
  const currentIf = (isIt: boolean) => (isIt ? ({ 'aria-current': 'true' } as const) : {});
  return (
    <nav className="tabs" aria-label={say('board.views')}>
      <ul className="plain">
        {posts.map((post) => (
          <li key={post}>
            <Link to="/board" search={{ post }} activeOptions={{ exact: true }} {...currentIf(view.post === post)}>
              {postName(post)}
            </Link>
          </li>
        ))}
        {groups.map((group) => (
          <li key={group}>
            <Link to="/board" search={{ group }} activeOptions={{ exact: true }} {...currentIf(view.group === group)}>
              <GroupName group={group} />
            </Link>
          </li>
        ))}
        <li>
          <Link
            to="/board"
            search={{ post: 'all' }}
            activeOptions={{ exact: true }}
            {...currentIf(view.post === undefined && view.group === undefined)}
          >
            {say('board.view.all')}
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function GroupName({ group }: { readonly group: string }) {
  const { lang } = useSpeech();
  const { data } = useAsk('/api/groups/{id}/home', { path: { id: group }, query: { limit: 1 } });
  return <>{plainOf(data?.group.name, lang, group)}</>;
}
