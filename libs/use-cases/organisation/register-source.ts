import { organisation } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RegisterSourceBody extends bodyOf('RegisterSourceBody', organisation.events.SourceRegistered) {}

export const RegisterSource = useCase(
  {
    name: 'RegisterSource',
    noun: 'organisation',
    verb: 'register-source',
    summary: 'Registers a source of history, with what it records at all.',
    records: 'SourceRegistered',
    body: RegisterSourceBody,
  },
  (context, { body, envelope }) =>
    record(context, organisation, ORGANISATION, envelope, body, (act, { state }) =>
      organisation.registerSource(body, state, act),
    ),
);
