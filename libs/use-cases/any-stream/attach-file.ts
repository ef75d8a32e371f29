import { anyStream, requires } from '#domain';
import { bodyOf } from '../body.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
import { type Noun, useCase } from '../use-case.ts';

class AttachFileBody extends bodyOf('AttachFileBody', anyStream.anyStreamEvents.FileAttached) {}

/** How many bytes lie in base64 as RFC 4648 writes it, with its padding; undefined when it is something else. */
function bytesIn(content: string): number | undefined {
  if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) return undefined;
  return Buffer.byteLength(content, 'base64');
}

export const attachFile = (noun: Noun, singular: string) =>
  useCase(
    {
      name: `Attach${singular}File`,
      noun,
      verb: 'attach-file',
      summary: 'Attaches a file of at most 600,000 bytes, given as base64 in the words `content`.',
      records: 'FileAttached',
      body: AttachFileBody,
    },
    (context, { id, body, envelope }) =>
      record(context, modules[noun], id, envelope, body, (act, folded) => {
        const size = bytesIn(body.words?.content ?? '');
        requires(size !== undefined, 'file.not-base64', 'Give the content of the file as base64.', 'words.content');
        const events = anyStream.attachFile(body, folded, act);
        requires(size === body.size, 'file.other-size', `The content holds ${size} bytes, not ${body.size}.`, 'size');
        return events;
      }),
  );
