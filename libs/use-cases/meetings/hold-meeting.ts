import { group, meeting } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class HoldMeetingBody extends bodyOf('HoldMeetingBody', meeting.events.MeetingHeld) {}

export const HoldMeeting = useCase(
  {
    name: 'HoldMeeting',
    noun: 'meetings',
    verb: 'hold',
    summary: 'Records a meeting that was held, planned or not: who was present in which role, and what was said.',
    records: 'MeetingHeld',
    body: HoldMeetingBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: itsGroup } = await context.streams.load(group, body.group);
    return record(context, meeting, id, envelope, body, (act, { state }) =>
      meeting.hold(body, state, { ...act, group: itsGroup }),
    );
  },
);
