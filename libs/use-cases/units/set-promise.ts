import { unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class SetPromiseBody extends bodyOf('SetPromiseBody', unit.events.PromiseSet) {}

export const SetPromise = useCase(
  {
    name: 'SetPromise',
    noun: 'units',
    verb: 'set-promise',
    summary: 'Promises how long a unit takes to receive, decide, follow up and tell.',
    records: 'PromiseSet',
    body: SetPromiseBody,
  },
  (context, { id, body, envelope }) =>
    record(context, unit, id, envelope, body, (act, { state }) => unit.setPromise(body, state, act)),
);
