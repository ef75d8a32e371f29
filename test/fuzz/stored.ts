import type { Answered, Asked } from './send.ts';

/** How many events an answer says that it stored; undefined where it does not say. */
export function storedBy(
  { status, headers, text }: Answered,
  { method, path, opensNothing }: Asked,
): number | undefined {
  // A page leads on when something was done, and does not say how much.
  if (status < 400 && method === 'POST' && !opensNothing && !path.startsWith('/api/')) return undefined;
  if (status >= 300) return 0;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-ndjson')) return importedBy(text, path);
  if (!type.startsWith('application/json') || text === '') return 0;
  const { events, repeated, results } = JSON.parse(text) as {
    readonly events?: unknown;
    readonly repeated?: true;
    readonly results?: readonly { readonly status: string; readonly events?: readonly string[] }[];
  };
  if (results) return results.reduce((sum, one) => sum + (one.status === 'recorded' ? one.events!.length : 0), 0);
  return Array.isArray(events) && typeof events[0] === 'string' && !repeated ? events.length : 0;
}

/** A report counts what was taken in; what was only tried stored nothing. */
function importedBy(text: string, path: string): number | undefined {
  const last = text.trim().split('\n').at(-1) ?? '';
  const { report } = JSON.parse(last || '{}') as { report?: { events?: number; sources?: number } };
  const { events = 0, sources } = report ?? {};
  // Of a report that tells of no sources, nothing was imported.
  if (sources === undefined) return report && 0;
  return path.includes('dryRun=true') ? 0 : events + sources;
}
