import { meeting, organisation } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RequestVisitBody extends bodyOf('RequestVisitBody', meeting.events.VisitRequested) {}

export const RequestVisit = useCase(
  {
    name: 'RequestVisit',
    noun: 'meetings',
    verb: 'request-visit',
    summary: 'Asks a post of management to visit a meeting.',
    records: 'VisitRequested',
    body: RequestVisitBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: itsOrganisation } = await context.streams.load(organisation, ORGANISATION);
    return record(context, meeting, id, envelope, body, (act, { state }) =>
      meeting.requestVisit(body, state, { ...act, organisation: itsOrganisation }),
    );
  },
);
