import type { AnswerOf, BodyOf } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { ChoiceField, PickField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';

const ofGroup = ['coordinator', 'member'];
const ofUnit = ['analyst', 'reader'];
const all = ['coordinator', 'member', 'analyst', 'reader', 'dataProtectionOfficer', 'administrator'] as const;
const memberRoles = [
  'clientDeveloper',
  'staffDeveloper',
  'developmentPartner',
  'expertByExperience',
  'researcher',
  'projectWorker',
] as const;
type Grant = BodyOf<'/api/accounts/{id}/grant-role'>;
type Unit = AnswerOf<'/api/units'>['items'][number];

/** Gives an account a role. */
export function GrantForm({ id, onDone }: { readonly id: string; readonly onDone: (done?: string) => void }) {
  const { say, lang } = useSpeech();
  const self = useSelf();
  const form = useForm({ role: '', group: '', unit: '', as: '', words: [] as readonly string[] });
  const groups = useAsk('/api/groups', { query: { limit: 200 } });
  const units = useAsk('/api/units');
  const command = useCommand('/api/accounts/{id}/grant-role');
  const { role, group, unit, as, words } = form.values;
  const grant = async () => {
    const right = form.check({
      role: role === '' && say('accounts.roleMissing'),
      group: ofGroup.includes(role) && group === '' && say('accounts.groupMissing'),
      as: role === 'member' && as === '' && say('accounts.asMissing'),
    });
    if (!right) return;
    const body = {
      role: role as Grant['role'],
      ...(ofGroup.includes(role) && { group }),
      ...(ofUnit.includes(role) && unit !== '' && { unit }),
      ...(role === 'member' && { as: as as NonNullable<Grant['as']> }),
      ...(role === 'analyst' && words.length > 0 && { readsWords: true }),
    };
    if (await command.give(id, body)) onDone(say('accounts.granted'));
  };
  const named = ({ id: of, name }: Pick<Unit, 'id' | 'name'>) => ({ value: of, label: plainOf(name, lang, of) });
  const offered = self?.is('administrator') ? all : all.filter((one) => ofGroup.includes(one));
  return (
    <FormOf form={form} deed={say('accounts.grant')} {...command} onSubmit={grant} onCancel={() => onDone()}>
      <ChoiceField
        form={form}
        name="role"
        label={say('accounts.role')}
        options={offered.map((one) => ({
          value: one,
          label: say(`accountRole.${one}`),
          hint: say(`accountRole.about.${one}`),
        }))}
      />
      {ofGroup.includes(role) && (
        <PickField
          form={form}
          name="group"
          label={say('accounts.group')}
          options={(groups.data?.items ?? []).filter(({ status }) => status !== 'ended').map(named)}
        />
      )}
      {role === 'member' && (
        <PickField
          form={form}
          name="as"
          label={say('accounts.as')}
          options={memberRoles.map((one) => ({ value: one, label: say(`role.${one}`) }))}
        />
      )}
      {ofUnit.includes(role) && (
        <PickField
          form={form}
          name="unit"
          label={say('accounts.unit')}
          hint={say('accounts.unitHint')}
          none={say('accounts.allUnits')}
          options={(units.data?.items ?? []).filter(({ status }) => status === 'open').map(named)}
          optional
        />
      )}
      {role === 'analyst' && (
        <ChoiceField
          form={form}
          name="words"
          label={say('accounts.words')}
          many
          options={[{ value: 'words', label: say('accounts.readsWords'), hint: say('accounts.readsWordsHint') }]}
        />
      )}
    </FormOf>
  );
}
