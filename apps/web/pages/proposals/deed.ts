import type { PlainKey } from '#i18n/browser';
import type { CommandPath } from '../../api.ts';
import type { Values } from '../../form.ts';
import type { Option } from '../../parts/fields.tsx';
import type { Choices } from './choices.ts';
import type { Side, Situation } from './situation.ts';

/** One field of the form of a deed. Texts go into the command's words, all else stands as it is. */
export interface FieldOfDeed {
  readonly name: string;
  readonly as: 'words' | 'line' | 'day' | 'number' | 'pick' | 'choice' | 'several';
  readonly label: PlainKey;
  /** Instead of the label, where it names something. */
  readonly said?: string;
  readonly hint?: PlainKey;
  readonly lines?: number;
  readonly options?: readonly Option[];
  /** The deed cannot be done without it. */
  readonly isNeeded?: boolean;
  readonly initial?: unknown;
  /** A day that lies ahead, such as a promise; otherwise one that has come. */
  readonly isAhead?: boolean;
  /** Only filled in; the command does not carry it as it is. */
  readonly isAside?: boolean;
}

/** Something that can be done to a proposal. */
export interface Deed {
  /** The last part of the keys of its sentences: `deed.tell`, `deed.tell.done`. */
  readonly name: string;
  readonly operation: string;
  /** The type of the event that it records. */
  readonly records: string;
  readonly path: CommandPath;
  /** Who does it; the first of these that is open to whoever looks. */
  readonly by: readonly Side[];
  readonly isOffered: (at: Situation) => boolean;
  /** Whether it is what this side should do next. */
  readonly isNext?: (at: Situation, side: Side) => boolean;
  /** A coordinator writes down what management said: `deed.decide.heard`. */
  readonly isHeardToo?: boolean;
  /** Done before, and now once more: `deed.receive.again`. */
  readonly isAgain?: (at: Situation) => boolean;
  /** None: one press does it. */
  readonly fields: (at: Situation, choices: Choices, values: Values, side: Side) => readonly FieldOfDeed[];
  /** What the command says besides the fields. */
  readonly fixed?: (at: Situation, values: Values, side: Side) => object;
  /** Refused if somebody has recorded something since the form was opened. */
  readonly isGuarded?: boolean;
}

/** The side on which whoever looks would do it. */
export const sideOf = (deed: Deed, at: Situation): Side | undefined =>
  deed.by.find((side) => at.as[side] !== undefined);
