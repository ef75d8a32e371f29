import { unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class SetRemindersBody extends bodyOf('SetRemindersBody', unit.events.RemindersSet) {}

export const SetReminders = useCase(
  {
    name: 'SetReminders',
    noun: 'units',
    verb: 'set-reminders',
    summary: 'Chooses when a unit, and those below it that choose nothing themselves, are reminded of what.',
    records: 'RemindersSet',
    body: SetRemindersBody,
  },
  (context, { id, body, envelope }) =>
    record(context, unit, id, envelope, body, (act, { state }) => unit.setReminders(body, state, act)),
);
