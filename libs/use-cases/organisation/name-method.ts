import { organisation } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class NameMethodBody extends bodyOf('NameMethodBody', organisation.events.MethodNamed) {}

export const NameMethod = useCase(
  {
    name: 'NameMethod',
    noun: 'organisation',
    verb: 'name-method',
    summary: 'Names a method of working, or gives a known one a further label.',
    records: 'MethodNamed',
    body: NameMethodBody,
  },
  (context, { body, envelope }) =>
    record(context, organisation, ORGANISATION, envelope, body, (act, { state }) =>
      organisation.nameMethod(body, state, act),
    ),
);
