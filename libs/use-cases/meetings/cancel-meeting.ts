import { meeting } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class CancelMeetingBody extends bodyOf('CancelMeetingBody', meeting.events.MeetingCancelled) {}

export const CancelMeeting = useCase(
  {
    name: 'CancelMeeting',
    noun: 'meetings',
    verb: 'cancel',
    summary: 'Cancels a planned meeting.',
    records: 'MeetingCancelled',
    body: CancelMeetingBody,
  },
  (context, { id, body, envelope }) =>
    record(context, meeting, id, envelope, body, (act, { state }) => meeting.cancel(body, state, act)),
);
