import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RecordWorkTimeBody extends bodyOf('RecordWorkTimeBody', group.events.WorkTimeRecorded) {}

export const RecordWorkTime = useCase(
  {
    name: 'RecordWorkTime',
    noun: 'groups',
    verb: 'record-work-time',
    summary: 'Records hours of a month for the whole group, never per person.',
    records: 'WorkTimeRecorded',
    body: RecordWorkTimeBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.recordWorkTime(body, state, { ...act, id })),
);
