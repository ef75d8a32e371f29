import type { ReadDatabase } from '../read-database.ts';
import {
  type Handlers,
  type Projection,
  type ReadModel,
  type ReadStream,
  type SeenEvent,
  withoutErrors,
} from '../read-model.ts';
import { Remembered } from '../remembered.ts';
import { stepTypes } from '../step-types.ts';
import { changesIndexes, changesTable, forgetChanges, writeChange } from './changes.ts';
import {
  type CommissionEntry,
  commissionsIndexes,
  commissionsTable,
  foldCommission,
  forgetCommission,
  newCommission,
  writeCommission,
} from './commissions.ts';
import { initiativesIndexes, initiativesTable } from './initiatives.ts';
import { Known } from './known.ts';
import { OwedFactsLog, owedFactsTable } from './owed-facts.ts';
import { foldProposal, newProposal } from './proposal-record.ts';
import { forgetProposal, type ProposalEntry, proposalsIndexes, proposalsTable, writeProposal } from './proposals.ts';
import { owedIndexes, owedTable } from './standing.ts';
import { trialsTable } from './trials.ts';

/** How many are held in memory; a proposal takes some 4 kB. Others are folded again from their streams when they are needed. */
const mostProposals = 40_000;
const mostCommissions = 5_000;
/** When much has to be computed anew, it is done in slices. */
const slice = 5_000;

/** Every loop: its life, whose turn it is and by when, and what has come of it. */
export const loops: ReadModel = {
  name: 'loops',
  version: 7,
  rewritten: true,
  tables:
    owedFactsTable + proposalsTable + commissionsTable + owedTable + changesTable + trialsTable + initiativesTable,
  indexes: proposalsIndexes + commissionsIndexes + owedIndexes + changesIndexes + initiativesIndexes,
  project,
};

/** Events of loops that are no steps of theirs. */
const otherTypes = [
  'ReasonCoded',
  'ProposalLinked',
  'RecordedInError',
  'WordsForgotten',
  'WordsTranslated',
  'FileAttached',
  'Published',
  'Unpublished',
] as const;

/** Events that something may be waited for from then on. */
const beginning: ReadonlySet<string> = new Set([
  'ProposalSubmitted',
  'ProposalForwarded',
  'ProposalReopened',
  'MoreInformationRequested',
  'ProposalDecided',
  'AnswerTold',
  'FollowUpRecorded',
  'MarkedAsInitiative',
]);

function project(database: ReadDatabase, readStream: ReadStream): Projection {
  const facts = new OwedFactsLog(database);
  const proposals = new Remembered<ProposalEntry>(
    {
      write: (id, entry) => writeProposal(database, facts, id, entry),
      remove: (id, entry) => forgetProposal(database, facts, id, entry),
    },
    mostProposals,
  );
  const commissions = new Remembered<CommissionEntry>(
    {
      write: (id, entry) => writeCommission(database, facts, id, entry),
      remove: (id, entry) => forgetCommission(database, facts, id, entry),
    },
    mostCommissions,
  );
  /** What was known at the events of proposals that are being folded again. */
  const knownBefore = new Map<string, Known>();
  /** Facts that have changed since the last commit. */
  const moved = { units: new Set<string>(), groups: new Set<string>(), streams: new Set<string>(), everything: false };

  function withEvent(before: ProposalEntry | undefined, event: SeenEvent): ProposalEntry {
    const entry = before ?? {
      record: newProposal,
      known: knownBefore.get(event.of) ?? new Known(),
      owedKeys: [],
      earlierUnits: [],
      came: false,
    };
    const record = foldProposal(entry.record, event);
    if (record.state.status !== 'none' && beginning.has(event.type))
      entry.known.note(event.id, event.version, facts.count);
    return { ...entry, record };
  }

  async function loadProposal(id: string): Promise<void> {
    const row = database.get<{
      version: number;
      known: string;
      owed_keys: string | null;
      earlier_units: string | null;
    }>('SELECT version, known, owed_keys, earlier_units FROM proposals WHERE id = ?', id);
    if (!row) return;
    const nothing = {
      record: newProposal,
      known: new Known(row.known, row.version),
      owedKeys: JSON.parse(row.owed_keys ?? '[]'),
      earlierUnits: JSON.parse(row.earlier_units ?? '[]'),
      came: true,
    };
    const events = withoutErrors(await readStream(`proposal-${id}`, row.version));
    proposals.load(id, events.reduce<ProposalEntry>(withEvent, nothing));
  }

  async function loadCommission(id: string): Promise<void> {
    const row = database.get<{ version: number; owed_keys: string | null }>(
      'SELECT version, owed_keys FROM commissions WHERE id = ?',
      id,
    );
    if (!row) return;
    const events = withoutErrors(await readStream(`commission-${id}`, row.version));
    commissions.load(id, {
      record: events.reduce(foldCommission, newCommission),
      owedKeys: JSON.parse(row.owed_keys ?? '[]'),
    });
  }

  /**
   * Has what these streams wait for computed anew. They are found in the tables; what has changed since they were written is
   * computed at the next commit in any case.
   */
  async function again(streams: readonly { readonly stream: string }[]): Promise<void> {
    const loaded: string[] = [];
    for (const { stream } of streams) {
      const of = stream.slice(stream.indexOf('-') + 1);
      if (stream.startsWith('commission-')) {
        if (!commissions.has(of)) await loadCommission(of);
        commissions.touch(of);
        continue;
      }
      if (!proposals.has(of)) {
        await loadProposal(of);
        loaded.push(of);
      }
      proposals.touch(of);
      if (loaded.length < slice) continue;
      proposals.write();
      for (const id of loaded.splice(0)) proposals.unload(id);
    }
  }

  /** What is owed moves with its unit or group, and what is known with its source. After an error in the facts anything may have moved. */
  async function followFacts(): Promise<void> {
    if (moved.everything) {
      await again(database.all('SELECT DISTINCT stream FROM owed ORDER BY stream'));
      await again(
        database.all(
          "SELECT 'proposal-' || id AS stream FROM proposals WHERE source IS NOT NULL AND closed = 'notKnown' ORDER BY id",
        ),
      );
    }
    if (moved.units.size + moved.groups.size > 0) {
      const sql =
        'SELECT DISTINCT stream FROM owed WHERE unit IN (SELECT value FROM json_each(?)) OR grp IN (SELECT value FROM json_each(?)) ORDER BY stream';
      await again(database.all(sql, JSON.stringify([...moved.units]), JSON.stringify([...moved.groups])));
    }
    await again([...moved.streams].sort().map((stream) => ({ stream })));
    moved.everything = false;
    for (const ids of [moved.units, moved.groups, moved.streams]) ids.clear();
  }

  function fold(event: SeenEvent): void {
    const { category, of } = event;
    if (category === 'proposal') proposals.put(of, withEvent(proposals.get(of), event));
    if (category === 'commission') {
      const entry = commissions.get(of) ?? { record: newCommission, owedKeys: [] };
      commissions.put(of, { ...entry, record: foldCommission(entry.record, event) });
    }
  }

  const on: Handlers = {
    UnitEstablished: (event) => facts.take(event),
    PromiseSet: (event) => facts.take(event),
    HolidaysSet: (event) => facts.take(event),
    PresetChanged: (event) => facts.take(event),
    SourceRegistered(event) {
      facts.take(event);
      const { sourceId } = event.data;
      const sql =
        "SELECT 'proposal-' || id AS stream FROM proposals WHERE source = ? UNION ALL SELECT 'commission-' || id FROM commissions WHERE source = ?";
      for (const { stream } of database.all<{ stream: string }>(sql, sourceId, sourceId)) moved.streams.add(stream);
    },
    UnitSucceeded(event) {
      facts.take(event);
      moved.units.add(event.of);
    },
    GroupSucceeded(event) {
      facts.take(event);
      moved.groups.add(event.of);
    },
    ...(Object.fromEntries([...stepTypes, ...otherTypes].map((type) => [type, fold])) as Handlers),
    LedTo(event) {
      if (event.category === 'proposal') return fold(event);
      const came = { event: event.id, kind: `ledTo.${event.data.kind}`, on: event.metadata.occurredOn };
      writeChange(database, event.stream, event.of, came);
    },
  };

  return {
    on,
    async prepare(events) {
      for (const { category, of, version } of events) {
        if (version === 1) continue;
        if (category === 'proposal' && !proposals.has(of)) await loadProposal(of);
        if (category === 'commission' && !commissions.has(of)) await loadCommission(of);
      }
    },
    forget({ stream, category, of }) {
      if (category === 'proposal') {
        const entry = proposals.get(of);
        if (entry) knownBefore.set(of, new Known(entry.known.asText(), entry.record.version));
        proposals.forget(of);
      } else if (category === 'commission') commissions.forget(of);
      else {
        forgetChanges(database, stream);
        if (facts.forget(stream)) moved.everything = true;
      }
    },
    async save() {
      knownBefore.clear();
      await followFacts();
      proposals.save();
      commissions.save();
    },
    trim() {
      proposals.trim();
      commissions.trim();
    },
  };
}
