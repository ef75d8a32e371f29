import { useState } from 'react';
import { type BatchItem, giveAll, Problem } from '../../api.ts';
import { readAgain } from '../../doing.ts';
import type { Form } from '../../form.ts';
import { type Line, nextRound, type Recording, taken } from './recording.ts';

/**
 * Sends what the form has become, round by round, and keeps in the form what was recorded, what was refused and what was left
 * without an answer, so that sending again does what is left.
 */
export function useRecording(form: Form<Recording>) {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  /** @returns what was recorded in all, or undefined when the server could not be asked or understood nothing */
  const send = async (lines: readonly Line[]): Promise<Recording['done'] | undefined> => {
    let { done } = form.values;
    let refused: Recording['refused'] = {};
    const tried = new Set<string>();
    const round = async (items: readonly BatchItem[]) => {
      form.set('unanswered', items);
      const known = taken(items, await giveAll(items));
      for (const { command } of items) tried.add(command);
      done = { ...done, ...known.done };
      refused = { ...refused, ...known.refused };
      form.set('done', done);
      form.set('refused', refused);
      form.set('unanswered', known.unanswered);
    };
    setRunning(true);
    setProblem(undefined);
    try {
      if (form.values.unanswered.length > 0) await round(form.values.unanswered);
      for (let items = nextRound(lines, done, tried); items.length > 0; items = nextRound(lines, done, tried))
        await round(items);
      await readAgain();
      return done;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Refused as a whole, so nothing of it was carried out.
      if (error.status >= 400 && error.status < 500) form.set('unanswered', []);
      setProblem(error);
      return undefined;
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, problem, send };
}
