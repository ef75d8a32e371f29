import { anyStream } from '#domain';
import { bodyOf } from '../body.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
import { requireTold } from '../told-first.ts';
import { type Noun, useCase } from '../use-case.ts';

class TranslateWordsBody extends bodyOf('TranslateWordsBody', anyStream.anyStreamEvents.WordsTranslated) {}

export const translateWords = (noun: Noun, singular: string) =>
  useCase(
    {
      name: `Translate${singular}Words`,
      noun,
      verb: 'translate-words',
      summary: 'Adds a further version of a text: in another language, in plain language, or cleaned.',
      records: 'WordsTranslated',
      body: TranslateWordsBody,
    },
    async (context, { id, body, envelope }) => {
      await requireTold(context, noun, id, envelope, body.ofEvent);
      return record(context, modules[noun], id, envelope, body, (act, folded) =>
        anyStream.translateWords(body, folded, act),
      );
    },
  );
