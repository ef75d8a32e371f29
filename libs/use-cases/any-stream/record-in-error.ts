import { anyStream } from '#domain';
import { bodyOf } from '../body.ts';
import { modules } from '../modules.ts';
import { record } from '../record.ts';
import { type Noun, useCase } from '../use-case.ts';

class RecordInErrorBody extends bodyOf('RecordInErrorBody', anyStream.anyStreamEvents.RecordedInError) {}

export const recordInError = (noun: Noun, singular: string) =>
  useCase(
    {
      name: `Record${singular}InError`,
      noun,
      verb: 'record-in-error',
      summary: 'Says that an event was recorded in error, and why; record anew what is right.',
      records: 'RecordedInError',
      body: RecordInErrorBody,
    },
    (context, { id, body, envelope }) =>
      record(context, modules[noun], id, envelope, body, (act, folded) => anyStream.recordInError(body, folded, act)),
  );
