import { anyStream } from '#domain';
import { bodyOf } from '../body.ts';
import { consentsFor } from '../consents.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
import { requireTold } from '../told-first.ts';
import { type Noun, useCase } from '../use-case.ts';

class PublishBody extends bodyOf('PublishBody', anyStream.anyStreamEvents.Published) {}

export const publish = (noun: Noun, singular: string) =>
  useCase(
    {
      name: `Publish${singular}Words`,
      noun,
      verb: 'publish',
      summary: 'One side, group or management, agrees that texts may be seen by everybody; both are needed.',
      records: 'Published',
      body: PublishBody,
    },
    async (context, { id, body, envelope }) => {
      await requireTold(context, noun, id, envelope, body.ofEvent);
      // A consent withdrawn between this look and the append is dealt with like one withdrawn just after it.
      const consents = await consentsFor(context, noun, id, body.ofEvent);
      return record(context, modules[noun], id, envelope, body, (act, folded) =>
        anyStream.publish(body, folded, { ...act, consents }),
      );
    },
  );
