import { type InfiniteData, keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type AnswerOf, Problem, type ReadParams, type ReadPath, read } from './api.ts';

export const questions = new QueryClient({
  defaultOptions: {
    queries: {
      // What changed is told by the server; until it is, what was read is right.
      staleTime: 60_000,
      // Only what may be better a moment later is asked again.
      retry: (times, error) => times < 5 && error instanceof Problem && (error.status === 0 || error.status === 503),
      retryDelay: (times) => Math.min(1_000 * 2 ** times, 10_000),
      refetchOnWindowFocus: false,
    },
  },
});

const keyOf = (path: string, params: object): readonly unknown[] => [path, params];

/**
 * What an address answers, kept up to date while it is shown. While other parameters are asked for, the answer before stays.
 * @param params `enabled: false` asks nothing yet
 */
export function useAsk<P extends ReadPath>(
  path: P,
  { enabled = true, ...params }: ReadParams<P> & { readonly enabled?: boolean } = {},
) {
  return useQuery<AnswerOf<P>, Problem>({
    queryKey: keyOf(path, params),
    queryFn: ({ signal }) => read(path, params as ReadParams<P>, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

type Paged = { readonly items: readonly unknown[]; readonly next?: string };

/** A list that comes page by page: `items` of all pages so far. */
export function useList<P extends ReadPath>(
  path: P,
  { enabled = true, ...params }: ReadParams<P> & { readonly enabled?: boolean } = {},
) {
  const list = useInfiniteQuery<
    AnswerOf<P>,
    Problem,
    InfiniteData<AnswerOf<P>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: keyOf(path, { ...params, list: true }),
    queryFn: ({ pageParam, signal }) =>
      read(path, { ...params, query: { ...params.query, ...(pageParam && { cursor: pageParam }) } } as never, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => (page as Paged).next,
    enabled,
  });
  const items = list.data?.pages.flatMap((page) => (page as Paged).items) as
    | (AnswerOf<P> extends { items: (infer Item)[] } ? Item[] : never)
    | undefined;
  return { ...list, items };
}
