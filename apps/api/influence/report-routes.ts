import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, page, pageHeadersWith } from '../html.ts';
import { pageFooter } from '../page-footer.ts';
import { publicAddress } from '../public/public-visit.ts';
import { RequestError } from '../request-error.ts';
import type { Desk, Route } from '../route.ts';
import { languageLinks } from '../sign-in/language-links.ts';
import { linkTo, type Visit, visitOf } from '../sign-in/visit.ts';
import { initiativesReport } from './initiatives-report.ts';
import { ReportAsking, StillMaking } from './report-asking.ts';
import { reportHtml, reportStyle } from './report-html.ts';
import type { Report } from './report-model.ts';
import { reportPdf } from './report-pdf.ts';
import { yearlyFacts } from './yearly-asking.ts';
import { yearlyReport } from './yearly-report.ts';

/** What an address says, beside the language. */
type Wanted = Readonly<Partial<Record<'year' | 'unit' | 'on' | 'knownOn' | 'at', string>>>;

interface Made {
  readonly report: Report;
  /** What the same report in another language, or as a PDF, is asked by. */
  readonly address: Wanted;
  readonly file: string;
}

type Make = (visit: Visit, asking: ReportAsking, wanted: Wanted) => Promise<Made>;

const yearly = ['year', 'unit', 'on', 'knownOn', 'at'] as const;
const scope = 'person';

/** Reports for printing: each as a page and as a PDF, made from the same. */
export const reportRoutes: readonly Route[] = [
  { method: 'GET', path: '/reports/yearly', name: 'ShowYearlyReport', scope, run: asPage(yearly, makeYearly) },
  {
    method: 'GET',
    path: '/reports/yearly.pdf',
    name: 'ShowYearlyReport',
    scope,
    sends: true,
    run: asPdf(yearly, makeYearly),
  },
  {
    method: 'GET',
    path: '/reports/initiatives',
    name: 'ShowInitiativesReport',
    scope,
    run: asPage(['year'], makeInitiatives),
  },
  {
    method: 'GET',
    path: '/reports/initiatives.pdf',
    name: 'ShowInitiativesReport',
    scope,
    sends: true,
    run: asPdf(['year'], makeInitiatives),
  },
];

/** @throws RequestError */
function wantedIn({ query }: FastifyRequest, known: readonly (keyof Wanted)[]): Wanted {
  const { lang: _lang, ...given } = query as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(given))
    if (!(known as readonly string[]).includes(name) || typeof value !== 'string')
      throw new RequestError('request.parameter', `This address takes ${known.join(', ')} and lang, each once.`);
  const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) as Wanted;
  if (wanted.year !== undefined && !/^(19|20|21)\d\d$/.test(wanted.year))
    throw new RequestError('request.parameter', 'year must be a year such as 2025.');
  return wanted;
}

async function makeYearly(visit: Visit, asking: ReportAsking, wanted: Wanted): Promise<Made> {
  const year = wanted.year ?? String(Number(asking.today.slice(0, 4)) - 1);
  if (year > asking.today.slice(0, 4)) throw new RequestError('request.parameter', 'year must not lie in the future.');
  const facts = await yearlyFacts(visit.desk, asking, { ...wanted, year: Number(year) });
  const { on, at } = facts.as;
  const address: Wanted = { year, ...(wanted.unit !== undefined && { unit: wanted.unit }), on, at };
  const query = new URLSearchParams({ ...address, lang: visit.lang });
  query.sort();
  const report = yearlyReport(facts, visit.lang, `${publicAddress(visit)}/reports/yearly?${query}`);
  return { report, address, file: `kierto-${year}-${visit.lang}.pdf` };
}

async function makeInitiatives(visit: Visit, asking: ReportAsking, { year }: Wanted): Promise<Made> {
  const of = year ?? String(Number(asking.today.slice(0, 4)) - 1);
  const report = await initiativesReport(asking, of, visit.lang);
  return { report, address: { year: of }, file: `kierto-initiatives-${of}-${visit.lang}.pdf` };
}

function asPage(known: readonly (keyof Wanted)[], make: Make) {
  return async (desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const visit = await visitOf(desk, request, reply);
    const made = await madeOrWaiting(visit, known, make);
    return typeof made === 'string' ? made : reportPage(visit, made);
  };
}

function asPdf(known: readonly (keyof Wanted)[], make: Make) {
  return async (desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const visit = await visitOf(desk, request, reply);
    const made = await madeOrWaiting(visit, known, make);
    if (typeof made === 'string') {
      await reply.send(made);
      return;
    }
    const bytes = await reportPdf(made.report);
    await reply
      .headers({
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${made.file}"`,
        'content-length': String(bytes.length),
      })
      .send(bytes);
  };
}

/** The report, or the page that says it is still being put together. */
async function madeOrWaiting(visit: Visit, known: readonly (keyof Wanted)[], make: Make): Promise<Made | string> {
  const { desk, request, reply } = visit;
  try {
    return await make(visit, new ReportAsking(desk, request, reply), wantedIn(request, known));
  } catch (error) {
    if (error instanceof StillMaking) return waitingPage(visit, error);
    throw error;
  }
}

/** Seconds after which it may be asked again: soon, because what nobody asks for any longer is not put together to its end. */
const again = 2;

function waitingPage(visit: Visit, { done, of }: StillMaking): string {
  const { lang, say, request, reply, desk } = visit;
  const to = `${desk.house.settings.basePath}${request.url}`;
  reply.status(503).headers({ 'retry-after': String(again), refresh: String(again) });
  const title = say('reports.making.title');
  return page({
    lang,
    title,
    home: linkTo(visit, '/'),
    nav: undefined,
    main: html`<h1>${title}</h1>
<p>${say('reports.making.what')}</p>
${of > 0 ? html`<p>${say('reports.making.done', { done: String(done), of: String(of) })}</p>` : undefined}
<p><a href="${to}">${say('reports.making.again')}</a></p>`,
    footer: pageFooter(say, (path) => linkTo(visit, path)),
  });
}

function reportPage(visit: Visit, { report, address }: Made): string {
  const { lang, say, request, reply, desk } = visit;
  reply.headers(pageHeadersWith(reportStyle));
  const path = request.url.split('?', 1)[0]!;
  const to = (of: string) => `${desk.house.settings.basePath}${of}`;
  return page({
    lang,
    title: report.title,
    home: linkTo(visit, '/'),
    nav: languageLinks(visit, address),
    style: reportStyle,
    main: html`<h1>${report.title}</h1>
<ul class="links on-screen">
<li><a href="${linkTo(visit, `${path}.pdf`, { ...address, lang })}">${say('reports.pdf')}</a></li>
<li><a href="${to('/influence')}">${say('reports.back')}</a></li>
</ul>
${reportHtml(report, { scrolls: say('reports.scroll'), contents: say('reports.contents') }, to)}`,
    footer: pageFooter(say, (of) => linkTo(visit, of)),
  });
}
