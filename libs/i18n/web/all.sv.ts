import { domainSv } from '../domain.sv.ts';
import { accountsSv } from './accounts.sv.ts';
import { adminSv } from './admin.sv.ts';
import { agendaSv } from './agenda.sv.ts';
import { answerSv } from './answer.sv.ts';
import { boardSv } from './board.sv.ts';
import { codesSv } from './codes.sv.ts';
import { commissionSv } from './commission.sv.ts';
import { deedsSv } from './deeds.sv.ts';
import { eventsSv } from './events.sv.ts';
import { filesSv } from './files.sv.ts';
import { groupSv } from './group.sv.ts';
import { handoverSv } from './handover.sv.ts';
import { inboxSv } from './inbox.sv.ts';
import { influenceSv } from './influence.sv.ts';
import { measuresSv } from './measures.sv.ts';
import { meetingsSv } from './meetings.sv.ts';
import { organisationSv } from './organisation.sv.ts';
import { promisesSv } from './promises.sv.ts';
import { proposalSv } from './proposal.sv.ts';
import { publishSv } from './publish.sv.ts';
import { recordSv } from './record.sv.ts';
import { searchSv } from './search.sv.ts';
import { shellSv } from './shell.sv.ts';
import { startSv } from './start.sv.ts';
import { systemSv } from './system.sv.ts';
import { unitsSv } from './units.sv.ts';

/** Everything that the web application says. */
export const allSv = {
  ...domainSv,
  ...unitsSv,
  ...eventsSv,
  ...adminSv,
  ...organisationSv,
  ...accountsSv,
  ...systemSv,
  ...codesSv,
  ...filesSv,
  ...groupSv,
  ...answerSv,
  ...commissionSv,
  ...handoverSv,
  ...inboxSv,
  ...influenceSv,
  ...measuresSv,
  ...promisesSv,
  ...startSv,
  ...publishSv,
  ...deedsSv,
  ...proposalSv,
  ...shellSv,
  ...searchSv,
  ...boardSv,
  ...recordSv,
  ...meetingsSv,
  ...agendaSv,
};
