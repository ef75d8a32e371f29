import { Link, useParams } from '@tanstack/react-router';
import { newId } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { memberRoles } from '../../codes.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { ChoiceField, DayField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Group, Member } from './group.ts';
import { GroupFrame, looksAfter } from './group-frame.tsx';
import { ForgetForm, LeaveForm } from './leave-forms.tsx';
import { PeopleTable } from './people-table.tsx';

export const consents = ['quotation', 'photo', 'name', 'contactAfterLeaving', 'research'] as const;

/** Who is in the group: how many by role for everybody who may know, names for those who look after it. */
export function PeoplePage() {
  const { say } = useSpeech();
  const self = useSelf();
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const group = useAsk('/api/groups/{id}', { path: { id } });
  return (
    <Asked of={group} heading={say('group.part.people')}>
      {(found) => (
        <GroupFrame group={found} title={say('group.part.people')}>
          <h2>{say('group.members')}</h2>
          <PeopleTable people={found.members} />
          {looksAfter(self, id) && (
            <>
              <h2>{say('group.byName')}</h2>
              <p>{say('group.byName.hint')}</p>
              {found.people.length === 0 && <p className="gone">{say('group.nobodyYet')}</p>}
              {found.people.map((member) => (
                <OneMember key={member.member} group={found} member={member} />
              ))}
              <Deed label={say('group.join')}>{(close) => <JoinForm group={id} onDone={close} />}</Deed>
              <p>
                <Link to="/admin/accounts">{say('group.accounts')}</Link>
              </p>
            </>
          )}
          {!looksAfter(self, id) && found.people.length > 0 && (
            <>
              <h2>{say('group.byName')}</h2>
              <ul>
                {found.people.map(({ name, role }) => (
                  <RoleAndName key={`${name} ${role}`} name={name} role={role} />
                ))}
              </ul>
            </>
          )}
        </GroupFrame>
      )}
    </Asked>
  );
}

function RoleAndName({ name, role }: { readonly name: string | undefined; readonly role: string | undefined }) {
  const { code } = useSpeech();
  return (
    <li>
      {name}
      {role && ` (${code('role', role)})`}
    </li>
  );
}

function OneMember({ group, member }: { readonly group: Group; readonly member: Member }) {
  const { say, code } = useSpeech();
  const { name, contact, role, consents: given } = member;
  return (
    <div className="card">
      <h3>{name ?? say('group.noName')}</h3>
      <p className="meta">
        {role && <span>{code('role', role)}</span>}
        {contact && <span>{contact}</span>}
        <span>
          {given.length > 0
            ? say('group.consentsTo', { what: given.map((one) => code('consent', one)).join(', ') })
            : say('group.noConsents')}
        </span>
      </p>
      <details>
        <summary>{say('group.changeMember')}</summary>
        <Deed label={say('group.consents')}>
          {(close) => (
            <ConsentForm group={group.id} subject={{ member: member.member! }} given={given} onDone={close} />
          )}
        </Deed>
        <Deed label={say('group.leave')}>
          {(close) => <LeaveForm group={group.id} member={member} onDone={close} />}
        </Deed>
        <Deed label={say('group.forget')}>
          {(close) => <ForgetForm group={group.id} member={member} onDone={close} />}
        </Deed>
      </details>
    </div>
  );
}

function JoinForm({ group, onDone }: { readonly group: string; readonly onDone: (done?: string) => void }) {
  const { say, code } = useSpeech();
  const form = useForm({ name: '', contact: '', role: '' as (typeof memberRoles)[number] | '', on: today() });
  const command = useCommand('/api/groups/{id}/join');
  const submit = async () => {
    const { name, contact, role, on } = form.values;
    if (
      !form.check({ role: !role && say('group.role.missing'), name: !name.trim() && say('group.name.missingPerson') })
    )
      return;
    if (role === '') return;
    const person = { name: name.trim(), ...(contact.trim() && { contact: contact.trim() }) };
    if (await command.give(group, { member: newId(), role, ...person, on }))
      onDone(say('group.joined', { name: name.trim() }));
  };
  return (
    <FormOf form={form} deed={say('group.join')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <TextField form={form} name="name" label={say('group.person')} hint={say('group.person.hint')} />
      <PickField
        form={form}
        name="role"
        label={say('group.role')}
        options={memberRoles.map((role) => ({ value: role, label: code('role', role) }))}
      />
      <TextField form={form} name="contact" label={say('group.contact')} hint={say('group.contact.hint')} optional />
      <DayField form={form} name="on" label={say('group.joinedOn')} most={today()} />
    </FormOf>
  );
}

type Subject = { readonly member: string } | { readonly voice: string };

/** What somebody agrees to: what is ticked anew is given, what is not any more is withdrawn. */
export function ConsentForm({
  group,
  subject,
  given,
  onDone,
}: {
  readonly group: string;
  readonly subject: Subject;
  readonly given: readonly string[];
  readonly onDone: (done?: string) => void;
}) {
  const { say, code } = useSpeech();
  const form = useForm({
    to: given as readonly (typeof consents)[number][],
    how: 'oneself' as 'oneself' | 'withSupport' | 'representative',
  });
  const giving = useCommand('/api/groups/{id}/give-consent');
  const withdrawing = useCommand('/api/groups/{id}/withdraw-consent');
  const submit = async () => {
    const { to, how } = form.values;
    const added = to.filter((one) => !given.includes(one));
    const gone = consents.filter((one) => given.includes(one) && !to.includes(one));
    if (added.length > 0 && !(await giving.give(group, { ...subject, to: added, how }))) return;
    if (gone.length > 0 && !(await withdrawing.give(group, { ...subject, to: gone }))) return;
    onDone(say('group.consentsSaved'));
  };
  return (
    <FormOf
      form={form}
      deed={say('save')}
      isRunning={giving.isRunning || withdrawing.isRunning}
      problem={giving.problem ?? withdrawing.problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <ChoiceField
        form={form}
        name="to"
        many
        label={say('group.agreesTo')}
        hint={say('group.agreesTo.hint')}
        options={consents.map((one) => ({ value: one, label: code('consent', one) }))}
      />
      <ChoiceField
        form={form}
        name="how"
        label={say('group.givenHow')}
        options={(['oneself', 'withSupport', 'representative'] as const).map((one) => ({
          value: one,
          label: code('consentHow', one),
        }))}
      />
    </FormOf>
  );
}
