import { useNavigate, useSearch } from '@tanstack/react-router';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Button } from 'suomifi-ui-components';
import type { AnswerOf } from '../../api.ts';
import { useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Listed } from '../../parts/asked.tsx';
import { Page } from '../../parts/page.tsx';
import { FoundCard } from './found-card.tsx';

type Answer = AnswerOf<'/api/search'>;

const kinds = ['proposal', 'commission', 'meeting', 'group', 'voice'] as const;
type Kind = (typeof kinds)[number];

/** As many characters as a question may have. */
const longestQuestion = 200;

interface Asked {
  readonly q?: string;
  readonly kind?: Kind;
  readonly group?: string;
}

/** What somebody may read, found by words; what is asked stands in the address. */
export function SearchPage() {
  const { say } = useSpeech();
  const { q = '', kind, group } = useSearch({ strict: false }) as Asked;
  const field = useRef<HTMLInputElement>(null);
  return (
    <Page
      title={say('nav.search')}
      windowTitle={q === '' ? say('nav.search') : say('search.window', { q })}
      first={q === '' ? field : undefined}
    >
      <Question q={q} kind={kind} group={group} field={field} />
      {q !== '' && <Answers q={q} kind={kind} group={group} />}
    </Page>
  );
}

interface Given {
  readonly q: string;
  readonly kind: Kind | undefined;
  readonly group: string | undefined;
}

function Question({ q, kind, group, field }: Given & { readonly field: RefObject<HTMLInputElement | null> }) {
  const { say } = useSpeech();
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  const ask = (asked: Asked) => {
    const words = asked.q?.trim();
    if (words) navigate({ to: '/search', search: { ...asked, q: words } as never });
  };
  const rest = { ...(kind && { kind }), ...(group && { group }) };
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask({ ...rest, q: typed });
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-q`}>{say('search.what')}</label>
          <p className="hint" id={`${id}-hint`}>
            {say('search.hint')}
          </p>
          <input
            id={`${id}-q`}
            ref={field}
            type="search"
            value={typed}
            maxLength={longestQuestion}
            autoComplete="off"
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-kind`}>{say('search.kind')}</label>
          <select
            id={`${id}-kind`}
            value={kind ?? ''}
            onChange={({ target }) => {
              const { kind: _, ...others } = rest;
              ask({ ...others, ...(target.value && { kind: target.value as Kind }), q: typed });
            }}
          >
            <option value="">{say('search.kind.all')}</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {say(`search.kind.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="buttons">
          <Button type="submit">{say('search.ask')}</Button>
        </div>
      </form>
    </search>
  );
}

function Answers({ q, kind, group }: Given) {
  const { say } = useSpeech();
  const query = { q, ...(kind && { kind }), ...(group && { group }) };
  const list = useList('/api/search', { query });
  const partial = list.data?.pages[0]?.partial;
  return (
    <section aria-labelledby="found">
      <h2 id="found">{say('search.found', { q })}</h2>
      {partial && <Partial why={partial} onRetry={list.refetch} />}
      <Counted items={list.items?.length} hasMore={list.hasNextPage} />
      <Listed of={list} empty={<p>{say(kind ? 'search.empty.kind' : 'search.empty.help')}</p>}>
        {(items) => (
          <ul className="plain">
            {items.map((item) => (
              <FoundCard key={`${item.kind} ${item.id} ${item.found.event}`} item={item} />
            ))}
          </ul>
        )}
      </Listed>
    </section>
  );
}

/** How many are shown, said to those who do not see them come. */
function Counted({ items, hasMore }: { readonly items: number | undefined; readonly hasMore: boolean }) {
  const { say } = useSpeech();
  return (
    <p role="status">
      {items !== undefined && items > 0 && say(hasMore ? 'search.shownMore' : 'search.shown', { count: items })}
      {items === 0 && say('search.empty')}
    </p>
  );
}

/** Milliseconds after which what is still being built is asked again. */
const again = 3_000;

function Partial({ why, onRetry }: { readonly why: NonNullable<Answer['partial']>; readonly onRetry: () => unknown }) {
  const { say } = useSpeech();
  const isPassing = why === 'building' || why === 'behind';
  useEffect(() => {
    if (!isPassing) return;
    const timer = setInterval(onRetry, again);
    return () => clearInterval(timer);
  }, [isPassing, onRetry]);
  return (
    <p className="notice" role="status">
      {say(`search.partial.${why}`)}
    </p>
  );
}
