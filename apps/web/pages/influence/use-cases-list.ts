import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, type Problem, type ReadParams, read } from '../../api.ts';

const path = '/api/influence/cases';
type Page = AnswerOf<typeof path>;

/** The list behind a number, page by page; all pages are of the same place in the log. */
export function useCasesList(query: Readonly<Record<string, string>>) {
  const [isCancelled, setCancelled] = useState(false);
  const list = useInfiniteQuery<Page, Problem, InfiniteData<Page>, readonly unknown[], string | undefined>({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) =>
      read(path, { query: { ...query, ...(pageParam && { cursor: pageParam }) } } as ReadParams<typeof path>, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ answer }) => answer?.next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ making }) => making) ? 1_000 : false),
    enabled: !isCancelled,
  });
  const pages = list.data?.pages ?? [];
  const [first] = pages;
  return {
    data:
      first?.as && first.answer
        ? { as: first.as, ...first.answer, items: pages.flatMap(({ answer }) => answer?.items ?? []) }
        : undefined,
    making: first?.making,
    error: list.error,
    refetch: list.refetch,
    isCancelled,
    setCancelled,
    hasMore: list.hasNextPage,
    more: list.fetchNextPage,
  };
}
