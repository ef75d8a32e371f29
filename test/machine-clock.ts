import { join } from 'node:path';

/**
 * Loaded before a program (`node --import`), this sets the clock of its machine, so to speak: it goes on from the instant that
 * `MACHINE_CLOCK` names. Programs themselves know nothing of it.
 */
export const machineClock = join(import.meta.dirname, 'machine-clock.ts');

const instant = process.env.MACHINE_CLOCK;
if (instant !== undefined) {
  const real = Date.now.bind(Date);
  const ahead = Date.parse(instant) - real();
  const now = () => real() + ahead;
  globalThis.Date = new Proxy(Date, {
    construct: (date, given, as) => Reflect.construct(date, given.length === 0 ? [now()] : given, as),
    get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
  });
}
