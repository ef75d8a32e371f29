import { InvalidArgumentError } from 'commander';
import { history, shapes } from '#domain';

export const exitStatuses = `
Exit status:
  0    done
  1    something was rejected, does not fit or failed; standard error says what
  2    the command line was not understood
  130  stopped by Ctrl-C`;

export const examples = (...lines: readonly string[]): string => `
Examples:
${lines.map((line) => `  ${line}`).join('\n')}
${exitStatuses}`;

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

export function id(text: string): string {
  if (shapes.id.accepts(text)) return text;
  throw new InvalidArgumentError(`It must be ${shapes.id.allowed}.`);
}

export function day(text: string): string {
  if (shapes.day.accepts(text)) return text;
  throw new InvalidArgumentError(`It must be ${shapes.day.allowed}.`);
}

/** Read when the command runs: whoever asks for help needs none of it. */
export const collectLine = (line: string, before: readonly string[] = []): readonly string[] => [...before, line];

const categories: readonly string[] = history.categories;

export function streamName(text: string): { readonly category: string; readonly id: string } {
  const dash = text.indexOf('-');
  const [category, id] = [text.slice(0, Math.max(0, dash)), text.slice(dash + 1)];
  if (categories.includes(category) && shapes.id.accepts(id)) return { category, id };
  throw new InvalidArgumentError(
    `A stream is called CATEGORY-ID, for instance proposal-lobby-2026. Categories are ${categories.join(', ')}.`,
  );
}
