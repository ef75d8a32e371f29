import { organisation } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ChangePresetBody extends bodyOf('ChangePresetBody', organisation.events.PresetChanged) {}

export const ChangePreset = useCase(
  {
    name: 'ChangePreset',
    noun: 'organisation',
    verb: 'change-preset',
    summary: 'Changes numbers that hold for the whole organisation, such as how long an answer may wait to be told.',
    records: 'PresetChanged',
    body: ChangePresetBody,
  },
  (context, { body, envelope }) =>
    record(context, organisation, ORGANISATION, envelope, body, (act, { state }) =>
      organisation.changePreset(body, state, act),
    ),
);
