import { inCircle, maySee, type Operation, type Rights, type Target } from '#permissions';
import { groupTargets } from '../groups/group-targets.ts';
import { targetOf as targetOfCommission, targetOfPart } from '../loops/commission-rows.ts';
import { foldCommission, newCommission } from '../loops/commissions.ts';
import { foldProposal, newProposal } from '../loops/proposal-record.ts';
import type { Reads } from '../open-reads.ts';
import { type SeenEvent, withoutErrors } from '../read-model.ts';
import { isClerk, seesInitiators } from '../reader.ts';

/** Whose a stream is, and whose each of its events. */
export interface Whose {
  readonly of: Target;
  readonly maySee: (reader: Rights) => boolean;
  /** What it is asked for by. */
  readonly operation: Operation;
  /** Left out: its events are whose the stream is. */
  readonly ofEvent?: (event: SeenEvent) => Target;
}

/** As its events say it, so that whoever has just recorded something sees it. */
export function whoseIs(reads: Reads, events: readonly SeenEvent[], operation: Operation = 'GetTimeline'): Whose {
  const { category, of: id } = events[0]!;
  const within = (of: Target): Whose => ({ of, operation, maySee: (reader) => maySee(reader, operation, of) });
  /** What was done with units, codes and accounts of the whole organisation is for those who look after it. */
  const clerksOnly: Whose = { of: {}, operation, maySee: isClerk };
  const ofGroup = (group: string | undefined): Whose =>
    group === undefined ? clerksOnly : within(groupTargets(reads, [group])(group));
  const valid = withoutErrors(events);
  switch (category) {
    case 'proposal': {
      const { state } = valid.reduce(foldProposal, newProposal);
      if (state.status === 'none') return clerksOnly;
      const units = new Set([state.unit, ...state.holders.map(({ unit }) => unit)]);
      return within({ units: [...units], groups: [state.group] });
    }
    case 'commission': {
      const { state } = valid.reduce(foldCommission, newCommission);
      if (state.status === 'none') return clerksOnly;
      return {
        ...within(targetOfCommission(state)),
        ofEvent: ({ data }) => {
          const { group } = data as { readonly group?: string };
          return group === undefined ? targetOfCommission(state) : targetOfPart(state, group);
        },
      };
    }
    case 'group':
      return ofGroup(id);
    case 'meeting':
      return ofGroup(groupOf(events));
    case 'unit':
      return within({ units: [id] });
    default:
      return clerksOnly;
  }
}

const groupOf = (events: readonly SeenEvent[]): string | undefined =>
  events.map(({ data }) => (data as { readonly group?: string }).group).find((group) => group !== undefined);

/** Of people, one by one: who counts them learns how many there are. What somebody said in the group stays there. */
const aboutPeople: ReadonlySet<string> = new Set([
  'MemberJoined',
  'MemberLeft',
  'PersonForgotten',
  'ConsentGiven',
  'ConsentWithdrawn',
  'VoiceRecorded',
]);

/** The events of a stream that a reader may know of; what names one that is left out is left out with it. */
export function seenBy(
  reader: Rights,
  { of, operation, ofEvent }: Whose,
  events: readonly SeenEvent[],
): readonly SeenEvent[] {
  const isInside = inCircle(reader, of);
  const leftOut = new Set<string>();
  return events.filter((event) => {
    const { ofEvent: named } = event.data as { readonly ofEvent?: string };
    const isOpen =
      (isInside || !aboutPeople.has(event.type)) &&
      (ofEvent === undefined || maySee(reader, operation, ofEvent(event))) &&
      (named === undefined || !leftOut.has(named));
    if (!isOpen) leftOut.add(event.id);
    return isOpen;
  });
}

/**
 * Facts without numbers of people, for whoever is not of the group's circle; which member it was only those who keep its members
 * are told, and who made an initiative those who hear them.
 */
export function factsFor(reader: Rights, { of }: Whose, { data }: SeenEvent): Readonly<Record<string, unknown>> {
  const facts = new Map(Object.entries(data));
  const isInside = inCircle(reader, of);
  const kept = [
    ...(isInside ? [] : ['present', 'composition']),
    ...(isInside && !maySee(reader, 'JoinGroup', of) ? ['member'] : []),
    ...(seesInitiators(reader, of) ? [] : ['initiator', 'initiators']),
  ];
  for (const name of kept) facts.delete(name);
  return Object.fromEntries(facts);
}
