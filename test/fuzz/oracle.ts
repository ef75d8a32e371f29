import { problems } from '../../apps/api/problems.ts';
import { everyAnswer } from '../../apps/api/security-headers.ts';
import { shows } from '../planted-sentences.ts';
import { pageFaults } from './page-faults.ts';
import { closedMark, type People } from './people.ts';
import type { Answered, Asked } from './send.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what may not be there
const unsendable = /[\0-\x08\x0a-\x1f\x7f]/;

/** What may be answered to a refusal of the domain. */
const ofRules = [404, 409, 422];

/** What is wrong with the problem that is answered, if one is. */
function problemFaults({ status, headers, text }: Answered, { path }: Asked, refusals: ReadonlySet<string>): string[] {
  if (!headers['content-type']?.startsWith('application/problem+json'))
    return [`${status} is no application/problem+json but ${headers['content-type']}`];
  let problem: Problem;
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    return ['the problem is no JSON'];
  }
  const { code } = problem;
  const faults: string[] = [];
  for (const field of ['type', 'title', 'detail', 'code', 'instance'] as const)
    if (typeof problem[field] !== 'string' || problem[field] === '') faults.push(`the problem has no ${field}`);
  if (problem.status !== status) faults.push(`the problem says ${problem.status}, its answer ${status}`);
  const known = Object.hasOwn(problems, code) ? problems[code]![0] : undefined;
  if (known === undefined && !refusals.has(code)) faults.push(`nobody knows the code ${code}`);
  const allowed = known === undefined ? ofRules : code === 'wrong-version' ? [409, 412] : [known];
  if (!allowed.includes(status)) faults.push(`${code} was answered with ${status}`);
  // Whoever waits for a position that is yet to come is told so.
  const waits = code === 'read-model.behind' && /after/.test(path);
  if (status >= 500 && !waits) faults.push(`it failed with ${status} ${code}`);
  return faults;
}

function headerFaults({ status, headers, rawHeaders, text }: Answered): string[] {
  const faults: string[] = [];
  const names = rawHeaders.filter((_, at) => at % 2 === 0);
  for (const [at, name] of names.entries()) {
    const value = rawHeaders[at * 2 + 1]!;
    if (!token.test(name) || unsendable.test(value)) faults.push(`the header ${name} is not well-formed`);
  }
  for (const once of ['content-type', 'content-length', 'transfer-encoding', 'etag', 'location', 'date'])
    if (names.filter((name) => name.toLowerCase() === once).length > 1) faults.push(`there are two headers ${once}`);
  if (headers['content-length'] && headers['transfer-encoding']) faults.push('it has a length and chunks');
  if (text !== '' && !headers['content-type']) faults.push('its body has no type');
  if (status === 503 && !headers['retry-after']) faults.push('503 does not say when to come back');
  for (const name of Object.keys(everyAnswer)) if (!headers[name]) faults.push(`it has no ${name}`);
  if (status === 429 && !headers['retry-after']) faults.push('429 does not say when to come back');
  if (headers['x-evil'] !== undefined) faults.push('a header of ours came back');
  return faults;
}

/** Pages for people and calendars say in their own way what is wrong. */
const isPage = ({ path }: Asked): boolean =>
  /^\/(link|calendar|sign-in|sign-out|invitation|first-administrator|account|g|demo|changes|about|accessibility)(\/|\?|$)/.test(
    path,
  );

/** Work that was begun before it failed says so in its last line. */
function reportFaults(text: string, { operation }: Asked): string[] {
  const last = JSON.parse(text.trim().split('\n').at(-1) || '{}') as { readonly problem?: Problem };
  const failed = last.problem && last.problem.status >= 500 ? [`the work ended with ${last.problem.code}`] : [];
  const repeats = operation === 'ImportHistory' && shows(text);
  return repeats ? [...failed, `its report repeats what was sent: ${text.slice(-300)}`] : failed;
}

/** Where an answer leads: to a path of ours, or to the directory. */
function leadsAway({ headers }: Answered, issuer = ''): boolean {
  const { location } = headers;
  if (location === undefined || (issuer && location.startsWith(`${issuer}/`))) return false;
  const { origin, pathname } = new URL(location, 'http://kierto.invalid');
  return origin !== 'http://kierto.invalid' || !location.startsWith('/') || pathname.startsWith('//');
}

/** Cookies by which a browser is let in; one that is empty takes it away. */
const letsIn = ({ rawHeaders }: Answered): boolean =>
  rawHeaders.some(
    (value, at) => rawHeaders[at - 1]?.toLowerCase() === 'set-cookie' && /^(__Host-)?kierto(-step)?=[^;]/.test(value),
  );

/** What nobody may be told or given who has no right to it. */
function openedFaults(asked: Asked, answered: Answered, { secrets, people, issuer }: Known): string[] {
  const { status, text, headers } = answered;
  const faults: string[] = [];
  const readsAll = !asked.opensNothing && people.readsAll(asked.headers);
  if (text.includes(closedMark) && !readsAll) faults.push('it tells what the closed group has said');
  if (letsIn(answered) && !asked.signsIn) faults.push('it lets somebody in');
  // Of a redirect to where one signs in nothing follows.
  if (asked.opensNothing && asked.method !== 'GET' && status < 300) faults.push(`it was accepted with ${status}`);
  if (asked.what === 'misplaced' && status < 400) faults.push(`what is in the wrong place opens it with ${status}`);
  if (leadsAway(answered, issuer)) faults.push(`it leads away, to ${headers.location}`);
  const isHtml = headers['content-type']?.startsWith('text/html');
  if (status >= 400 && !isHtml && [...secrets].some((secret) => text.includes(secret)))
    faults.push('a refusal tells a secret');
  return faults;
}

export interface Known {
  /** Codes that a rule of the domain may refuse with. */
  readonly refusals: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly people: People;
  readonly issuer?: string;
}

/** Everything about one answer that may not be. */
export function faultsOf(asked: Asked, answered: Answered, known: Known): string[] {
  const { status, text } = answered;
  const type = answered.headers['content-type'] ?? '';
  const faults = [...headerFaults(answered), ...openedFaults(asked, answered, known)];
  const ownPage = isPage(asked) && /^text\//.test(type);
  if (status >= 500 && ownPage) faults.push(`a page failed with ${status}`);
  if (status >= 400 && !ownPage && asked.method !== 'HEAD')
    faults.push(...problemFaults(answered, asked, known.refusals));
  if (status >= 400 && shows(text)) faults.push(`its text repeats what was sent: ${text.slice(0, 300)}`);
  if (type.startsWith('text/html') && text !== '' && !asked.path.startsWith('/api/docs'))
    faults.push(...pageFaults(text));
  if (type.startsWith('application/x-ndjson')) faults.push(...reportFaults(text, asked));
  if (/\bat .*\.(ts|js):\d+/.test(text)) faults.push('it shows where the server failed');
  // A megabyte that was sent may not become ten that are answered.
  if (status >= 400 && text.length > 100_000) faults.push(`its text has ${text.length} characters`);
  return faults;
}
