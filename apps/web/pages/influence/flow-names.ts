import type { PlainKey } from '#i18n/browser';
import { useSpeech } from '../../language.tsx';
import { capital } from '../../parts/options.ts';

/** What the nodes of the flow are called, as in `answer.accepted`; a code of the domain by the domain's word. */
export function useFlowNames(): (node: string) => string {
  const { say, code } = useSpeech();
  return (node) => {
    const own = `flowNode.${node}`;
    const said = say(own as PlainKey);
    if (said !== own) return said;
    const [stage = '', what = ''] = node.split('.');
    const family = { origin: 'origin', answer: 'outcome', change: 'changed', loop: 'closed' }[stage] ?? stage;
    return capital(code(family, what));
  };
}
