import { anyStream } from '#domain';
import { bodyOf } from '../body.ts';
import { carryOutOf } from '../forgetting.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
import { type Noun, useCase } from '../use-case.ts';

class ForgetWordsBody extends bodyOf('ForgetWordsBody', anyStream.anyStreamEvents.WordsForgotten) {}

export const forgetWords = (noun: Noun, singular: string) =>
  useCase(
    {
      name: `Forget${singular}Words`,
      noun,
      verb: 'forget-words',
      summary:
        'Deletes texts of an event for good, with all their versions; that they were there, when and why they were removed stays. A version alone is removed by naming the event that brought it.',
      records: 'WordsForgotten',
      body: ForgetWordsBody,
    },
    async (context, { id, body, envelope }) => {
      const recorded = await record(context, modules[noun], id, envelope, body, (act, folded) =>
        anyStream.forgetWords(body, folded, act),
      );
      // The event first: should we stop between the two, the follower of forgettings does what is left.
      await carryOutOf(context, `${modules[noun].category}-${id}`, recorded.events);
      return recorded;
    },
  );
