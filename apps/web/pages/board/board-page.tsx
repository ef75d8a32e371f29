import { useSearch } from '@tanstack/react-router';
import { AnswerPage } from './answer-page.tsx';
import { Board } from './board.tsx';
import type { BoardSearch } from './board-search.ts';

/** Whose turn it is; and, where proposals are named in the address, answering them. */
export function BoardPage() {
  const search = useSearch({ strict: false }) as BoardSearch;
  const ids = search.answer?.split(',').filter((id) => id !== '') ?? [];
  return ids.length > 0 ? <AnswerPage key={search.answer} ids={ids} /> : <Board search={search} />;
}
