import type { AnswerOf } from './api.ts';
import { useAsk } from './asking.ts';
import { useSpeech } from './language.tsx';
import { plainOf } from './parts/words.tsx';

type Organisation = AnswerOf<'/api/organisation'>;
type Unit = AnswerOf<'/api/units'>['items'][number];
const none: readonly never[] = [];

/** What the organisation calls its posts, themes and units; a code stands for itself until its name is known. */
export function useNames() {
  const { lang } = useSpeech();
  const { data: organisation } = useAsk('/api/organisation');
  const { data: all } = useAsk('/api/units');
  const posts: Organisation['posts'] | readonly never[] = organisation?.posts ?? none;
  const themes: Organisation['themes'] | readonly never[] = organisation?.themes ?? none;
  const units: readonly Unit[] = all?.items ?? none;
  const labelIn = (list: Organisation['posts'] | readonly never[], code: string) =>
    plainOf(list.find((one) => one.code === code)?.label, lang, code);
  return {
    posts,
    themes,
    units,
    presets: organisation?.presets,
    post: (code: string) => labelIn(posts, code),
    theme: (code: string) => labelIn(themes, code),
    unit: (id: string) => plainOf(units.find((one) => one.id === id)?.name, lang, id),
    /** The unit that answers for what this one owed: itself, or the last in the line of its successors. */
    heirOf: (id: string): string => {
      const line = [id];
      for (let next = successorOf(units, id); next && !line.includes(next); next = successorOf(units, next))
        line.push(next);
      return line.at(-1)!;
    },
  };
}

const successorOf = (units: readonly Unit[], id: string): string | undefined =>
  units.find((one) => one.id === id)?.successor;
