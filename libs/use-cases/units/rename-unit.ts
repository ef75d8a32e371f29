import { unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RenameUnitBody extends bodyOf('RenameUnitBody', unit.events.UnitRenamed) {}

export const RenameUnit = useCase(
  {
    name: 'RenameUnit',
    noun: 'units',
    verb: 'rename',
    summary: 'Gives a unit another name; the earlier one stays in its history.',
    records: 'UnitRenamed',
    body: RenameUnitBody,
  },
  (context, { id, body, envelope }) =>
    record(context, unit, id, envelope, body, (act, { state }) => unit.rename(body, state, act)),
);
