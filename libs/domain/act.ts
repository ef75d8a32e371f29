import { type Act, type AnyEvent, sideOf } from './event.ts';
import { isInFuture } from './occurred-on.ts';
import { requires } from './refusal.ts';

/** What a command that records an event of this type takes: the facts of the event, and its words beside them. */
export type InputOf<E extends AnyEvent, Type extends E['type']> = Extract<E, { type: Type }>['data'] & {
  readonly words?: Extract<E, { type: Type }>['words'];
};

/** Gives a function that makes events of one stream from the input of a command. */
export function recording<E extends AnyEvent>() {
  return <Type extends E['type']>(type: Type, input: InputOf<E, Type>): Extract<E, { type: Type }> => {
    const { words = {}, ...data } = input;
    return { type, data, words } as unknown as Extract<E, { type: Type }>;
  };
}

/** What holds for everything that is recorded as it happens: somebody did it, and on a day that has come. */
export function requireHappened(act: Act): void {
  requires(
    sideOf(act.by) !== 'notRecorded' || act.by.organisation,
    'act.by-missing',
    'Say who did it: a post, a role or an organisation.',
    'by',
  );
  requires(!isInFuture(act.on, act.today), 'date.in-future', 'Nothing can have happened after today.', 'on');
}

/** Whether a text was given and says something. */
export const said = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
