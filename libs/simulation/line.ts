/** A line of a history file as the simulation makes it. */
export interface SimulatedLine {
  readonly event?: string;
  readonly of?: string;
  readonly on?: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly [fact: string]: unknown;
}

const perDay = 86_400_000;

/** The number of a day, counted from 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / perDay;
export const dayText = (number: number): string => new Date(number * perDay).toISOString().slice(0, 10);
