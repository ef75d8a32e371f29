import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { newId } from '../../api.ts';
import { memberRoles } from '../../codes.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';
import { BroughtSection } from './brought-section.tsx';
import { HeardSection } from './heard-section.tsx';
import { linesOf } from './lines-of.ts';
import type { Material } from './material.ts';
import { HoursSection, MeetingSection } from './meeting-section.tsx';
import { ProposalsSection } from './proposals-section.tsx';
import { isChanged, type Recording } from './recording.ts';
import { faultsOf } from './recording-faults.ts';
import { ResponsesSection } from './responses-section.tsx';
import { Results } from './results.tsx';
import { useRecording } from './use-recording.ts';

/** Two o'clock if the group met at two the last time: whoever records every week changes little. */
function begun({ meeting, earlier, group }: Material): Recording {
  const last = earlier[0];
  const present = last?.present && 'byRole' in last.present ? last.present.byRole : {};
  return {
    meeting: meeting?.id ?? newId(),
    commands: { plan: newId(), hold: newId(), hours: newId() },
    on: meeting?.plannedFor && meeting.plannedFor < today() ? meeting.plannedFor : today(),
    kind: meeting?.kind ?? last?.kind ?? 'meeting',
    ...(group.status === 'living' && { time: earlier.find(({ time }) => time !== undefined)?.time ?? '' }),
    ...Object.fromEntries(memberRoles.map((role) => [`present.${role}`, String(present[role] ?? '')])),
    methods: last?.methods.map(({ code }) => code) ?? [],
    languages: last?.languagesInterpreted ?? [],
    brought: [],
    heard: [],
    proposals: [],
    responses: [],
    done: {},
    refused: {},
    unanswered: [],
  };
}

/** Enter in a field would send what is half written; the button sends. */
function stayInForm(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

/** What is closed around a fault opens, so that it can be led to. */
function openAround(fields: readonly string[]): void {
  for (const field of fields) {
    let around = document.querySelector(`[data-field="${CSS.escape(field)}"]`)?.closest('details');
    for (; around; around = around.parentElement?.closest('details')) around.open = true;
  }
}

export function RecordForm({ material: given }: { readonly material: Material }) {
  // While somebody writes, nothing moves under their hands.
  const [material] = useState(given);
  const { group, meeting, unanswered, answered } = material;
  const { say, lang } = useSpeech();
  const navigate = useNavigate();

  const [initial] = useState(() => begun(material));
  const form = useForm<Recording>(initial, `record.${group.id}.${meeting?.id ?? 'new'}`);
  const { values } = form;
  const recording = useRecording(form);
  const titles = new Map(
    [
      ...unanswered.map(({ proposal, title }) => [proposal, title] as const),
      ...answered.map(({ id, title }) => [id, title] as const),
    ].map(([id, title]) => [id, plainOf(title, lang, say('text.none'))]),
  );
  const lines = linesOf(values, {
    group: group.id,
    unit: group.unit,
    lang,
    isPlanned: meeting !== undefined || group.status !== 'living',
    isHeld: meeting?.state === 'held',
    titleOf: (proposal) => titles.get(proposal) ?? '',
  });
  const submit = async () => {
    const faults = faultsOf(values, lines, say);
    if (!form.check(faults)) return openAround(Object.keys(faults).filter((field) => faults[field]));
    const done = await recording.send(lines);
    if (done === undefined || !lines.every(({ command }) => done[command])) return;
    const changed = lines.filter((line) => isChanged(line, done)).length;
    form.clear();
    navigate({
      to: '/meetings/$id',
      params: { id: values.meeting },
      search: { recorded: String(lines.length), ...(changed > 0 && { changed: String(changed) }) },
    });
  };
  const problem = recording.problem;
  return (
    <FormOf
      form={form}
      deed={say('record.deed', { count: lines.filter(({ command }) => !values.done[command]).length })}
      isRunning={recording.isRunning}
      problem={problem}
      onSubmit={submit}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: nothing can be done with it; it keeps a key from doing something. */}
      <div role="presentation" onKeyDown={stayInForm}>
        <Results form={form} lines={lines} />
        <MeetingSection form={form} material={material} />
        <BroughtSection form={form} agenda={material.agenda} />
        <ProposalsSection form={form} material={material} />
        <HeardSection form={form} material={material} titles={titles} />
        <ResponsesSection form={form} material={material} />
        <HoursSection form={form} />
      </div>
    </FormOf>
  );
}
