import type { Say } from '#i18n/browser';
import { works } from '../../codes.ts';
import { today } from '../../parts/days.tsx';
import { hoursOf, type Line, type Recording, typed } from './recording.ts';

/** What can be seen to be wrong before it is sent, by the name of the field. What is recorded already is not asked again. */
export function faultsOf(
  values: Recording,
  lines: readonly Line[],
  say: Say,
): Readonly<Record<string, string | false>> {
  const isLeft = (command: string) =>
    values.done[command] === undefined && lines.some((line) => line.command === command);
  const missing = (fields: readonly string[]) =>
    fields.map((field) => [field, typed(values, field) === '' && say('field.required')] as const);
  const hours = hoursOf(values);
  return Object.fromEntries([
    ...missing(isLeft(values.commands.hold) ? ['on', 'kind'] : []),
    ['on', typed(values, 'on') === '' ? say('field.required') : values.on > today() && say('record.future')],
    ...works.map(
      (work) =>
        [
          `hours.${work}`,
          typed(values, `hours.${work}`) !== '' &&
            !((hours[work] ?? 0) * 4 === Math.round((hours[work] ?? 0) * 4) && hours[work]) &&
            say('record.hours.fault'),
        ] as const,
    ),
    ...values.proposals
      .filter(({ command }) => isLeft(command))
      .flatMap(({ id }) => missing([`proposal.${id}.title`, `proposal.${id}.kind`, `proposal.${id}.answerWanted`])),
    ...values.heard
      .filter(({ commands }) => isLeft(commands.decide))
      .flatMap(({ key }) => {
        const field = (name: string) => `heard.${key}.${name}`;
        const isLong = typed(values, field('reason')).length > 300;
        return missing([
          field('proposal'),
          ...(typed(values, field('proposal')) ? [field('post'), field('outcome'), field('reason')] : []),
          ...(isLong ? [field('briefAnswer')] : []),
          ...(typed(values, field('outcome')) === 'deferred' ? [field('untilWhen')] : []),
        ]);
      }),
    ...values.responses
      .filter(isLeft)
      .flatMap((command) => missing([`response.${command}.proposal`, `response.${command}.view`])),
  ]);
}
