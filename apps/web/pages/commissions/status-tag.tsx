import { useSpeech } from '../../language.tsx';

export function StatusTag({ status }: { readonly status: 'open' | 'withdrawn' | 'closed' }) {
  const { say } = useSpeech();
  return <span className={status === 'open' ? 'tag turn' : 'tag'}>{say(`commission.status.${status}`)}</span>;
}
