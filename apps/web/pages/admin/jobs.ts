import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, ask, newId, Problem, read } from '../../api.ts';
import { questions } from '../../asking.ts';

export type Job = AnswerOf<'/api/jobs'>['jobs'][number];

export const isUnderWay = ({ state }: Job): boolean => state === 'waiting' || state === 'active';

/** Milliseconds between two looks while something is under way. */
const lookEvery = 500;

/**
 * The long work of one kind that was asked for, the newest first, looked at again and again while it goes on.
 * @param whose `all`: for administrators
 */
export function useJobs(kind: Job['kind'], whose: 'mine' | 'all') {
  const [problem, setProblem] = useState<Problem>();
  const { data } = useQuery<AnswerOf<'/api/jobs'>, Problem>({
    queryKey: ['/api/jobs', { query: { whose } }],
    queryFn: ({ signal }) => read('/api/jobs', { query: { whose } }, signal),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isUnderWay) ? lookEvery : false),
  });
  const does = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
    await questions.invalidateQueries();
  };
  return {
    jobs: (data?.jobs ?? []).filter((one) => one.kind === kind),
    problem,
    begin: (input: object) => does(() => ask('POST', '/api/jobs', { id: newId(), kind, ...input })),
    cancel: (id: string) => does(() => ask('DELETE', `/api/jobs/${id}`)),
  };
}
