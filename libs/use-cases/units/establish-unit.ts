import { unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class EstablishUnitBody extends bodyOf('EstablishUnitBody', unit.events.UnitEstablished) {}

export const EstablishUnit = useCase(
  {
    name: 'EstablishUnit',
    noun: 'units',
    verb: 'create',
    summary: 'Establishes a unit, on its own or under another.',
    records: 'UnitEstablished',
    body: EstablishUnitBody,
  },
  async (context, { id, body, envelope }) => {
    const parent = body.parent === undefined ? undefined : (await context.streams.load(unit, body.parent)).state;
    return record(context, unit, id, envelope, body, (act, { state }) =>
      unit.establish(body, state, { ...act, id, parent }),
    );
  },
);
