import { anyStream } from '#domain';
import { bodyOf } from '../body.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
import { requireTold } from '../told-first.ts';
import { type Noun, useCase } from '../use-case.ts';

class UnpublishBody extends bodyOf('UnpublishBody', anyStream.anyStreamEvents.Unpublished) {}

export const unpublish = (noun: Noun, singular: string) =>
  useCase(
    {
      name: `Unpublish${singular}Words`,
      noun,
      verb: 'unpublish',
      summary: 'One side takes back that texts may be seen by everybody; they are closed at once.',
      records: 'Unpublished',
      body: UnpublishBody,
    },
    async (context, { id, body, envelope }) => {
      await requireTold(context, noun, id, envelope, body.ofEvent);
      return record(context, modules[noun], id, envelope, body, (act, folded) =>
        anyStream.unpublish(body, folded, act),
      );
    },
  );
