import { useRef, useState } from 'react';
import {
  type BatchItem,
  type BatchResult,
  type BodyOf,
  type CommandPath,
  give,
  giveAll,
  newId,
  Problem,
  type Recorded,
} from './api.ts';
import { questions } from './asking.ts';

/** After something was recorded, everything that is shown is read again, as it may tell of it. */
export const readAgain = (): Promise<void> => questions.invalidateQueries();

interface Deed {
  readonly isRunning: boolean;
  readonly problem: Problem | undefined;
  /** Puts the problem away. */
  readonly forget: () => void;
}

function useDeed(): Deed & { readonly run: <T>(work: () => Promise<T>) => Promise<T | undefined> } {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    isRunning,
    problem,
    forget: () => setProblem(undefined),
    run: async (work) => {
      setRunning(true);
      setProblem(undefined);
      try {
        const done = await work();
        await readAgain();
        return done;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        setProblem(error);
        return undefined;
      } finally {
        setRunning(false);
      }
    },
  };
}

/**
 * A command of this page. The same content sent again, because an answer got lost, is the same command; other content is another.
 * `give` answers undefined when it was not carried out: then `problem` says why.
 */
export function useCommand<P extends CommandPath>(path: P) {
  const { run, ...deed } = useDeed();
  const last = useRef<{ readonly content: string; readonly command: string } | undefined>(undefined);
  return {
    ...deed,
    give: (id: string | undefined, body: BodyOf<P>, version?: number, as?: string): Promise<Recorded | undefined> => {
      const content = JSON.stringify([id, body, as]);
      if (last.current?.content !== content) last.current = { content, command: newId() };
      const { command } = last.current;
      return run(async () => {
        const recorded = await give(path, id, body, { command, version, as });
        last.current = undefined;
        return recorded;
      });
    },
  };
}

/** Several commands of one form. The items bring their own ids, so that sent again they do what is left to do. */
export function useBatch() {
  const { run, ...deed } = useDeed();
  return {
    ...deed,
    give: (items: readonly BatchItem[], as?: string): Promise<readonly BatchResult[] | undefined> =>
      run(() => giveAll(items, as)),
  };
}
