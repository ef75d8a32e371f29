import type { By } from '#domain';
import type { StoredMetadata } from '#event-store';
import type { WordsVersion } from '#vault';
import type { ShownEvent } from './installation.ts';
import { withInstallation } from './reach.ts';
import { CannotDo, counted, statuses, type Terminal, visible, write } from './terminal.ts';

export interface EventsOptions {
  readonly data: string;
  readonly words?: boolean;
  readonly json?: boolean;
}

/** Prints the events of a stream. @returns the exit status */
export async function printEvents(
  terminal: Terminal,
  { category, id }: { readonly category: string; readonly id: string },
  { data, words = false, json }: EventsOptions,
): Promise<number> {
  const events = await withInstallation(terminal, data, (installation) => installation.events(category, id, words));
  if (events.length === 0) throw new CannotDo(`There is no stream ${category}-${id}.`);
  const heading = `${category}-${id}: ${counted(events.length, 'event')}\n`;
  if (!json) await write(terminal, heading);
  for (const event of events) await write(terminal, json ? `${JSON.stringify(event)}\n` : `\n${readable(event)}`);
  return statuses.done;
}

type Row = readonly [name: string, value: string];

function readable(event: ShownEvent): string {
  const { occurredOn, recordedAt } = event.metadata as StoredMetadata;
  const heading = `${event.version}  ${event.type}, ${occurredOn ? `on ${occurredOn}` : 'on a day not recorded'}, recorded ${recordedAt}`;
  const rows = [...about(event), ...factsOf(event), ...wordsOf(event)];
  const width = Math.max(...rows.map(([name]) => name.length));
  const indent = ' '.repeat(width + 5);
  const lines = rows.map(
    ([name, value]) => `   ${name.padEnd(width)}  ${visible(value).replaceAll('\n', `\n${indent}`)}`,
  );
  return `${[heading, ...lines].join('\n')}\n`;
}

function about({ id, metadata }: ShownEvent): Row[] {
  const { by, recordedBy, source, reference, outOfOrder } = metadata as StoredMetadata;
  return [
    ['id', id],
    ['by', `${who(by)}; written down by ${recordedBy}`],
    ...(source ? [['source', `${source}${reference ? `, ${reference}` : ''}`] as const] : []),
    ...(outOfOrder ? [['order', 'it certainly happened before something that it presupposes'] as const] : []),
  ];
}

function who(by: By | undefined): string {
  const { post, role, group, organisation } = by ?? {};
  const parts = [post && `post ${post}`, role, group && `of group ${group}`, organisation && `(${organisation})`];
  return parts.filter(Boolean).join(' ') || 'not recorded';
}

function factsOf({ data }: ShownEvent): Row[] {
  return Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}

function wordsOf({ type, data, metadata, words }: ShownEvent): Row[] {
  const { lang, words: fingerprints = {} } = metadata as StoredMetadata;
  const fields = Object.keys(fingerprints);
  if (fields.length === 0) return [];
  if (!words) return [['words', `${fields.join(', ')}${lang ? ` (${lang})` : ''}`]];
  if (type === 'WordsTranslated') {
    const { ofEvent, field } = data as { readonly ofEvent: string; readonly field: string };
    return [['words', `stand with the field ${field} of the event ${ofEvent}`]];
  }
  return fields.flatMap((field): Row[] => {
    const versions = words[field] ?? [];
    return versions.length > 0
      ? versions.map((version) => [labelOf(field, version), version.text])
      : [[field, '(forgotten)']];
  });
}

const labelOf = (field: string, { lang, by }: WordsVersion): string =>
  `${field} (${lang}${by === 'original' ? '' : `, ${by}`})`;
