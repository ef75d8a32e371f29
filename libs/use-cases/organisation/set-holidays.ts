import { organisation, shapes } from '#domain';
import { bodyOf, withAlso, without } from '../body.ts';
import { recordHolidays } from '../holidays.ts';
import { useCase } from '../use-case.ts';

const shape = organisation.events.HolidaysSet;

class SetHolidaysBody extends bodyOf(
  'SetHolidaysBody',
  withAlso(without(shape, 'days'), { days: shapes.optional(shape.facts.days) }),
) {}

export const SetHolidays = useCase(
  {
    name: 'SetHolidays',
    noun: 'organisation',
    verb: 'set-holidays',
    summary: 'Sets the holidays of a year; without days those of the Finnish calendar.',
    records: 'HolidaysSet',
    body: SetHolidaysBody,
  },
  (context, { body, envelope }) => recordHolidays(context, envelope, body),
);
