import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OwedItem } from '../../api.ts';
import { useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { type Self, useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import { Listed } from '../../parts/asked.tsx';
import { Page } from '../../parts/page.tsx';
import type { BoardSearch } from './board-search.ts';
import { Filters } from './filters.tsx';
import { OwedLists } from './owed-lists.tsx';
import { PostLine } from './post-line.tsx';
import { Views } from './views.tsx';

/** Management sees its own post first, a coordinator the own group; everybody else all that they may see. */
function viewOf(
  self: Self | undefined,
  { post, group }: BoardSearch,
): { readonly post?: string; readonly group?: string } {
  if (post === 'all' || group === 'all') return {};
  if (post !== undefined) return { post };
  if (group !== undefined) return { group };
  const own = self?.as.find(({ kind }) => kind === 'management');
  if (own?.of !== undefined) return { post: own.of };
  const coordinated = self?.as.filter(({ kind }) => kind === 'coordinator') ?? [];
  return coordinated.length === 1 && coordinated[0]!.of !== undefined ? { group: coordinated[0]!.of } : {};
}

export function Board({ search }: { readonly search: BoardSearch }) {
  const { say } = useSpeech();
  const self = useSelf();
  const { post: postName } = useNames();
  const view = viewOf(self, search);
  const { side, unit, what, overdue } = search;
  const owed = useList('/api/owed', {
    query: {
      limit: 30,
      ...view,
      ...(side && { side: side as 'group' }),
      ...(unit && { unit }),
      ...(what && { what: what as 'receipt' }),
      ...(overdue && { overdue: true }),
    },
  });
  const [done, setDone] = useState<string>();
  const isFiltered = Boolean(side || unit || what || overdue);
  return (
    <Page title={view.post === undefined ? say('nav.board') : postName(view.post)} windowTitle={say('nav.board')}>
      <p>{say(view.post === undefined ? 'board.lead.all' : 'board.lead.post')}</p>
      {self && <Views self={self} view={view} />}
      {view.post !== undefined && self?.is('management', view.post) && <PostLine post={view.post} />}
      <Filters search={search} isOfPost={view.post !== undefined} />
      {done !== undefined && (
        <p className="notice good" role="status">
          {done}
        </p>
      )}
      <Listed of={owed} empty={<p>{say(isFiltered ? 'board.empty.filtered' : 'board.empty')}</p>}>
        {(items) => <Picking items={items} onDone={setDone} />}
      </Listed>
    </Page>
  );
}

/** Several proposals that wait for an answer can be ticked and answered together. */
function Picking({ items, onDone }: { readonly items: readonly OwedItem[]; readonly onDone: (done: string) => void }) {
  const { say } = useSpeech();
  const [picked, setPicked] = useState<readonly string[]>([]);
  // What was answered in the meantime is no longer there to be answered.
  const still = picked.filter((id) => items.some(({ proposal }) => proposal === id));
  const pick = (id: string, isOn: boolean) => setPicked(isOn ? [...still, id] : still.filter((one) => one !== id));
  return (
    <>
      <OwedLists items={items} picked={still} onPick={pick} onDone={onDone} />
      {still.length > 0 && (
        <div className="picked" role="status">
          <p>{say('board.picked', { count: still.length })}</p>
          <div className="buttons">
            <Link className="button" to="/board" search={{ answer: still.join(',') }}>
              {say(still.length === 1 ? 'board.answer' : 'board.together')}
            </Link>
            <button type="button" className="plain-button" onClick={() => setPicked([])}>
              {say('board.unpick')}
            </button>
          </div>
        </div>
      )}
    </>
  );
}
