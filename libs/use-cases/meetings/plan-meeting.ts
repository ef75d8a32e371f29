import { group, meeting } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class PlanMeetingBody extends bodyOf('PlanMeetingBody', meeting.events.MeetingPlanned) {}

export const PlanMeeting = useCase(
  {
    name: 'PlanMeeting',
    noun: 'meetings',
    verb: 'create',
    summary: 'Plans a meeting of a group.',
    records: 'MeetingPlanned',
    body: PlanMeetingBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: itsGroup } = await context.streams.load(group, body.group);
    return record(context, meeting, id, envelope, body, (act, { state }) =>
      meeting.plan(body, state, { ...act, group: itsGroup }),
    );
  },
);
