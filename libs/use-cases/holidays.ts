import { randomUUID } from 'node:crypto';
import { type Day, organisation } from '#domain';
import type { Context, Envelope } from './context.ts';
import { ORGANISATION } from './modules.ts';
import { type Input, type Recorded, record } from './record.ts';

/**
 * Besides the public holidays the eves of Christmas and Midsummer, on which authorities are closed and, by the Finnish act
 * on the calculation of time limits (150/1930, section 5), no time limit ends.
 */
const eves = ['12-24', 'friday after 06-19'];

/** The days of a year on which Finland does not work, Saturdays and Sundays apart. */
export async function holidaysOf(year: number): Promise<Day[]> {
  // The tables of all countries take some 35 MB, which a server that has its holidays never needs.
  const { default: Holidays } = await import('date-holidays');
  const days = new Holidays('FI')
    .getHolidays(year)
    .filter(({ type, rule }) => type === 'public' || eves.includes(rule))
    .map(({ date }) => date.slice(0, 10));
  return [...new Set(days)].sort();
}

/** The holidays of several years, both ends included, to be asked year by year. */
export async function holidayTables(first: number, last: number): Promise<(year: number) => readonly Day[]> {
  const tables = new Map<number, readonly Day[]>();
  for (let year = first; year <= last; year++) tables.set(year, await holidaysOf(year));
  return (year) => tables.get(year) ?? [];
}

/** Sets the holidays of a year: those given, else those of the calendar. */
export async function recordHolidays(
  context: Context,
  envelope: Envelope,
  input: Input & { readonly year: number; readonly days?: readonly Day[] },
): Promise<Recorded> {
  const days = input.days ?? (await holidaysOf(input.year));
  return record(context, organisation, ORGANISATION, envelope, input, (act, { state }) =>
    organisation.setHolidays({ ...input, days }, state, act),
  );
}

/** Sets the holidays of years that have none yet; for the first start of a server and the turn of each year. */
export async function ensureHolidays(context: Context, years: readonly number[]): Promise<void> {
  for (const year of years) {
    const { state } = await context.streams.load(organisation, ORGANISATION);
    if (state.holidays.some((table) => table.year === year)) continue;
    const id = randomUUID();
    const envelope = { command: id, correlation: id, by: { role: 'administrator' as const }, recordedBy: 'kierto' };
    await recordHolidays(context, envelope, { year });
  }
}
