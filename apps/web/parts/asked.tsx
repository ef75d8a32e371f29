import type { ReactNode } from 'react';
import { Button } from 'suomifi-ui-components';
import type { Problem } from '../api.ts';
import { useSpeech } from '../language.tsx';
import { Page } from './page.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface Question<Answer> {
  readonly data: Answer | undefined;
  readonly error: Problem | null;
  readonly refetch: () => unknown;
}

/**
 * What a question answers, when it has; before that that it is on its way, or why it did not come.
 * @param heading of the page, where the answer brings the page's own
 */
export function Asked<Answer>({
  of: { data, error, refetch },
  heading,
  children,
}: {
  readonly of: Question<Answer>;
  readonly heading?: string;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const { say } = useSpeech();
  if (data !== undefined) return children(data);
  const state = error ? (
    <ProblemNotice problem={error} onRetry={refetch} />
  ) : (
    <p role="status" aria-live="polite">
      {say('loading')}
    </p>
  );
  return heading === undefined ? state : <Page title={heading}>{state}</Page>;
}

interface List<Item> extends Omit<Question<unknown>, 'data'> {
  readonly items: readonly Item[] | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** A list page by page. `empty` says what it means that nothing is there, and what to do. */
export function Listed<Item>({
  of: { items, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage },
  empty,
  children,
}: {
  readonly of: List<Item>;
  readonly empty: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}) {
  const { say } = useSpeech();
  return (
    <Asked of={{ data: items, error, refetch }}>
      {(found) => (
        <>
          {found.length === 0 ? <div className="empty">{empty}</div> : children(found)}
          {hasNextPage && (
            <div className="buttons">
              <Button variant="secondary" onClick={() => fetchNextPage()} aria-disabled={isFetchingNextPage}>
                {isFetchingNextPage ? say('loading') : say('more')}
              </Button>
            </div>
          )}
        </>
      )}
    </Asked>
  );
}
