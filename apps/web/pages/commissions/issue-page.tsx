import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import { Asked } from '../../parts/asked.tsx';
import { today } from '../../parts/days.tsx';
import { ChoiceField, DayField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { Page } from '../../parts/page.tsx';
import { plainOf } from '../../parts/words.tsx';

const kinds = ['task', 'commentOnDraft', 'tryOut', 'socialReport'] as const;
const givers = ['unit', 'project', 'partner', 'group'] as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Giving one or several groups something to work on. */
export function IssuePage() {
  const { say } = useSpeech();
  const groups = useAsk('/api/groups', { query: { status: 'living', limit: 200 } });
  const organisation = useAsk('/api/organisation');
  return (
    <Page title={say('commission.new')}>
      <p>{say('commission.issue.lead')}</p>
      <Asked of={groups}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{say('commission.issue.groups.none')}</p>
          ) : (
            // Where somebody acts decides what is filled in already.
            <Asked of={organisation}>{() => <IssueForm groups={items} />}</Asked>
          )
        }
      </Asked>
    </Page>
  );
}

interface IssueForm {
  readonly groups: readonly { readonly id: string; readonly name: Parameters<typeof plainOf>[0] }[];
}

function IssueForm({ groups }: IssueForm) {
  const { say, lang } = useSpeech();
  const { posts, units, unit: unitName } = useNames();
  const navigate = useNavigate();
  const self = useSelf();
  const [id] = useState(newId);
  const own = self?.as.find(({ kind }) => kind === 'management')?.of;
  const form = useForm(
    {
      title: '',
      kind: '',
      task: '',
      background: '',
      groups: (groups.length === 1 ? [groups[0]!.id] : []) as readonly string[],
      answerWantedBy: '',
      unit: posts.find(({ code }) => code === own)?.unit ?? '',
      from: 'unit',
      fromName: '',
      fromGroup: '',
    },
    'commission.new',
  );
  const command = useCommand('/api/commissions/{id}');
  const { values } = form;
  const submit = async () => {
    const { title, kind, task, background, answerWantedBy, unit, from, fromName, fromGroup } = values;
    const isRight = form.check({
      title: title.trim() === '' && say('commission.issue.title.missing'),
      kind: kind === '' && say('commission.issue.kind.missing'),
      groups: values.groups.length === 0 && say('commission.issue.groups.missing'),
      unit: unit === '' && say('commission.issue.unit.missing'),
      fromGroup: from === 'group' && fromGroup === '' && say('commission.issue.fromGroup.missing'),
    });
    if (!isRight) return;
    const written = { title, task, background, ...(from !== 'unit' && from !== 'group' && { fromName }) };
    const words = Object.fromEntries(
      Object.entries(written).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
    );
    const recorded = await command.give(id, {
      unit,
      from: from as 'unit',
      ...(from === 'group' && { fromGroup }),
      groups: [...values.groups],
      kind: kind as 'task',
      ...(answerWantedBy && { answerWantedBy }),
      words,
      lang,
    });
    if (!recorded) return;
    form.clear();
    navigate({ to: '/commissions/$id', params: { id } });
  };
  const named = (one: IssueForm['groups'][number]) => ({ value: one.id, label: plainOf(one.name, lang, one.id) });
  return (
    <FormOf
      form={form}
      deed={say('commission.issue.deed')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
    >
      <TextField form={form} name="title" label={say('commission.issue.title')} />
      <ChoiceField
        form={form}
        name="kind"
        label={say('commission.kind')}
        options={kinds.map((value) => ({
          value,
          label: capital(say(`commission.kind.${value}`)),
          hint: say(`commission.kind.${value}.hint`),
        }))}
      />
      <TextField form={form} name="task" label={say('commission.issue.task')} lines={5} optional />
      <TextField form={form} name="background" label={say('commission.issue.background')} lines={5} optional />
      <ChoiceField form={form} name="groups" label={say('commission.issue.groups')} options={groups.map(named)} many />
      <DayField
        form={form}
        name="answerWantedBy"
        label={say('commission.issue.wanted')}
        hint={say('commission.issue.wanted.hint')}
        least={today()}
        optional
      />
      <PickField
        form={form}
        name="unit"
        label={say('commission.issue.unit')}
        options={units
          .filter(({ status }) => status === 'open')
          .map((one) => ({ value: one.id, label: unitName(one.id) }))}
      />
      <details open={values.from !== 'unit' || undefined}>
        <summary>{say('commission.issue.elsewhere')}</summary>
        <ChoiceField
          form={form}
          name="from"
          label={say('commission.issue.from')}
          options={givers.map((value) => ({ value, label: capital(say(`commission.from.${value}`)) }))}
        />
        {(values.from === 'project' || values.from === 'partner') && (
          <TextField form={form} name="fromName" label={say('commission.issue.fromName')} optional />
        )}
        {values.from === 'group' && (
          <PickField
            form={form}
            name="fromGroup"
            label={say('commission.issue.fromGroup')}
            options={groups.map(named)}
          />
        )}
      </details>
    </FormOf>
  );
}
