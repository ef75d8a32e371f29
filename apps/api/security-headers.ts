import type { FastifyInstance } from 'fastify';
import type { Settings } from '#installation';

/** An answer that is data: whatever it holds, a browser that shows it as a page runs and fetches nothing. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page to browse the API has scripts and pictures of its own, and styles that its script writes. */
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What no page of ours needs. */
const features = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

const year = 365 * 24 * 60 * 60;

/** What every answer says, also one that is a refusal. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'content-security-policy': dataPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': features.map((feature) => `${feature}=()`).join(', '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Nearly everything is somebody's; what may be kept says so itself.
  'cache-control': 'no-store',
};

/** Under a path the host is shared with others, whose names below it are not ours to decide about. */
function transportHeader({
  baseUrl,
  basePath,
}: Pick<Settings, 'baseUrl' | 'basePath'>): Readonly<Record<string, string>> {
  if (!baseUrl?.startsWith('https:')) return {};
  return { 'strict-transport-security': `max-age=${year}${basePath ? '' : '; includeSubDomains'}` };
}

/** A route that says one of them itself is heard before this. */
export function secureAnswers(fastify: FastifyInstance, settings: Pick<Settings, 'baseUrl' | 'basePath'>): void {
  const headers = Object.entries({ ...everyAnswer, ...transportHeader(settings) });
  fastify.addHook('onRequest', (request, { raw }, done) => {
    // On the raw answer, because some routes write theirs without Fastify.
    for (const [name, value] of headers) raw.setHeader(name, value);
    if (/^\/api\/docs(?:[/?]|$)/.test(request.url)) raw.setHeader('content-security-policy', docsPolicy);
    done();
  });
}
