import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { history } from '#domain';
import { allUseCases, validateBody } from '#use-cases';
import { categoryOf } from './installation.ts';

const folder = join(import.meta.dirname, '../libs/use-cases');
const kebab = (name: string): string => name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
/** Notices are written by jobs, and that somebody has joined by whoever lets them in; everything else by commands. */
const written = history.categories.filter((category) => category !== 'notice');
const events = written
  .flatMap((category) => Object.keys(history.shapesOf[category]).map((type) => ({ category, type })))
  .filter(({ type }) => type !== 'AccountJoined');
const ofAnyStream = Object.keys(history.shapesOf.unit).filter((type) =>
  written.every((category) => type in history.shapesOf[category]),
);

describe('the list of use cases', () => {
  it.each(events)('has one that records $type of $category', ({ category, type }) => {
    const found = allUseCases.filter(({ noun, records }) => categoryOf[noun] === category && records === type);
    expect(found.map(({ name }) => name)).toHaveLength(1);
  });

  it('has none that records anything else', () => {
    for (const { noun, records } of allUseCases)
      expect(events).toContainEqual({ category: categoryOf[noun], type: records });
  });

  it('gives each a name of its own, and an address of its own', () => {
    const names = allUseCases.map(({ name }) => name);
    const addresses = allUseCases.map(({ noun, verb }) => `${noun}/${verb}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('holds what every file of the nouns declares', () => {
    const files = Object.keys(categoryOf).flatMap((noun) =>
      readdirSync(join(folder, noun)).filter((name) => !name.endsWith('.spec.ts')),
    );
    const declared = allUseCases
      .filter(({ records }) => !ofAnyStream.includes(records))
      .map(({ name }) => `${kebab(name)}.ts`);
    expect(declared.sort()).toEqual(files.sort());
  });

  it.each(allUseCases.map((one) => [one.name, one] as const))('%s is called alike everywhere', (name, useCase) => {
    const { noun, verb, body, command, handler, records, summary } = useCase;
    expect(summary).toMatch(/^[A-Z“].{10,}[.?]$/);
    expect(verb).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(command.name).toBe(name);
    expect(handler.name).toBe(`${name}Handler`);
    const words = kebab(name).split('-');
    const verbs = verb === 'create' ? [] : verb.split('-');
    // The words of the address come in the name, in the same order.
    let from = 0;
    for (const word of verbs) {
      from = words.indexOf(word, from) + 1;
      expect(from).toBeGreaterThan(0);
    }
    if (ofAnyStream.includes(records)) {
      expect(existsSync(join(folder, 'any-stream', `${verb}.ts`))).toBe(true);
      return;
    }
    const source = readFileSync(join(folder, noun, `${kebab(name)}.ts`), 'utf8');
    expect(source).toContain(`export const ${name} = useCase(`);
    expect(body.name).toBe(`${name}Body`);
    expect(source).toContain(`events.${records}`);
  });

  it.each(allUseCases.map((one) => [one.name, one] as const))('%s tells an unknown field', (_name, { body }) => {
    const { problems } = validateBody(body, { nobodyKnows: 1 });
    expect(problems).toContainEqual({ pointer: '/nobodyKnows', detail: 'is not a field' });
  });
});
