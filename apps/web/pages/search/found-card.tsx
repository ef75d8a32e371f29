import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { Day } from '../../parts/days.tsx';
import { Words } from '../../parts/words.tsx';

type Found = AnswerOf<'/api/search'>['items'][number];

const pages = {
  proposal: '/proposals/$id',
  commission: '/commissions/$id',
  meeting: '/meetings/$id',
  group: '/groups/$id',
  voice: '/groups/$id',
} as const;

/** One thing that was found: what it is, and the words by which it was. */
export function FoundCard({ item }: { readonly item: Found }) {
  const { say, code } = useSpeech();
  const { kind, id, title, state, on, groupName, unitName, found } = item;
  // What was found in the title is shown in the title.
  const isTitle = title !== null && 'text' in title && title.text === found.text;
  return (
    <li className="card">
      <h3>
        <Link to={pages[kind] as string} params={{ id } as never}>
          {isTitle ? (
            <Snippet found={found} />
          ) : title && 'text' in title ? (
            <Words of={title} brief />
          ) : (
            say(`search.untitled.${kind}`)
          )}
        </Link>
      </h3>
      <p className="meta">
        <span className="tag">{say(`search.one.${kind}`)}</span>
        {state && kind !== 'voice' && <span className="tag">{say(`search.state.${state as 'submitted'}`)}</span>}
        {on && (
          <span>
            <Day on={on} />
          </span>
        )}
        {groupName && kind !== 'group' && <Words of={groupName} brief />}
        {unitName && <Words of={unitName} brief />}
      </p>
      {!isTitle && (
        <>
          <p className="meta">
            {code('event', found.type)}: {code('wordsOf', found.field)}
          </p>
          <p className="written">
            <Snippet found={found} />
          </p>
        </>
      )}
    </li>
  );
}

/** A part of what somebody wrote, with the places that were found marked. */
function Snippet({ found: { text, lang, places, cutBefore, cutAfter } }: { readonly found: Found['found'] }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const [begin = 0, end = 0] of places) {
    parts.push(text.slice(from, begin), <mark key={begin}>{text.slice(begin, end)}</mark>);
    from = end;
  }
  return (
    <span lang={lang === 'und' ? undefined : lang.replace(/-simple$/, '')} dir="auto">
      {cutBefore && '… '}
      {parts}
      {text.slice(from)}
      {cutAfter && ' …'}
    </span>
  );
}
