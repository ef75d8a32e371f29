import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';

/** In whose name the log says something was done that no account did. */
const others = ['console', 'directory', 'import', 'kierto', 'nobody'] as const;

/** Of whom an account is, as far as that is known to whoever looks. */
export function useAccountNames(): (account: string) => string {
  const { say } = useSpeech();
  const self = useSelf();
  const accounts = useAsk('/api/accounts', { query: { limit: 200 }, enabled: self?.can('ListAccounts') ?? false });
  return (account) => {
    const other = others.find((one) => one === account);
    if (other) return say(`account.${other}`);
    if (account.startsWith('link-')) return say('account.link');
    return accounts.data?.items.find(({ id }) => id === account)?.name ?? account;
  };
}
