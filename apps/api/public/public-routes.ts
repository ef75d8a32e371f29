import type { Route } from '../route.ts';
import { aboutPage } from './about-page.ts';
import { accessibilityPage } from './accessibility-page.ts';
import { changesFeed } from './changes-feed.ts';
import { changesPage } from './changes-page.ts';
import { publicVisit } from './public-visit.ts';

/** Pages that are for everybody and the same for everybody; they need no script. */
export const publicRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/changes',
    name: 'ShowChanges',
    sameForAll: true,
    run: (desk, request, reply) => changesPage(publicVisit(desk, request, reply, { framed: true })),
  },
  {
    method: 'GET',
    path: '/changes/feed',
    name: 'ChangesFeed',
    sameForAll: true,
    run: changesFeed,
  },
  {
    method: 'GET',
    path: '/about',
    name: 'ShowAbout',
    sameForAll: true,
    run: (desk, request, reply) => aboutPage(publicVisit(desk, request, reply)),
  },
  {
    method: 'GET',
    path: '/accessibility',
    name: 'ShowAccessibility',
    sameForAll: true,
    run: (desk, request, reply) => accessibilityPage(publicVisit(desk, request, reply)),
  },
];
