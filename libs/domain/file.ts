import { requireHappened, said } from './act.ts';
import { type AnyStreamEvent, eventIn, type Input, record, type Stream } from './any-stream.ts';
import type { Act, AnyEvent, Past } from './event.ts';
import { requires } from './refusal.ts';

/** Files that are attached to a stream or to an event of it; their shape stands in any-stream.ts. */

/** The file that another one is to replace: the newest version of one of this stream. */
function fileReplaced(stream: Stream, replaces: string): Past<AnyEvent> {
  const file = stream.events.find(({ id, type }) => id === replaces && type === 'FileAttached');
  requires(
    file && !stream.errors.has(replaces),
    'file.replaces-nothing',
    'There is no such file here to be replaced.',
    'replaces',
  );
  requires(
    !stream.events.some(({ id, data }) => data.replaces === replaces && !stream.errors.has(id)),
    'file.replaced-already',
    'Another version has replaced this file already. Replace that one.',
    'replaces',
  );
  return file;
}

/** What can be asked before anybody looks at the content. */
export function requireAttachable(input: Omit<Input<'FileAttached'>, 'size'>, stream: Stream): void {
  requires(stream.events.length > 0, 'stream.unknown', 'There is nothing here yet to attach a file to.');
  if (input.ofEvent !== undefined) eventIn(stream, input.ofEvent);
  const replaced = input.replaces === undefined ? undefined : fileReplaced(stream, input.replaces);
  requires(
    !replaced || (replaced.data.ofEvent === input.ofEvent && replaced.data.kind === input.kind),
    'file.version-elsewhere',
    'A version is attached to what the file that it replaces is attached to, and is of its kind.',
    'replaces',
  );
  requires(said(input.words?.name), 'file.name-missing', 'Give the file a name.', 'words.name');
  requires(
    input.kind !== 'photo' || said(input.words?.description),
    'file.description-missing',
    'Say in words what the photo shows, for those who cannot see it.',
    'words.description',
  );
}

/** A version names the file that it replaces, and takes its place in lists; the earlier ones stay. */
export function attachFile(input: Input<'FileAttached'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  requireAttachable(input, stream);
  requires(input.size > 0 && said(input.words?.content), 'file.empty', 'The file is empty.', 'words.content');
  return [record('FileAttached', input)];
}
