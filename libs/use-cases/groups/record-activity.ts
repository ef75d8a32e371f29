import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RecordActivityBody extends bodyOf('RecordActivityBody', group.events.ActivityRecorded) {}

export const RecordActivity = useCase(
  {
    name: 'RecordActivity',
    noun: 'groups',
    verb: 'record-activity',
    summary: 'Records what the group did without asking anybody.',
    records: 'ActivityRecorded',
    body: RecordActivityBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.recordActivity(body, state, { ...act, id })),
);
