import { Link } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';
import { Asked } from '../../parts/asked.tsx';
import { Due } from '../../parts/days.tsx';
import { Words } from '../../parts/words.tsx';

/** As many as are counted; whoever owes more need not know how many. */
const most = 100;

/** What a post owes: how much, and what comes first. */
export function PostNext({ post }: { readonly post: string }) {
  const { say } = useSpeech();
  const { post: nameOf } = useNames();
  const owed = useAsk('/api/owed', { query: { post, limit: most } });
  return (
    <section className="card">
      <Asked of={owed}>
        {({ items, next }) => {
          const [first] = items;
          const toAnswer = items.filter(({ what }) => what === 'decision' || what === 'reply');
          const answers = toAnswer.length;
          // Who answers need not say before that the proposal has come.
          const isToAnswer = first?.proposal !== undefined && toAnswer.some((one) => one.proposal === first.proposal);
          const values = { post: nameOf(post), count: items.length };
          return (
            <>
              <h2>
                {next !== undefined
                  ? say('start.post.many', values)
                  : first
                    ? say('start.post.owes', values)
                    : say('start.post.free', { post: nameOf(post) })}
              </h2>
              {answers > 0 && next === undefined && <p>{say('start.answers', { count: answers })}</p>}
              {first && (
                <>
                  <p>
                    {say('start.first')}{' '}
                    <Link
                      to={(first.proposal === undefined ? '/commissions/$id' : '/proposals/$id') as string}
                      params={{ id: first.proposal ?? first.commission ?? '' } as never}
                    >
                      {first.title ? <Words of={first.title} brief /> : say('board.untitled')}
                    </Link>
                  </p>
                  <p className="meta">
                    <span className="tag turn">{say(`owed.${first.what}`)}</span>
                    <span>
                      <Due on={first.due.on} />
                    </span>
                    <Words of={first.groupName} brief />
                  </p>
                </>
              )}
              <div className="buttons">
                {isToAnswer && (
                  <Link className="button" to="/board" search={{ answer: first.proposal }}>
                    {say('start.doAnswer')}
                  </Link>
                )}
                {first && (
                  <Link to="/board" search={{ post }}>
                    {say('start.board')}
                  </Link>
                )}
              </div>
            </>
          );
        }}
      </Asked>
    </section>
  );
}
