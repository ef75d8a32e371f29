import type { Provider, Type } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { CommandHandler, Command as NestCommand } from '@nestjs/cqrs';
import { requires, shapes } from '#domain';
import { StoreError } from '#event-store';
import { CONTEXT, type Context, type Envelope, type Sent } from './context.ts';
import type { Noun } from './noun.ts';
import { permit } from './permit.ts';
import type { Recorded } from './record.ts';
import { targetOf } from './target.ts';

/** A command on its way to its handler: which stream, what it says, and who sends it. */
export class Command<Body extends object> extends NestCommand<Recorded> {
  readonly id: string;
  readonly body: Body;
  readonly sent: Sent;

  constructor(id: string, body: Body, sent: Sent) {
    super();
    this.id = id;
    this.body = body;
    this.sent = sent;
  }
}

/** A command whose sender may send it. */
export interface Permitted<Body extends object> {
  readonly id: string;
  readonly body: Body;
  readonly envelope: Envelope;
}

export type { Noun } from './noun.ts';

interface Declaration<Body extends object> {
  /** `SubmitProposal`; the URL's verb, the OpenAPI operation and the log carry it too. */
  readonly name: string;
  /** `proposals`, `organisation` …: the collection in the URL. */
  readonly noun: Noun;
  /** Last part of the URL; `create` for what `PUT /api/{noun}/{id}` does. */
  readonly verb: string;
  /** One sentence for people who read the API. */
  readonly summary: string;
  /** The type of the event that it records. */
  readonly records: string;
  readonly body: Type<Body>;
}

export interface UseCase extends Declaration<object> {
  readonly command: Type<Command<object>>;
  readonly handler: Provider & Type;
}

/** Milliseconds after which whoever sent a command is told that its outcome is not known; it may still be carried out. */
const longestCommand = 12_000;

/** The parts that a command needs have deadlines of their own, but it asks several of them, some more than once. */
async function inTime(running: Promise<Recorded>): Promise<Recorded> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      late.reject(
        new StoreError(
          'store-unavailable',
          'The event store or the vault did not answer in time. Whether this was recorded is not known: send it again under the same Idempotency-Key.',
        ),
      ),
    longestCommand,
  );
  // Whoever waited has gone by then.
  running.catch(() => {});
  try {
    return await Promise.race([running, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Declares a use case: the command class made from `name`, and its handler, registered with the CommandBus. The handler asks
 * first whether the sender may do this to that, and in which capacity.
 */
export function useCase<Body extends object>(
  declared: Declaration<Body>,
  run: (context: Context, command: Permitted<Body>) => Promise<Recorded>,
): UseCase {
  const Declared = class extends Command<Body> {};
  Object.defineProperty(Declared, 'name', { value: declared.name });
  class Handler {
    readonly context: Context;
    constructor(context: Context) {
      this.context = context;
    }
    execute(command: Command<Body>): Promise<Recorded> {
      return inTime(this.#carryOut(command));
    }
    async #carryOut({ id, body, sent }: Command<Body>): Promise<Recorded> {
      requires(shapes.id.accepts(id), 'id.malformed', `The id must be ${shapes.id.allowed}.`, 'id');
      const target = await targetOf(this.context, declared, id, body);
      return run(this.context, { id, body, envelope: permit(declared.name, target, sent) });
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${declared.name}Handler` });
  Inject(CONTEXT)(Handler, undefined, 0);
  CommandHandler(Declared as never)(Handler);
  return { ...declared, command: Declared as Type<Command<object>>, handler: Handler as never };
}
