import { ListActs } from './acts/list-acts.ts';
import { GetGroupAgenda } from './groups/get-group-agenda.ts';
import { GetGroupHome } from './groups/get-group-home.ts';
import { GetGroup, ListGroups } from './groups/group-queries.ts';
import { GetInfluenceEvenness } from './influence/get-evenness.ts';
import { GetInfluenceFigures } from './influence/get-figures.ts';
import { GetInfluenceFlow } from './influence/get-flow.ts';
import { GetInfluenceHours } from './influence/get-hours.ts';
import { GetInfluenceSilence } from './influence/get-silence.ts';
import { GetInfluenceTimes } from './influence/get-times.ts';
import { GetInfluenceValues } from './influence/get-values.ts';
import { GetInfluenceYear } from './influence/get-year.ts';
import { ListInfluenceCases } from './influence/list-cases.ts';
import { ListInfluenceMeasures } from './influence/list-measures.ts';
import { GetCommission, ListCommissions } from './loops/commission-board.ts';
import { GetHandover } from './loops/get-handover.ts';
import { GetProposal } from './loops/get-proposal.ts';
import { GetInitiativesReport } from './loops/initiatives-report.ts';
import { ListChanges } from './loops/list-changes.ts';
import { GetCalendar, ListOwed } from './loops/list-owed.ts';
import { ListProposals } from './loops/list-proposals.ts';
import { GetMeeting, ListMeetings } from './meetings/meeting-queries.ts';
import { GetAccount } from './notices/get-account.ts';
import { ListInbox, ListNotices } from './notices/list-notices.ts';
import { GetOrganisation } from './organisation/get-organisation.ts';
import { GetUnit, ListUnits } from './organisation/unit-queries.ts';
import type { ReadQuery } from './query.ts';
import { ListAccounts } from './rights/list-accounts.ts';
import { ListSimilar } from './search/list-similar.ts';
import { Search } from './search/search.ts';
import { ListSteps } from './steps/list-steps.ts';
import { GetTimeline } from './timeline/get-timeline.ts';
import { ListFiles } from './timeline/list-files.ts';
import { ListPublishing } from './timeline/list-publishing.ts';

/** Every query there is; routes, the API's document and the registration with the QueryBus derive from it. */
export const allQueries: readonly ReadQuery[] = [
  ListOwed,
  GetCalendar,
  GetHandover,
  ListProposals,
  GetProposal,
  ListSimilar,
  GetTimeline,
  ListFiles,
  ListSteps,
  ListCommissions,
  GetCommission,
  ListGroups,
  GetGroup,
  GetGroupHome,
  GetGroupAgenda,
  ListMeetings,
  GetMeeting,
  ListUnits,
  GetUnit,
  GetOrganisation,
  ListChanges,
  ListPublishing,
  Search,
  GetInitiativesReport,
  ListInfluenceMeasures,
  GetInfluenceFigures,
  GetInfluenceTimes,
  GetInfluenceSilence,
  GetInfluenceFlow,
  GetInfluenceEvenness,
  GetInfluenceHours,
  GetInfluenceValues,
  GetInfluenceYear,
  ListInfluenceCases,
  ListInbox,
  ListNotices,
  GetAccount,
  ListAccounts,
  ListActs,
];
