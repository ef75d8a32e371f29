import { rowOf } from '#permissions';
import { scopeOf } from './guard.ts';
import type { Route } from './route.ts';

/** In one of these ways a request says who it comes from, never in more than one. */
export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-kierto',
    description:
      'Whoever has signed in with a browser; `kierto` where the public address is not https. What is not GET needs to come from our own pages.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token of a program, which its account has made (`POST /api/tokens`), or the token of a group’s link.',
  },
  dataFolder: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Kierto-Token',
    description: 'The token of server.json in the data folder, for the command line: an administrator.',
  },
} as const;

export const anyWay = Object.keys(securitySchemes).map((name) => ({ [name]: [] }));

/** What the document says of who may: the row of the table, a sentence, and what the token of a program must be for. */
export function permissionOf(route: Route): Readonly<Record<string, unknown>> {
  const row = rowOf(route.name);
  const open = row.anybody === 'all';
  return {
    ...(open && { security: [{}, ...anyWay] }),
    'x-permission': { ...row },
    ...(!open && { 'x-scope': scopeOf(route) }),
  };
}
