import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { READS, type ReadQuery } from '#read-models';
import { CONTEXT, type UseCase } from '#use-cases';
import { accessRoutes } from './access-routes.ts';
import { adminRoutes } from './admin-routes.ts';
import { batchRoute } from './batch.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { consoleRoutes } from './console-routes.ts';
import { controllerOf, WHO_IS } from './controller.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { frontRoutes } from './front-page.ts';
import { groupLinkRoutes } from './group-link/link-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { HOUSE, type House } from './house.ts';
import { decidimRoutes } from './influence/decidim-routes.ts';
import { downloadRoutes } from './influence/download-routes.ts';
import { reportRoutes } from './influence/report-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { liveRoutes } from './live-routes.ts';
import { meRoute } from './me-route.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { oneTapRoutes } from './one-tap-routes.ts';
import { personRoutes } from './person-routes.ts';
import { proofRoutes } from './proof-routes.ts';
import { publicRoutes } from './public/public-routes.ts';
import { queryRoutes } from './query-routes.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './session-routes.ts';
import { accountRoutes } from './sign-in/account-routes.ts';
import { joiningRoutes } from './sign-in/joining-routes.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { uploadRoutes } from './upload-routes.ts';
import { webRoutes } from './web-app.ts';
import { webhookRoutes } from './webhook-routes.ts';
import type { WhoIs } from './who-is.ts';

/** The commands and queries that an API is made of. */
export interface Registry {
  readonly useCases: readonly UseCase[];
  readonly queries: readonly ReadQuery[];
}

/** All routes by the controller they belong to, one a noun. */
function routesByController({ useCases, queries }: Registry): ReadonlyMap<string, Route[]> {
  const byController = new Map<string, Route[]>();
  for (const route of [...commandRoutes(useCases), ...queryRoutes(queries)]) {
    const noun = route.path.split('/')[2]!.replace(/^:/, '');
    const name = `${noun[0]!.toUpperCase()}${noun.slice(1)}Controller`;
    byController.set(name, [...(byController.get(name) ?? []), route]);
  }
  byController.set('BatchController', [batchRoute(useCases)]);
  byController.set('DecidimController', [...decidimRoutes]);
  byController.set('DeliveriesController', [...deliveryRoutes]);
  byController.set('EventsController', [...eventRoutes]);
  byController.set('FilesController', [...fileRoutes, ...uploadRoutes]);
  byController.set('JobsController', [...jobRoutes]);
  byController.set('LiveController', [...liveRoutes]);
  byController.set('HealthController', [...healthRoutes]);
  byController.set('AdminController', [...adminRoutes, ...consoleRoutes]);
  byController.set('OwnAccessController', [meRoute, ...sessionRoutes, ...tokenRoutes, ...personRoutes]);
  byController.set('AccessController', [...accessRoutes]);
  byController.set('HistoryController', [...historyRoutes]);
  byController.set('CalendarsController', [...calendarRoutes]);
  byController.set('WebhooksController', [...webhookRoutes]);
  byController.set('InfluenceFilesController', [...downloadRoutes]);
  byController.set('ProofController', [...proofRoutes]);
  byController.set('SignInController', [...signInRoutes, ...joiningRoutes, ...accountRoutes]);
  byController.set('PagesController', [
    ...frontRoutes,
    ...publicRoutes,
    ...groupLinkRoutes,
    ...oneTapRoutes,
    ...oidcRoutes,
  ]);
  byController.set('ReportPagesController', [...reportRoutes]);
  byController.set('WebController', [...webRoutes]);
  return byController;
}

export function routesOf(registry: Registry): Route[] {
  return [...routesByController(registry).values()].flat();
}

class ApiModule {}
Module({})(ApiModule);

export function apiModule(registry: Registry, house: House, whoIs: WhoIs): DynamicModule {
  return {
    module: ApiModule,
    imports: [CqrsModule.forRoot()],
    controllers: [...routesByController(registry)].map(([name, routes]) => controllerOf(name, routes)),
    providers: [
      { provide: HOUSE, useValue: house },
      { provide: WHO_IS, useValue: whoIs },
      { provide: CONTEXT, useValue: house.context },
      { provide: READS, useValue: house.reads },
      ...registry.useCases.map(({ handler }) => handler),
      ...registry.queries.map(({ handler }) => handler),
    ],
  };
}
