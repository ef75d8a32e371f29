import type { FastifyReply, FastifyRequest } from 'fastify';
import { codeOf, problems } from '../problems.ts';
import type { Desk, Route } from '../route.ts';
import { homePage } from './home-page.ts';
import { linkPageHeaders, sayingPage, unknownPage } from './link-page.ts';
import { callerOf, type LinkVisit, visitOf } from './link-visit.ts';
import { paperForm, wallSheet } from './paper-pages.ts';
import { press } from './press.ts';
import { proposalPage } from './proposal-page.ts';
import { proposalOf } from './shown.ts';

type Answering = (visit: LinkVisit, id: string) => string | Promise<string>;

const page = (method: Route['method'], path: string, name: string, answering: Answering): Route => ({
  method,
  path: `/g/:token${path}`,
  name,
  // The address says who comes; whoever has signed in with the same browser is nobody else here.
  sameForAll: true,
  run: (desk, request, reply) => answer(desk, request, reply, answering),
});

/**
 * What became of what a group said, for those of its members who have no account: pages behind the group's own link, which
 * need no script. Opening one changes nothing, because programs that preview messages open links.
 */
export const groupLinkRoutes: readonly Route[] = [
  page('GET', '', 'ShowGroupLink', homePage),
  page('GET', '/proposals/:id', 'ShowProposalByLink', show),
  page('POST', '/proposals/:id', 'PressOnLink', press),
  page('GET', '/print', 'ShowWallSheet', wallSheet),
  page('GET', '/form', 'ShowPaperForm', paperForm),
];

async function show(visit: LinkVisit, id: string): Promise<string> {
  const one = await proposalOf(visit, id);
  if (one) return proposalPage(visit, one);
  visit.reply.status(404);
  return unknownPage(visit);
}

async function answer(desk: Desk, request: FastifyRequest, reply: FastifyReply, answering: Answering): Promise<string> {
  reply.headers(linkPageHeaders);
  const caller = callerOf(desk, request, reply);
  try {
    const visit = await visitOf(caller);
    if (!visit) {
      reply.status(404);
      request.outcome = 'not-found';
      return sayingPage(caller, 'gone');
    }
    return await answering(visit, (request.params as { readonly id?: string }).id ?? '');
  } catch (error) {
    if (problems[codeOf(error) ?? '']?.[0] !== 503) throw error;
    request.outcome = codeOf(error)!;
    reply.status(503).header('retry-after', '30');
    return sayingPage(caller, 'away');
  }
}
