import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { type AnswerOf, type Problem, type ReadParams, type ReadPath, read } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';

type InfluencePath = Extract<ReadPath, `/api/influence/${string}`>;
type CountedPath = Exclude<InfluencePath, `/api/influence/${'measures' | 'citation' | '{file}'}`>;
interface Making {
  readonly done: number;
  readonly of: number;
}

/** What was asked for, and from when and where it is. */
export interface MadeOf<P extends CountedPath> {
  readonly as: NonNullable<AnswerOf<P>['as']>;
  readonly answer: NonNullable<AnswerOf<P>['answer']>;
}

/** Milliseconds between two questions how far the making is; a picture that nobody asks for is made no further. */
const again = 1_000;

/** What an address of the figures answers: asked again until it is made, or somebody has had enough of waiting. */
export function useMade<P extends CountedPath>(path: P, query: Readonly<Record<string, unknown>>, isWanted = true) {
  const [isCancelled, setCancelled] = useState(false);
  const params = { query } as ReadParams<P>;
  const asked = useQuery<AnswerOf<P>, Problem>({
    queryKey: [path, params],
    queryFn: ({ signal }) => read(path, params, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.making ? again : false),
    enabled: isWanted && !isCancelled,
  });
  const { making, as, answer } = (asked.data ?? {}) as { making?: Making } & Partial<MadeOf<P>>;
  return {
    data: as && answer !== undefined ? { as, answer } : undefined,
    making,
    error: asked.error,
    refetch: asked.refetch,
    isCancelled,
    setCancelled,
  };
}

interface Question<Answer> {
  readonly data: Answer | undefined;
  readonly making: Making | undefined;
  readonly error: Problem | null;
  readonly refetch: () => unknown;
  readonly isCancelled: boolean;
  readonly setCancelled: (isCancelled: boolean) => void;
}

/** The answer when it is made; before that how far it is, and the way to stop it. */
export function Made<Answer>({
  of,
  children,
}: {
  readonly of: Question<Answer>;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const { making, isCancelled, setCancelled } = of;
  const { say, number } = useSpeech();
  const id = useId();
  if (isCancelled)
    return (
      <div className="empty" role="status">
        <p>{say('influence.making.cancelled')}</p>
        <Button onClick={() => setCancelled(false)}>{say('influence.making.again')}</Button>
      </div>
    );
  // Asking again does not help: the limits stand above, where they can be chosen anew.
  if (of.error?.status === 400)
    return (
      <div className="notice late" role="alert">
        <p>{say('problem.limits')}</p>
      </div>
    );
  if (!making) return <Asked of={of}>{children}</Asked>;
  return (
    <div className="empty">
      <p id={id} role="status">
        {say('influence.making')}
      </p>
      <p>
        <progress aria-labelledby={id} value={making.done} max={Math.max(1, making.of)} />{' '}
        {say('influence.making.done', { done: number(making.done), of: number(making.of) })}
      </p>
      <Button variant="secondary" onClick={() => setCancelled(true)}>
        {say('influence.making.cancel')}
      </Button>
    </div>
  );
}
