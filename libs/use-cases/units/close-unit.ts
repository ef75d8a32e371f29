import { unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class CloseUnitBody extends bodyOf('CloseUnitBody', unit.events.UnitClosed) {}

export const CloseUnit = useCase(
  {
    name: 'CloseUnit',
    noun: 'units',
    verb: 'close',
    summary: 'Closes a unit that nobody succeeds.',
    records: 'UnitClosed',
    body: CloseUnitBody,
  },
  (context, { id, body, envelope }) =>
    record(context, unit, id, envelope, body, (act, { state }) => unit.close(body, state, act)),
);
