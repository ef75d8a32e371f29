import { unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class SucceedUnitBody extends bodyOf('SucceedUnitBody', unit.events.UnitSucceeded) {}

export const SucceedUnit = useCase(
  {
    name: 'SucceedUnit',
    noun: 'units',
    verb: 'succeed',
    summary: 'Another unit succeeds this one; what is owed moves to it.',
    records: 'UnitSucceeded',
    body: SucceedUnitBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: successor } = await context.streams.load(unit, body.successor);
    return record(context, unit, id, envelope, body, (act, { state }) =>
      unit.succeed(body, state, { ...act, id, successor }),
    );
  },
);
