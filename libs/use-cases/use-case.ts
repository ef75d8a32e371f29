import type { Provider, Type } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { CommandHandler, Command as NestCommand } from '@nestjs/cqrs';
import { StoreError } from '#event-store';
import { CONTEXT, type Context, type Envelope } from './context.ts';
import type { Recorded } from './record.ts';

/** A command on its way to its handler: which stream, what it says, and who says it. */
export class Command<Body extends object> extends NestCommand<Recorded> {
  readonly id: string;
  readonly body: Body;
  readonly envelope: Envelope;

  constructor(id: string, body: Body, envelope: Envelope) {
    super();
    this.id = id;
    this.body = body;
    this.envelope = envelope;
  }
}

export type Noun = 'organisation' | 'units' | 'groups' | 'meetings' | 'commissions' | 'proposals' | 'accounts';

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

/** Declares a use case: the command class made from `name`, and its handler, registered with the CommandBus. */
export function useCase<Body extends object>(
  declared: Declaration<Body>,
  run: (context: Context, command: Command<Body>) => Promise<Recorded>,
): UseCase {
  const Declared = class extends Command<Body> {};
  Object.defineProperty(Declared, 'name', { value: declared.name });
  class Handler {
    readonly context: Context;
    constructor(context: Context) {
      this.context = context;
    }
    execute(command: Command<Body>): Promise<Recorded> {
      return inTime(run(this.context, command));
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${declared.name}Handler` });
  Inject(CONTEXT)(Handler, undefined, 0);
  CommandHandler(Declared as never)(Handler);
  return { ...declared, command: Declared as Type<Command<object>>, handler: Handler as never };
}
