import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RecordGroupLedToBody extends bodyOf('RecordGroupLedToBody', group.events.LedTo) {}

export const RecordGroupLedTo = useCase(
  {
    name: 'RecordGroupLedTo',
    noun: 'groups',
    verb: 'record-led-to',
    summary: 'Says what the work of the group led to.',
    records: 'LedTo',
    body: RecordGroupLedToBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.recordLedTo(body, state, { ...act, id })),
);
