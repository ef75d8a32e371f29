import { type Static, Type } from 'typebox';
import { seesWords, type Target } from '#permissions';
import { agreedIn, sides } from '../agreed.ts';
import { QueryRefused } from '../errors.ts';
import { ByShape } from '../loops/proposal-details.ts';
import type { Reads } from '../open-reads.ts';
import { present } from '../present.ts';
import { type Asked, patience, query } from '../query.ts';
import { type Seen, type SeenEvent, seen, withoutErrors } from '../read-model.ts';
import { type Text, type TextOf, TextOrNothing, textsOf } from '../texts.ts';
import { collections, streamIn } from './collections.ts';
import { untoldIn } from './untold-in.ts';
import { seenBy, type Whose, whoseIs } from './whose.ts';

type FileEvent = Seen<'FileAttached'>;

const Maybe = Type.Optional(Type.String());
const File = Type.Object({
  event: Type.String(),
  name: TextOrNothing,
  description: { ...TextOrNothing, description: 'Of a photo, what it shows, for those who cannot see it.' },
  format: Type.Optional(
    Type.String({ description: 'jpeg, png, webp, pdf, docx, …; missing: history did not look.', examples: ['pdf'] }),
  ),
  size: Type.Integer({ description: 'Bytes.' }),
  width: Type.Optional(Type.Integer({ description: 'Of a picture, in pixels.' })),
  height: Type.Optional(Type.Integer()),
  address: Type.Optional(
    Type.String({ description: 'Where it is fetched; missing: it was removed, or is not for whoever asks.' }),
  ),
  thumbnail: Type.Optional(Type.String({ description: 'Of a picture, where a small one is fetched.' })),
  removed: Type.Optional(Type.Object({ on: Maybe, reason: Type.String(), decidedBy: Maybe })),
  occurredOn: Maybe,
  recordedAt: Type.String(),
  by: Type.Optional(ByShape),
  published: Type.Array(Type.Enum([...sides]), {
    description: 'The sides that agree to its being public; it is when both do.',
  }),
});

const models = ['organisation', 'groups', 'words'];

export const ListFiles = query(
  {
    name: 'ListFiles',
    path: '/api/{collection}/{id}/files',
    summary:
      'The files that are attached to one thing, each with its versions; what was attached in error is left out.',
    from: models,
    params: Type.Object({ collection: Type.Enum(collections), id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      stream: Type.String(),
      version: Type.Integer(),
      files: Type.Array(
        Type.Object({
          kind: Type.Enum(['photo', 'draft', 'report', 'form', 'other']),
          ofEvent: Type.Optional(
            Type.String({ description: 'The event of the same thing that it belongs to; missing: to all of it.' }),
          ),
          versions: Type.Array(File, { description: 'The first one first; the last one is the one that holds.' }),
        }),
      ),
    }),
  },
  async (reads, { collection, id }, asked) => {
    const stream = streamIn(collection, id);
    const { events, whose, open } = await openIn(reads, stream, asked);
    if (!whose?.maySee(asked.reader))
      throw new QueryRefused('query.not-found', `There is nothing called ${stream}.`, 'id');
    const text = await textsOf(reads, asked, {
      words: open.map((event) => ({ events: [event.id], of: targetOf(whose, event) })),
    });
    const agreed = agreedIn(
      reads,
      open.map((event) => event.id),
    );
    const first = firstVersions(events);
    const files = [...Map.groupBy(open, (event) => first(event.id)).values()].map((versions) => {
      const { kind, ofEvent } = versions.at(-1)!.data;
      return {
        kind,
        ...present({ ofEvent }),
        versions: versions.map((event) => shown(event, text, agreed.get(event.id)?.content ?? [])),
      };
    });
    return { stream, version: events.length, files };
  },
);

const targetOf = (whose: Whose, event: SeenEvent): Target => whose.ofEvent?.(event) ?? whose.of;
const isFile = (event: SeenEvent): event is FileEvent => event.type === 'FileAttached';

/** A stream, whose it is, and its files that may be shown to whoever asks: as in a timeline, what was not told yet is not among them. */
async function openIn(reads: Reads, stream: string, asked: Asked) {
  const events = (await reads.store.read(stream)).map(seen);
  if (events.length === 0) return { events, open: [], hidden: new Set<string>() };
  const whose = whoseIs(reads, events, 'ListFiles');
  const { untoldAnswers, following } = untoldIn(reads, events, whose.of, asked);
  const hidden = new Set([...untoldAnswers.keys(), ...following]);
  const open = seenBy(asked.reader, whose, withoutErrors(events)).filter(
    (event): event is FileEvent => isFile(event) && !hidden.has(event.id),
  );
  return { events, whose, open, hidden };
}

/** For each file the first of its versions, by whatever came between. */
function firstVersions(events: readonly SeenEvent[]): (event: string) => string {
  const first = new Map<string, string>();
  for (const event of events.filter(isFile)) {
    const { replaces } = event.data;
    first.set(event.id, (replaces && first.get(replaces)) ?? event.id);
  }
  return (event) => first.get(event)!;
}

const pictures: ReadonlySet<string | undefined> = new Set(['jpeg', 'png', 'webp']);
const fileAddress = (event: string): string => `/api/files/${event}`;
const isThere = (content: Text | null): boolean => content !== null && 'text' in content;

function shown(
  { id, data: { format, size, width, height }, metadata: { occurredOn, recordedAt, by } }: FileEvent,
  text: TextOf,
  published: Static<typeof File>['published'],
): Static<typeof File> {
  const content = text(id, 'content');
  const there = isThere(content);
  return {
    event: id,
    name: text(id, 'name'),
    description: text(id, 'description'),
    size,
    recordedAt,
    published: [...published],
    ...present({ format, width, height, occurredOn, by }),
    ...(there && { address: fileAddress(id) }),
    ...(there && pictures.has(format) && { thumbnail: `${fileAddress(id)}/thumbnail` }),
    ...(content && 'removed' in content && { removed: content.removed }),
  };
}

interface FileToRead {
  readonly event: string;
  /** Missing where it was removed, or is not public with the content. */
  readonly name?: string;
}

/**
 * A file, when whoever asks may have what is in it: because it may be read where it is attached, or because both sides have published it.
 * @throws QueryRefused when there is no such file, or none for whoever asks
 */
export async function fileToRead(reads: Reads, event: string, asked: Asked): Promise<FileToRead> {
  const unknown = () => new QueryRefused('query.not-found', 'There is no such file.', 'event');
  if (asked.after !== undefined) await reads.waitFor(asked.after, patience, models);
  const [row] = reads.rows('words').all<{ stream: string }>('SELECT stream FROM files WHERE event = ?', event);
  if (!row) throw unknown();
  const { whose, open, hidden } = await openIn(reads, row.stream, asked);
  if (!whose) throw unknown();
  const file = open.find(({ id }) => id === event);
  if (whose.maySee(asked.reader) && file && seesWords(asked.reader, targetOf(whose, file))) {
    const text = await textsOf(reads, asked, { words: [{ events: [event], of: targetOf(whose, file) }] });
    const name = text(event, 'name');
    return { event, ...(name && 'text' in name && { name: name.text }) };
  }
  if (hidden.has(event) || !isPublic(reads, event)) throw unknown();
  return { event };
}

const isPublic = (reads: Reads, event: string): boolean =>
  agreedIn(reads, [event]).get(event)?.content?.length === sides.length;
