import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { plainToInstance, Type } from 'class-transformer';
import { IsObject, ValidateBy, ValidateIf, ValidateNested, type ValidationError, validateSync } from 'class-validator';
import { type EventShape, type FactsOf, type Field, shapes, type WordsOf } from '#domain';

/** What every body may carry beside its facts and words. */
export interface Occasion {
  /** When it happened in the world; today when left out. */
  readonly on?: string;
  /** Language of the words, BCP 47. */
  readonly lang?: string;
}

export type BodyOf<Shape extends EventShape> = FactsOf<Shape['facts']> & {
  readonly words?: WordsOf<Shape['words']>;
} & Occasion;

export type BodyClass<Body extends object = object> = new () => Body;

/** The schema of one fact as OpenAPI says it; closed lists become enums. */
function schemaOf(field: Field<unknown>): object {
  return { description: `Must be ${field.allowed}.`, ...field.schema };
}

/** Left out is `undefined`; a `null` is a value, and a wrong one. */
const WhenGiven = () => ValidateIf((_body, value) => value !== undefined);

function declare(target: object, name: string, field: Field<unknown>): void {
  ValidateBy({
    name: 'allowed',
    validator: {
      validate: (value) => field.accepts(value),
      defaultMessage: (about) => `${about?.value === undefined ? 'is missing; it ' : ''}must be ${field.allowed}`,
    },
  })(target, name);
  if (field.optional) WhenGiven()(target, name);
  (field.optional ? ApiPropertyOptional : ApiProperty)(schemaOf(field))(target, name);
}

/** A text that a person wrote, as a field of a body. */
export const text = (most: number): Field<string> => ({
  allowed: `a text of at most ${most} characters`,
  accepts: (value): value is string => typeof value === 'string' && value.length <= most && value.isWellFormed(),
  schema: { type: 'string', maxLength: most },
});

/** The shape without facts that the system fills in itself, or that a body gives in another way. */
export function without<Shape extends EventShape, const Name extends string>(
  shape: Shape,
  ...names: readonly Name[]
): EventShape<Omit<Shape['facts'], Name>, Shape['words']> {
  const facts = Object.entries(shape.facts).filter(([fact]) => !(names as readonly string[]).includes(fact));
  return { facts: Object.fromEntries(facts) as Omit<Shape['facts'], Name>, words: shape.words };
}

/** The shape with further fields, which belong to no event: a person's name goes to the vault. */
export function withAlso<Shape extends EventShape, const Further extends Readonly<Record<string, Field<unknown>>>>(
  shape: Shape,
  further: Further,
): EventShape<Shape['facts'] & Further, Shape['words']> {
  return { facts: { ...shape.facts, ...further }, words: shape.words };
}

type Plain = Readonly<Record<string, unknown>>;
type Fields = ReadonlyMap<string, Field<unknown>>;

/** What `bodyOf` made a class from, kept at the class so that classes that extend it have it too. */
const declared = Symbol('declared');

interface Declared {
  readonly fields: Fields;
  readonly words: Fields;
  readonly wordsClass: new () => object;
}

const occasion: Readonly<Record<keyof Occasion, Field<unknown>>> = {
  on: shapes.optional(shapes.when),
  lang: shapes.optional(shapes.language),
};

/**
 * A body class for the event that a use case records: validated by class-validator, described for OpenAPI, and typed, all
 * from the one shape of the event, so that no field is written down twice.
 */
export function bodyOf<const Shape extends EventShape>(name: string, shape: Shape): BodyClass<BodyOf<Shape>> {
  const texts = Object.entries(shape.words).map(([word, most]) => [word, shapes.optional(text(most))] as const);
  class Body {}
  class Words {}
  Object.defineProperty(Body, 'name', { value: name });
  Object.defineProperty(Words, 'name', { value: `${name.replace(/Body$/, '')}Words` });
  for (const [fact, field] of Object.entries(shape.facts)) declare(Body.prototype, fact, field);
  for (const [word, field] of texts) declare(Words.prototype, word, field);
  if (texts.length > 0) {
    WhenGiven()(Body.prototype, 'words');
    IsObject({ message: 'must be an object with a text for each field' })(Body.prototype, 'words');
    ValidateNested()(Body.prototype, 'words');
    Type(() => Words)(Body.prototype, 'words');
    ApiPropertyOptional({
      type: () => Words,
      description: 'What a person wrote or said. Kept in the vault, never in the log.',
    })(Body.prototype, 'words');
  }
  for (const [when, field] of Object.entries(occasion)) declare(Body.prototype, when, field);
  const fields = new Map(Object.entries({ ...shape.facts, ...occasion }));
  const made: Declared = { fields, words: new Map(texts), wordsClass: Words };
  Object.defineProperty(Body, declared, { value: made });
  return Body as BodyClass<BodyOf<Shape>>;
}

function fits(fields: Fields, plain: Plain): boolean {
  for (const name of Object.keys(plain)) if (!fields.get(name)?.accepts(plain[name])) return false;
  for (const [name, { optional }] of fields) if (!optional && !Object.hasOwn(plain, name)) return false;
  return true;
}

/**
 * The body, when the fields it was declared with accept all of it; otherwise it is for class-validator to say what is wrong.
 * Most bodies are right, and class-validator takes some thirty microseconds to say so.
 */
export function quickly<Body extends object>(body: BodyClass<Body>, plain: Plain): Body | undefined {
  const made = (body as { readonly [declared]?: Declared })[declared];
  if (!made) return undefined;
  const { words, ...facts } = plain;
  if (!fits(made.fields, facts)) return undefined;
  if (!Object.hasOwn(plain, 'words')) return Object.assign(new body(), facts);
  const isObject = typeof words === 'object' && words !== null && !Array.isArray(words);
  if (!isObject || made.words.size === 0 || !fits(made.words, words as Plain)) return undefined;
  return Object.assign(new body(), facts, { words: Object.assign(new made.wordsClass(), words) });
}

/** What is wrong with a body, and where: `pointer` is a JSON Pointer (RFC 6901) into it, empty for the body as a whole. */
export interface BodyProblem {
  readonly pointer: string;
  readonly detail: string;
}

const deepest = 6;
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Keys that every object has anyway would be taken for something else on the way, so no body may bring them. */
function unsafe(value: unknown, pointer: string, depth: number): BodyProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  if (depth > deepest) return [{ pointer, detail: `lies deeper than ${deepest} levels` }];
  if (Array.isArray(value)) return value.flatMap((one, index) => unsafe(one, `${pointer}/${index}`, depth + 1));
  return Object.keys(value).flatMap((key) => {
    const at = `${pointer}/${escaped(key)}`;
    if (key in Object.prototype || key === 'prototype') return [{ pointer: at, detail: 'is not a field' }];
    return unsafe((value as Record<string, unknown>)[key], at, depth + 1);
  });
}

function flatten(errors: readonly ValidationError[], pointer: string): BodyProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const at = `${pointer}/${escaped(property)}`;
    const [first] = Object.entries(constraints);
    const detail = first?.[0] === 'whitelistValidation' ? 'is not a field' : first?.[1];
    return [...(detail ? [{ pointer: at, detail }] : []), ...flatten(children, at)];
  });
}

/**
 * What a plain value says as a body of this class; `problems` is empty when it may be used. Fields that the class does not
 * declare are refused, so that a mistyped name of an optional field is noticed.
 */
export function validateBody<Body extends object>(
  body: BodyClass<Body>,
  plain: unknown,
): { readonly body: Body; readonly problems: readonly BodyProblem[] } {
  const none = {} as Body;
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    return { body: none, problems: [{ pointer: '', detail: 'must be a JSON object' }] };
  }
  const right = quickly(body, plain as Plain);
  if (right) return { body: right, problems: [] };
  const problems = unsafe(plain, '', 1);
  if (problems.length > 0) return { body: none, problems };
  const instance = plainToInstance(body, plain);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  return { body: instance, problems: flatten(errors, '') };
}
