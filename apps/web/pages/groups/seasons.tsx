import { newId } from '../../api.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Day } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { DayField, NumberField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { Words } from '../../parts/words.tsx';
import type { Group } from './group.ts';
import { looksAfter } from './group-frame.tsx';
import { PeopleTable } from './people-table.tsx';

type Season = Group['seasons'][number];

const rhythms = ['weekly', 'everyOtherWeek', 'monthly'] as const;

/** The seasons of a group: the plan is made together and lives, so that it can be revised. */
export function Seasons({ group }: { readonly group: Group }) {
  const { say, code, number } = useSpeech();
  const mayWrite = looksAfter(useSelf(), group.id);
  return (
    <>
      <h2>{say('group.seasons')}</h2>
      {group.seasons.length === 0 && <p className="gone">{say('group.seasons.none')}</p>}
      {group.seasons.toReversed().map((season) => (
        <div className="card" key={season.season}>
          <h3>
            <Day on={season.from} /> – <Day on={season.to} />
          </h3>
          <dl className="facts">
            {season.rhythm && (
              <>
                <dt>{say('group.rhythm')}</dt>
                <dd>{code('rhythm', season.rhythm)}</dd>
              </>
            )}
            <dt>{say('group.meetingsHeld')}</dt>
            <dd>{number(season.meetingsHeld)}</dd>
            <dt>{say('group.hoursOf')}</dt>
            <dd>
              {season.hoursPromised === undefined
                ? number(season.hoursRecorded)
                : say('group.hoursOfPromised', {
                    recorded: number(season.hoursRecorded),
                    promised: number(season.hoursPromised),
                  })}
            </dd>
          </dl>
          <h4>{say('group.plan')}</h4>
          <Words of={season.plan} />
          {(season.whatClientsLearnt || season.whatStaffLearnt) && (
            <>
              <h4>{say('group.clientsLearnt')}</h4>
              <Words of={season.whatClientsLearnt} />
              <h4>{say('group.staffLearnt')}</h4>
              <Words of={season.whatStaffLearnt} />
            </>
          )}
          <details>
            <summary>{say('group.attendance')}</summary>
            <PeopleTable people={season.attendance} />
          </details>
          {mayWrite && (
            <>
              <Deed label={say('group.season.revise')}>
                {(close) => <SeasonForm group={group.id} season={season} onDone={close} />}
              </Deed>
              <Deed label={say('group.season.review')}>
                {(close) => <ReviewForm group={group.id} season={season.season} onDone={close} />}
              </Deed>
            </>
          )}
        </div>
      ))}
      {mayWrite && (
        <Deed label={say('group.season.plan')}>{(close) => <SeasonForm group={group.id} onDone={close} />}</Deed>
      )}
    </>
  );
}

/** Plans a season, or says what is different about one. */
function SeasonForm({
  group,
  season,
  onDone,
}: {
  readonly group: string;
  readonly season?: Season;
  readonly onDone: (done?: string) => void;
}) {
  const { say, code, lang } = useSpeech();
  const plan = season?.plan && 'text' in season.plan ? season.plan.text : '';
  const initial = {
    id: season?.season ?? newId(),
    from: season?.from ?? '',
    to: season?.to ?? '',
    rhythm: season?.rhythm ?? '',
    hours: season?.hoursPromised === undefined ? '' : String(season.hoursPromised),
    plan,
  };
  const form = useForm(initial, `season.${group}.${season?.season ?? 'new'}`);
  const planning = useCommand('/api/groups/{id}/plan-season');
  const revising = useCommand('/api/groups/{id}/revise-season');
  const submit = async () => {
    const { id, from, to, rhythm, hours, plan: text } = form.values;
    const isBackwards = from !== '' && to !== '' && to < from;
    if (!form.check({ from: !from && say('field.required'), to: isBackwards && say('group.to.before') })) return;
    const facts = {
      ...(from && { from }),
      ...(to && { to }),
      ...(rhythm && { rhythm }),
      ...(hours && { hoursPromised: Number(hours) }),
    };
    const body = { season: id, ...facts, ...(text.trim() && { words: { plan: text.trim() } }), lang };
    if (!(await (season ? revising : planning).give(group, body))) return;
    form.clear();
    onDone(say('group.recorded'));
  };
  const { isRunning, problem } = season ? revising : planning;
  return (
    <FormOf
      form={form}
      deed={say('save')}
      isRunning={isRunning}
      problem={problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <DayField form={form} name="from" label={say('group.from')} />
      <DayField form={form} name="to" label={say('group.to')} optional />
      <PickField
        form={form}
        name="rhythm"
        label={say('group.rhythm')}
        options={rhythms.map((one) => ({ value: one, label: code('rhythm', one) }))}
        optional
      />
      <NumberField
        form={form}
        name="hours"
        label={say('group.hoursPromised')}
        hint={say('group.hoursPromised.hint')}
        optional
      />
      <TextField form={form} name="plan" label={say('group.plan')} hint={say('group.plan.hint')} lines={6} optional />
    </FormOf>
  );
}

function ReviewForm({
  group,
  season,
  onDone,
}: {
  readonly group: string;
  readonly season: string;
  readonly onDone: (done?: string) => void;
}) {
  const { say, lang } = useSpeech();
  const form = useForm({ whatClientsLearnt: '', whatStaffLearnt: '' }, `review.${season}`);
  const command = useCommand('/api/groups/{id}/review-season');
  const submit = async () => {
    const words = Object.fromEntries(Object.entries(form.values).filter(([, text]) => text.trim() !== ''));
    if (!form.check({ whatClientsLearnt: Object.keys(words).length === 0 && say('group.learnt.missing') })) return;
    if (!(await command.give(group, { season, words, lang }))) return;
    form.clear();
    onDone(say('group.recorded'));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <TextField form={form} name="whatClientsLearnt" label={say('group.clientsLearnt')} lines={4} optional />
      <TextField form={form} name="whatStaffLearnt" label={say('group.staffLearnt')} lines={4} optional />
    </FormOf>
  );
}
