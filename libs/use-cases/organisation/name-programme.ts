import { organisation } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class NameProgrammeBody extends bodyOf('NameProgrammeBody', organisation.events.ProgrammeNamed) {}

export const NameProgramme = useCase(
  {
    name: 'NameProgramme',
    noun: 'organisation',
    verb: 'name-programme',
    summary: 'Names a programme, or gives a known one a further label.',
    records: 'ProgrammeNamed',
    body: NameProgrammeBody,
  },
  (context, { body, envelope }) =>
    record(context, organisation, ORGANISATION, envelope, body, (act, { state }) =>
      organisation.nameProgramme(body, state, act),
    ),
);
