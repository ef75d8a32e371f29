/**
 * What goes wrong, switched on from outside while the server runs. Plain data, so that it can also be sent to another process.
 * A number says how many times from now on; 0 is never.
 */
export interface Faults {
  /** Calls that end UNAVAILABLE before anything is done. */
  unavailable: number;
  /** Calls that are never answered; nothing is done. */
  hang: number;
  /** Calls that demand the leader and are told that it is elsewhere (here). */
  notLeader: number;
  /** GetSupportedMethods ends INTERNAL. */
  featuresInternal: number;
  /** Appends that are stored and then end UNAVAILABLE. */
  replyLost: number;
  /** Appends that are stored and never answered. */
  replyWithheld: number;
  /** Replays of a stored append are answered without its position. */
  replayWithoutPosition: boolean;
  /** Milliseconds before an append is answered. */
  answerDelay: number;
  /** Milliseconds before each event of a read or subscription. */
  eventDelay: number;
  /** The next subscription that has sent this many events ends UNAVAILABLE; then it is 0 again. */
  dropSubscriptionAfter: number;
  /** Sends a checkpoint behind every event considered, whatever interval was asked for. */
  checkpointEachEvent: boolean;
  /** As 24.2 to 24.10.4: the checkpoint of a filter that has met nothing since the start of the log is (2^64-1, 2^64-1). */
  compat246EmptyCheckpoint: boolean;
  /** As older servers do: a live subscription that reads too slowly ends ABORTED instead of catching up again. */
  compat246SlowConsumer: boolean;
}

export function noFaults(): Faults {
  return {
    unavailable: 0,
    hang: 0,
    notLeader: 0,
    featuresInternal: 0,
    replyLost: 0,
    replyWithheld: 0,
    replayWithoutPosition: false,
    answerDelay: 0,
    eventDelay: 0,
    dropSubscriptionAfter: 0,
    checkpointEachEvent: false,
    compat246EmptyCheckpoint: false,
    compat246SlowConsumer: false,
  };
}

type Counted = { [Name in keyof Faults]: Faults[Name] extends number ? Name : never }[keyof Faults];

/** Whether this fault is to happen now; counts it. */
export function happens(faults: Faults, name: Counted): boolean {
  if (faults[name] <= 0) return false;
  faults[name] -= 1;
  return true;
}

/** Switches faults as a JSON object says. @throws RangeError naming what is not a fault. */
export function switchFaults(faults: Faults, wanted: object): void {
  for (const [name, value] of Object.entries(wanted)) {
    const now = (faults as unknown as Record<string, unknown>)[name];
    if (now === undefined || typeof value !== typeof now) throw new RangeError(`There is no fault ${name}: ${value}`);
  }
  Object.assign(faults, wanted);
}
