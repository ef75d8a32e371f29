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

/**
 * A body class for the event that a use case records: validated by class-validator, described for OpenAPI, and typed, all
 * from the one shape of the event, so that no field is written down twice.
 */
export function bodyOf<const Shape extends EventShape>(name: string, shape: Shape): BodyClass<BodyOf<Shape>> {
  class Body {}
  Object.defineProperty(Body, 'name', { value: name });
  for (const [fact, field] of Object.entries(shape.facts)) declare(Body.prototype, fact, field);
  if (Object.keys(shape.words).length > 0) {
    class Words {}
    Object.defineProperty(Words, 'name', { value: `${name.replace(/Body$/, '')}Words` });
    for (const [word, most] of Object.entries(shape.words)) {
      declare(Words.prototype, word, shapes.optional(text(most)));
    }
    WhenGiven()(Body.prototype, 'words');
    IsObject({ message: 'must be an object with a text for each field' })(Body.prototype, 'words');
    ValidateNested()(Body.prototype, 'words');
    Type(() => Words)(Body.prototype, 'words');
    ApiPropertyOptional({
      type: () => Words,
      description: 'What a person wrote or said. Kept in the vault, never in the log.',
    })(Body.prototype, 'words');
  }
  declare(Body.prototype, 'on', shapes.optional(shapes.when));
  declare(Body.prototype, 'lang', shapes.optional(shapes.language));
  return Body as BodyClass<BodyOf<Shape>>;
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
  const problems = unsafe(plain, '', 1);
  if (problems.length > 0) return { body: none, problems };
  const instance = plainToInstance(body, plain);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  return { body: instance, problems: flatten(errors, '') };
}
