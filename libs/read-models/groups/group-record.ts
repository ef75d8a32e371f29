export const groupsTables = `
    CREATE TABLE groups (
      id TEXT PRIMARY KEY, unit TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT, status TEXT NOT NULL, founded_key TEXT NOT NULL,
      version INTEGER NOT NULL, record TEXT NOT NULL
    ) STRICT;
    CREATE TABLE members (
      grp TEXT NOT NULL, member TEXT NOT NULL, role TEXT, status TEXT NOT NULL, wants_to_be_told INTEGER NOT NULL, PRIMARY KEY (grp, member)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE seasons (
      grp TEXT NOT NULL, season TEXT NOT NULL, from_on TEXT, to_on TEXT, rhythm TEXT, themes TEXT, hours_promised REAL, plan_event TEXT,
      review_event TEXT, PRIMARY KEY (grp, season)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE activities (
      n INTEGER PRIMARY KEY, grp TEXT NOT NULL, event TEXT NOT NULL, kind TEXT NOT NULL, on_day TEXT, from_on TEXT, to_on TEXT
    ) STRICT;
    CREATE TABLE hours (n INTEGER PRIMARY KEY, grp TEXT NOT NULL, month TEXT NOT NULL, work TEXT NOT NULL, hours REAL NOT NULL) STRICT;
    CREATE TABLE voices (n INTEGER PRIMARY KEY, grp TEXT NOT NULL, event TEXT NOT NULL, role TEXT, on_day TEXT) STRICT;
    CREATE TABLE consents (
      grp TEXT NOT NULL, subject TEXT NOT NULL, what TEXT NOT NULL, how TEXT NOT NULL, on_day TEXT, PRIMARY KEY (grp, subject, what)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE led_to (n INTEGER PRIMARY KEY, grp TEXT NOT NULL, event TEXT NOT NULL, kind TEXT NOT NULL, on_day TEXT) STRICT;
    CREATE TABLE links (
      grp TEXT NOT NULL, link TEXT NOT NULL, expires TEXT, issued_on TEXT, revoked INTEGER NOT NULL, revoked_on TEXT,
      PRIMARY KEY (grp, link)
    ) STRICT, WITHOUT ROWID;`;

export const groupsIndexes = `
    CREATE INDEX groups_founded ON groups (founded_key);
    CREATE INDEX groups_unit ON groups (unit, founded_key);
    CREATE INDEX activities_group ON activities (grp);
    CREATE INDEX hours_group ON hours (grp, month);
    CREATE INDEX voices_group ON voices (grp);
    CREATE INDEX led_to_group ON led_to (grp);`;

/** What the table holds of a group as JSON. */
export interface GroupRecord {
  readonly unit: string;
  readonly kind: string;
  readonly parent?: string | undefined;
  readonly programme?: string | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly foundThrough?: readonly string[] | undefined;
  readonly composition?: Readonly<Record<string, readonly [number, number]>> | undefined;
  readonly foundedOn?: string | undefined;
  readonly endedOn?: string | undefined;
  readonly successor?: string | undefined;
  readonly source?: string | undefined;
  readonly status: 'living' | 'ended';
  /** By field, the event that holds the present name, description and partners. */
  readonly words: Readonly<Record<string, string>>;
  readonly version: number;
}

/** With its fields always in one order, however it came about. */
export function asText({
  unit,
  kind,
  parent,
  programme,
  methods,
  foundThrough,
  composition,
  ...rest
}: GroupRecord): string {
  const { foundedOn, endedOn, successor, source, status, words, version } = rest;
  const described = { unit, kind, parent, programme, methods, foundThrough, composition };
  return JSON.stringify({ ...described, foundedOn, endedOn, successor, source, status, words, version });
}
