import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { plainOf } from '../../parts/words.tsx';
import type { Account } from './account.ts';

/** What somebody is here, and of which group or unit. */
export function RoleName({
  role: { role, unit, group, as, readsWords, through },
}: {
  readonly role: Account['roles'][number];
}) {
  const { say, lang } = useSpeech();
  const groups = useAsk('/api/groups', { query: { limit: 200 }, enabled: group !== undefined });
  const units = useAsk('/api/units', { enabled: unit !== undefined });
  const groupName = plainOf(groups.data?.items.find(({ id }) => id === group)?.name, lang, group ?? '');
  const unitName = plainOf(units.data?.items.find(({ id }) => id === unit)?.name, lang, unit ?? '');
  return (
    <>
      {say(`accountRole.${role}`)}
      {as && ` (${say(`role.${as as 'clientDeveloper'}`)})`}
      {group !== undefined && `: ${groupName}`}
      {unit !== undefined && `: ${unitName}`}
      {readsWords && ` – ${say('accounts.readsWords')}`}
      {through === 'directory' && ` – ${say('accounts.throughDirectory')}`}
    </>
  );
}
