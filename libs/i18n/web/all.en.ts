import { domainEn } from '../domain.en.ts';
import { accountsEn } from './accounts.en.ts';
import { adminEn } from './admin.en.ts';
import { agendaEn } from './agenda.en.ts';
import { answerEn } from './answer.en.ts';
import { boardEn } from './board.en.ts';
import { codesEn } from './codes.en.ts';
import { commissionEn } from './commission.en.ts';
import { deedsEn } from './deeds.en.ts';
import { eventsEn } from './events.en.ts';
import { filesEn } from './files.en.ts';
import { groupEn } from './group.en.ts';
import { handoverEn } from './handover.en.ts';
import { inboxEn } from './inbox.en.ts';
import { influenceEn } from './influence.en.ts';
import { measuresEn } from './measures.en.ts';
import { meetingsEn } from './meetings.en.ts';
import { organisationEn } from './organisation.en.ts';
import { promisesEn } from './promises.en.ts';
import { proposalEn } from './proposal.en.ts';
import { publishEn } from './publish.en.ts';
import { recordEn } from './record.en.ts';
import { searchEn } from './search.en.ts';
import { shellEn } from './shell.en.ts';
import { startEn } from './start.en.ts';
import { systemEn } from './system.en.ts';
import { unitsEn } from './units.en.ts';

/** Everything that the web application says. */
export const allEn = {
  ...domainEn,
  ...unitsEn,
  ...eventsEn,
  ...adminEn,
  ...organisationEn,
  ...accountsEn,
  ...systemEn,
  ...codesEn,
  ...filesEn,
  ...groupEn,
  ...answerEn,
  ...commissionEn,
  ...handoverEn,
  ...inboxEn,
  ...influenceEn,
  ...measuresEn,
  ...promisesEn,
  ...startEn,
  ...publishEn,
  ...deedsEn,
  ...proposalEn,
  ...shellEn,
  ...searchEn,
  ...boardEn,
  ...recordEn,
  ...meetingsEn,
  ...agendaEn,
};
