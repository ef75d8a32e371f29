import { meeting } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class MoveMeetingBody extends bodyOf('MoveMeetingBody', meeting.events.MeetingMoved) {}

export const MoveMeeting = useCase(
  {
    name: 'MoveMeeting',
    noun: 'meetings',
    verb: 'move',
    summary: 'Moves a planned meeting to another day, time or place.',
    records: 'MeetingMoved',
    body: MoveMeetingBody,
  },
  (context, { id, body, envelope }) =>
    record(context, meeting, id, envelope, body, (act, { state }) => meeting.move(body, state, act)),
);
