import { type Language, type Refusals, refusalsInBrowser, type Say } from '#i18n/browser';
import type { Problem } from './api.ts';

const fetched = new Map<Language, Promise<Refusals>>();

/** What is said of refusals in a language. When it cannot be fetched nothing is known of any, and the next time it is tried again. */
export function refusalsIn(lang: Language): Promise<Refusals> {
  const known = fetched.get(lang);
  if (known) return known;
  const coming = refusalsInBrowser(lang).catch(() => {
    fetched.delete(lang);
    return () => undefined;
  });
  fetched.set(lang, coming);
  return coming;
}

/** What went wrong where no rule of the domain spoke, in a sentence for whoever sits before it; undefined where one did. */
export function sentenceOf({ status, code, request }: Problem, say: Say): string | undefined {
  if (status === 0) return navigator.onLine ? say('problem.away') : say('problem.offline');
  if (status === 503 || code.endsWith('-unavailable')) return say('problem.away');
  if (status === 404 || code.startsWith('query.')) return say('problem.notFound');
  if (status === 401 || code === 'permission.denied') return say('problem.denied');
  if (status === 412 || code === 'wrong-version') return say('form.changedMeanwhile');
  if (code === 'permission.several') return say('problem.several');
  if (status === 413) return say('problem.tooLarge');
  if (status === 429) return say('problem.tooMany');
  if (status >= 500) return say('problem.unexpected', { request });
  return undefined;
}

/**
 * What is wrong with single fields, by their path, in the language of the page. A rule speaks by its code. What has not the
 * shape that a field takes is told in the server's own words, of which the kind of fault is read.
 */
export async function faultsOf({ code, faults }: Problem, say: Say, lang: Language): Promise<Record<string, string>> {
  const refused = (await refusalsIn(lang))(code);
  return Object.fromEntries(
    Object.entries(faults).map(([field, detail]) => [field, refused ?? shapeFault(detail, say)]),
  );
}

function shapeFault(detail: string, say: Say): string {
  const most = /at most (\d+) characters/.exec(detail)?.[1];
  if (most !== undefined) return say('fault.text', { most });
  return detail.startsWith('is missing') ? say('field.required') : say('fault.unreadable');
}
