import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { sitePath } from './api.ts';
import { NotFound, WentWrong } from './parts/went-wrong.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: WentWrong });

/** A page is fetched when somebody goes there. Its file has one export of this name. */
const page = <P extends string>(path: P, fetch: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(fetch as never, name as never),
    // What is asked for stands in the address, so that a page can be sent to somebody.
    validateSearch: (search: Record<string, unknown>): Readonly<Record<string, string>> =>
      Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)])),
  });

const pages = [
  page('/start', () => import('./pages/start/start-page.tsx'), 'StartPage'),
  page('/board', () => import('./pages/board/board-page.tsx'), 'BoardPage'),
  page('/promises', () => import('./pages/promises/promises-page.tsx'), 'PromisesPage'),
  page('/inbox', () => import('./pages/inbox/inbox-page.tsx'), 'InboxPage'),
  page('/posts/$id', () => import('./pages/posts/handover-page.tsx'), 'HandoverPage'),
  page('/commissions', () => import('./pages/commissions/commissions-page.tsx'), 'CommissionsPage'),
  page('/commissions/new', () => import('./pages/commissions/issue-page.tsx'), 'IssuePage'),
  page('/commissions/$id', () => import('./pages/commissions/commission-page.tsx'), 'CommissionPage'),
  page('/groups', () => import('./pages/groups/groups-page.tsx'), 'GroupsPage'),
  page('/groups/$id', () => import('./pages/groups/group-page.tsx'), 'GroupPage'),
  page('/groups/$id/people', () => import('./pages/groups/people-page.tsx'), 'PeoplePage'),
  page('/groups/$id/work', () => import('./pages/groups/work-page.tsx'), 'WorkPage'),
  page('/groups/$id/publishing', () => import('./pages/groups/group-publishing-page.tsx'), 'GroupPublishingPage'),
  page('/publishing', () => import('./pages/publishing/publishing-page.tsx'), 'PublishingPage'),
  page('/groups/$id/link', () => import('./pages/groups/link-page.tsx'), 'LinkPage'),
  page('/groups/$id/agenda', () => import('./pages/groups/agenda-page.tsx'), 'AgendaPage'),
  page('/groups/$id/meetings', () => import('./pages/meetings/group-meetings-page.tsx'), 'GroupMeetingsPage'),
  page('/groups/$id/record', () => import('./pages/meetings/record-page.tsx'), 'RecordPage'),
  page('/meetings/$id', () => import('./pages/meetings/meeting-page.tsx'), 'MeetingPage'),
  page('/proposals/$id', () => import('./pages/proposals/proposal-page.tsx'), 'ProposalPage'),
  page('/groups/$id/propose', () => import('./pages/proposals/propose-page.tsx'), 'ProposePage'),
  page('/search', () => import('./pages/search/search-page.tsx'), 'SearchPage'),
  page('/influence', () => import('./pages/influence/overview-page.tsx'), 'OverviewPage'),
  page('/influence/measures/$id', () => import('./pages/influence/measure-page.tsx'), 'MeasurePage'),
  page('/influence/times', () => import('./pages/influence/times-page.tsx'), 'TimesPage'),
  page('/influence/flow', () => import('./pages/influence/flow-page.tsx'), 'FlowPage'),
  page('/influence/silence', () => import('./pages/influence/silence-page.tsx'), 'SilencePage'),
  page('/influence/groups', () => import('./pages/influence/groups-page.tsx'), 'GroupsComparedPage'),
  page('/influence/hours', () => import('./pages/influence/hours-page.tsx'), 'HoursPage'),
  page('/influence/cases', () => import('./pages/influence/cases-page.tsx'), 'CasesPage'),
  page('/influence/data', () => import('./pages/influence/data-page.tsx'), 'DataPage'),
  page('/admin', () => import('./pages/admin/admin-page.tsx'), 'AdminPage'),
  page('/admin/organisation', () => import('./pages/admin/organisation-page.tsx'), 'OrganisationPage'),
  page('/admin/accounts', () => import('./pages/admin/accounts-page.tsx'), 'AccountsPage'),
  page('/admin/system', () => import('./pages/admin/system-page.tsx'), 'SystemPage'),
  page('/admin/log', () => import('./pages/admin/log-page.tsx'), 'LogPage'),
  page('/units', () => import('./pages/units/units-page.tsx'), 'UnitsPage'),
  page('/units/$id', () => import('./pages/units/unit-page.tsx'), 'UnitPage'),
];

export const router = createRouter({
  routeTree: root.addChildren(pages),
  basepath: sitePath === '' ? '/' : sitePath,
  scrollRestoration: true,
  defaultPreload: 'intent',
});
