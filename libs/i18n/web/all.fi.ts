import { domainFi } from '../domain.fi.ts';
import { accountsFi } from './accounts.fi.ts';
import { adminFi } from './admin.fi.ts';
import { agendaFi } from './agenda.fi.ts';
import { answerFi } from './answer.fi.ts';
import { boardFi } from './board.fi.ts';
import { codesFi } from './codes.fi.ts';
import { commissionFi } from './commission.fi.ts';
import { deedsFi } from './deeds.fi.ts';
import { eventsFi } from './events.fi.ts';
import { filesFi } from './files.fi.ts';
import { groupFi } from './group.fi.ts';
import { handoverFi } from './handover.fi.ts';
import { inboxFi } from './inbox.fi.ts';
import { influenceFi } from './influence.fi.ts';
import { measuresFi } from './measures.fi.ts';
import { meetingsFi } from './meetings.fi.ts';
import { organisationFi } from './organisation.fi.ts';
import { promisesFi } from './promises.fi.ts';
import { proposalFi } from './proposal.fi.ts';
import { publishFi } from './publish.fi.ts';
import { recordFi } from './record.fi.ts';
import { searchFi } from './search.fi.ts';
import { shellFi } from './shell.fi.ts';
import { startFi } from './start.fi.ts';
import { systemFi } from './system.fi.ts';
import { unitsFi } from './units.fi.ts';

/** Everything that the web application says. */
export const allFi = {
  ...domainFi,
  ...unitsFi,
  ...eventsFi,
  ...adminFi,
  ...organisationFi,
  ...accountsFi,
  ...systemFi,
  ...codesFi,
  ...filesFi,
  ...groupFi,
  ...answerFi,
  ...commissionFi,
  ...handoverFi,
  ...inboxFi,
  ...influenceFi,
  ...measuresFi,
  ...promisesFi,
  ...startFi,
  ...publishFi,
  ...deedsFi,
  ...proposalFi,
  ...shellFi,
  ...searchFi,
  ...boardFi,
  ...recordFi,
  ...meetingsFi,
  ...agendaFi,
};
