import { dayOfEvent } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { Handlers, Projection, ReadModel, Seen, SeenEvent } from '../read-model.ts';

/** What was brought to whose notice, what accounts have chosen, and when units want to be reminded. */
export const notices: ReadModel = {
  name: 'notices',
  version: 2,
  tables: `
    CREATE TABLE notices (
      id TEXT PRIMARY KEY, key TEXT NOT NULL, event TEXT NOT NULL, type TEXT NOT NULL, recorded_at TEXT NOT NULL, side TEXT,
      stream TEXT, unit TEXT, unreached INTEGER NOT NULL, data TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE inbox (
      recipient TEXT NOT NULL, key TEXT NOT NULL, notice TEXT NOT NULL, PRIMARY KEY (recipient, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY, status TEXT NOT NULL, language TEXT NOT NULL, reminders INTEGER NOT NULL, digest INTEGER NOT NULL,
      version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reminders (unit TEXT PRIMARY KEY, moments TEXT NOT NULL, from_day TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  indexes: `
    CREATE INDEX notices_key ON notices (key);
    CREATE INDEX notices_type ON notices (type, key);
    CREATE INDEX notices_unit ON notices (unit, key);
    CREATE INDEX notices_unreached ON notices (key) WHERE unreached = 1;`,
  project,
};

type Written = Seen<'LatenessNoticed' | 'ReminderSent' | 'DigestSent' | 'InitiativesReported'>;

interface Facts {
  readonly side?: string;
  readonly proposal?: string;
  readonly commission?: string;
  readonly unit?: string;
  readonly post?: string;
  readonly coordinator?: string;
  readonly to?: readonly string[];
}

export const accountStatuses = ['open', 'disabled', 'forgotten'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/** Whose side it speaks to; what was noticed for nobody in particular has none. */
function sideOf({ side, post, coordinator }: Facts): string | null {
  if (side !== undefined) return side;
  if (post !== undefined) return 'management';
  return coordinator === undefined ? null : 'group';
}

function streamOf({ proposal, commission }: Facts): string | null {
  if (proposal !== undefined) return `proposal-${proposal}`;
  return commission === undefined ? null : `commission-${commission}`;
}

const touching = [
  'AccountJoined',
  'RoleGranted',
  'RoleWithdrawn',
  'RecordedInError',
  'WordsForgotten',
  'WordsTranslated',
  'FileAttached',
  'Published',
  'Unpublished',
] as const;

function project(database: ReadDatabase): Projection {
  function written({ id, of, type, data, metadata }: Written): void {
    const facts = data as Facts;
    const key = `${metadata.recordedAt} ${id}`;
    database.run(
      'INSERT OR IGNORE INTO notices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      of,
      key,
      id,
      type,
      metadata.recordedAt,
      sideOf(facts),
      streamOf(facts),
      facts.unit ?? null,
      facts.to?.length === 0 ? 1 : 0,
      JSON.stringify(data),
    );
    for (const recipient of facts.to ?? [])
      database.run('INSERT OR IGNORE INTO inbox VALUES (?, ?, ?)', recipient, key, of);
  }

  /** Whatever happens to an account makes a further version of it. */
  const touch = ({ category, of, version }: SeenEvent): void => {
    if (category === 'account') database.run('UPDATE accounts SET version = ? WHERE id = ?', version, of);
  };

  const becomes =
    (status: AccountStatus) =>
    ({ of, version }: SeenEvent): void =>
      database.run('UPDATE accounts SET status = ?, version = ? WHERE id = ?', status, version, of);

  const on: Handlers = {
    LatenessNoticed: written,
    ReminderSent: written,
    DigestSent: written,
    InitiativesReported: written,
    AccountInvited({ of, data, version }) {
      database.run("INSERT OR IGNORE INTO accounts VALUES (?, 'open', ?, 1, 1, ?)", of, data.language, version);
    },
    AccountLanguageChosen({ of, data, version }) {
      database.run('UPDATE accounts SET language = ?, version = ? WHERE id = ?', data.language, version, of);
    },
    MailsChosen({ of, data, version }) {
      const [reminders, digest] = [data.reminders ? 1 : 0, data.digest ? 1 : 0];
      database.run(
        'UPDATE accounts SET reminders = ?, digest = ?, version = ? WHERE id = ?',
        reminders,
        digest,
        version,
        of,
      );
    },
    AccountDisabled: becomes('disabled'),
    AccountEnabled: becomes('open'),
    AccountForgotten: becomes('forgotten'),
    ...(Object.fromEntries(touching.map((type) => [type, touch])) as Handlers),
    RemindersSet(event) {
      database.run(
        'INSERT OR REPLACE INTO reminders VALUES (?, ?, ?)',
        event.of,
        JSON.stringify(event.data.moments),
        dayOfEvent(event),
      );
    },
  };
  return {
    on,
    forget({ category, of }) {
      if (category === 'account') database.run('DELETE FROM accounts WHERE id = ?', of);
      if (category === 'unit') database.run('DELETE FROM reminders WHERE unit = ?', of);
    },
    save() {},
  };
}
