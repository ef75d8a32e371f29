import { Link } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { today } from '../../parts/days.tsx';

/** In what way a post is one's own, and what was promised in it, perhaps by somebody before. */
export function PostLine({ post }: { readonly post: string }) {
  const { say, day } = useSpeech();
  const self = useSelf();
  const { data } = useAsk('/api/posts/{code}/handover', { path: { code: post } });
  if (!data) return null;
  const now = today();
  const own = data.holders.find(
    ({ account, from, to }) => account === self?.account && from <= now && !(to && to < now),
  );
  const open = data.promised.filter(({ responsible, changed }) => responsible && isOpen(changed)).length;
  return (
    <>
      {own?.deputy && (
        <p className="notice">{own.to ? say('board.deputyUntil', { to: day(own.to) }) : say('board.deputy')}</p>
      )}
      <p>
        {open > 0 && `${say('board.promised', { count: open })} `}
        <Link to="/posts/$id" params={{ id: post }}>
          {say('board.handover')}
        </Link>
      </p>
    </>
  );
}

/** Whether a promise is still followed: nothing was recorded yet, or it was too early to say. */
export const isOpen = (changed: string | undefined): boolean => changed === undefined || changed === 'tooEarly';
