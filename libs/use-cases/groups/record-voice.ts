import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RecordVoiceBody extends bodyOf('RecordVoiceBody', group.events.VoiceRecorded) {}

export const RecordVoice = useCase(
  {
    name: 'RecordVoice',
    noun: 'groups',
    verb: 'record-voice',
    summary: 'Writes down what somebody said, in their own words.',
    records: 'VoiceRecorded',
    body: RecordVoiceBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.recordVoice(body, state, { ...act, id })),
);
