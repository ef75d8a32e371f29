import { type AnyEvent, anyStream, file, type Past, requires, shapes } from '#domain';
import { bodyOf } from '../body.ts';
import type { Context } from '../context.ts';
import { type Content, contentOf } from '../file-content.ts';
import { digestOfBytes, givenOf, keepFile, manifestOf, mostInWords } from '../kept-file.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
import { requireTold } from '../told-first.ts';
import { endUpload, uploadedBytes } from '../uploads.ts';
import { type Noun, useCase } from '../use-case.ts';

const { facts, words } = anyStream.anyStreamEvents.FileAttached;
const { format: _format, width: _width, height: _height, ...said } = facts;

class AttachFileBody extends bodyOf('AttachFileBody', {
  // What the file is, and how large it is kept, is found out and not believed.
  facts: { ...said, size: shapes.optional(facts.size), upload: shapes.optional(shapes.eventId) },
  words,
}) {}

/** The bytes in base64 as RFC 4648 writes it, with its padding; undefined when it is something else. */
const bytesIn = (content: string): Buffer | undefined =>
  content.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(content) ? Buffer.from(content, 'base64') : undefined;

/** @throws Refusal */
async function givenIn(
  context: Context,
  { upload, size, words = {} }: AttachFileBody,
  account: string,
): Promise<Buffer> {
  const given = upload === undefined ? bytesIn(words.content ?? '') : await uploadedBytes(context, account, upload);
  requires(given, 'file.not-base64', 'Give the content of the file as base64.', 'words.content');
  requires(given.length > 0, 'file.empty', 'The file is empty.', 'words.content');
  requires(
    size === undefined || size === given.length,
    'file.other-size',
    `The content holds ${given.length} bytes, not ${size}.`,
    'size',
  );
  return given;
}

/**
 * The words `content` of a command that was carried out before: what was kept then, where it is what is given now. An upload is gone
 * once it is attached, and its id stands among the facts that are compared anyway.
 */
async function contentBefore(context: Context, { id }: Past<AnyEvent>, { upload, words = {} }: AttachFileBody) {
  const kept = (await context.vault.words.read([id])).get(id)?.content?.[0]?.text;
  if (kept === undefined || upload !== undefined) return kept ?? '#';
  const given = givenOf(kept);
  if (given === undefined) return words.content || '#';
  const bytes = bytesIn(words.content ?? '');
  return bytes && given === digestOfBytes(bytes) ? kept : '#';
}

/** One upload at a time is in memory whole, however many are attached at once; what came in the command is small. */
let before: Promise<unknown> = Promise.resolve();
function inTurn<Done>({ upload }: AttachFileBody, work: () => Promise<Done>): Promise<Done> {
  if (upload === undefined) return work();
  const mine = before.then(work);
  before = mine.catch(() => {});
  return mine;
}

export const attachFile = (noun: Noun, singular: string) =>
  useCase(
    {
      name: `Attach${singular}File`,
      noun,
      verb: 'attach-file',
      summary: `Attaches a file that was uploaded before, or one of at most ${mostInWords.toLocaleString('en')} bytes given as base64 in the words \`content\`; a version names the file that it replaces.`,
      records: 'FileAttached',
      body: AttachFileBody,
    },
    (context, { id, body, envelope }) =>
      inTurn(body, async () => {
        const { upload, ...told } = body;
        const account = envelope.recordedBy;
        requires(
          upload === undefined || !body.words?.content,
          'file.given-twice',
          'Give the file once: by its upload, or as content.',
          'upload',
        );
        if (body.ofEvent !== undefined) await requireTold(context, noun, id, envelope, body.ofEvent);
        const folded = await context.streams.load(modules[noun], id);
        const [repeated] = folded.commands.get(envelope.command) ?? [];
        let found: { readonly content: Content; readonly manifest: string } | undefined;
        if (!repeated) {
          file.requireAttachable(told, folded);
          const given = await givenIn(context, body, account);
          const content = await contentOf(given, body.kind, body.words?.name ?? '');
          found = { content, manifest: manifestOf(content, digestOfBytes(given)) };
        }
        const manifest = found?.manifest ?? (await contentBefore(context, repeated!, body));
        const words = { ...body.words, content: manifest };
        const recorded = await record(
          context,
          modules[noun],
          id,
          envelope,
          { ...body, words },
          (act, now) => {
            const { format, bytes, width, height } = found!.content;
            const seen = { format, size: bytes.length, ...(width && height && { width, height }) };
            return file.attachFile({ ...told, ...seen, words }, now, act);
          },
          undefined,
          async ([event]) => keepFile(context.vault, event!, found!.content),
        );
        // Afterwards: whoever sends the command again before has the file still.
        if (upload !== undefined && !recorded.repeated) await endUpload(context, account, upload);
        return recorded;
      }),
  );
