import { anyStream, requires } from '#domain';
import { bodyOf } from '../body.ts';
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
      summary: 'Deletes texts of an event for good; that they were there, when and why they were removed stays.',
      records: 'WordsForgotten',
      body: ForgetWordsBody,
    },
    async (context, { id, body, envelope }) => {
      const recorded = await record(context, modules[noun], id, envelope, body, (act, folded) => {
        const event = folded.events.find((one) => one.id === body.ofEvent);
        // A version lies beside its original, which it would outlive nowhere.
        requires(
          event?.type !== 'WordsTranslated',
          'words.only-a-version',
          'A translation is forgotten together with its original: name the event that holds the original.',
          'ofEvent',
        );
        return anyStream.forgetWords(body, folded, act);
      });
      // The event first: should we stop between the two, the follower of forgettings does what is left.
      await context.vault.words.forget(body.ofEvent, body.fields);
      return recorded;
    },
  );
