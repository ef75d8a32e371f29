import { anyStream } from '#domain';
import { bodyOf } from '../body.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
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
    (context, { id, body, envelope }) =>
      record(context, modules[noun], id, envelope, body, (act, folded) => anyStream.translateWords(body, folded, act)),
  );
