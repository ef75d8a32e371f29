/**
 * The columns of Decidim's exports of proposals and results, as its serializers write them at version 0.31; older names that are
 * still met are among them. A star stands for whatever follows: a language, the number of a taxonomy.
 */
interface Columns {
  /** What is understood. */
  readonly taken: readonly string[];
  /** What is known and has no place in a history. */
  readonly left: readonly string[];
}

const classified = ['taxonomies/*', 'category/*', 'scope/*'];
const place = ['address', 'latitude', 'longitude', 'component/*'];

const columns: Readonly<Record<'proposals' | 'results', Columns>> = {
  proposals: {
    taken: [
      'id',
      'reference',
      'title',
      'title/*',
      'body',
      'body/*',
      ...classified,
      'participatory_space/id',
      'participatory_space/url',
      'state',
      'state_published_at',
      'answer',
      'answer/*',
      'answered_at',
      'published_at',
      'created_at',
      'url',
      'related_proposals',
      'is_amend',
      'original_proposal/url',
      'withdrawn',
      'withdrawn_at',
      'cost',
    ],
    left: [
      'author/*',
      ...place,
      'votes',
      'supports',
      'likes/*',
      'endorsements/*',
      'comments',
      'attachments',
      'followers',
      'follows_count',
      'meeting_urls',
      'original_proposal/title',
      'original_proposal/title/*',
      'updated_at',
      'created_in_meeting',
      'coauthorships_count',
      'cost_report',
      'cost_report/*',
      'execution_period',
      'execution_period/*',
    ],
  },
  results: {
    taken: [
      'id',
      'title',
      'title/*',
      'description',
      'description/*',
      'start_date',
      'end_date',
      'status/key',
      'progress',
      'proposal_urls',
    ],
    left: [
      ...classified,
      ...place,
      'participatory_space/*',
      'parent/*',
      'reference',
      'status/id',
      'status/name',
      'status/name/*',
      'created_at',
      'updated_at',
      'url',
      'children_count',
      'comments_count',
      'weight',
    ],
  },
};

export type DecidimKind = keyof typeof columns;

const matches = (name: string, patterns: readonly string[]): boolean =>
  patterns.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));

/** What an export is of, by what only the one or the other has; undefined: of neither. */
export function kindOf(names: readonly string[]): DecidimKind | undefined {
  const has = (...patterns: string[]) => names.some((name) => matches(name, patterns));
  if (!has('id', 'reference') || !has('title', 'title/*')) return undefined;
  if (has('progress', 'proposal_urls', 'status/*')) return 'results';
  return has('body', 'body/*', 'state') ? 'proposals' : undefined;
}

/** What becomes of a column: `left`: known, and without a place here; `unknown`: of another version, or somebody's own. */
export function fateOf(name: string, kind: DecidimKind): 'taken' | 'left' | 'unknown' {
  if (matches(name, columns[kind].taken)) return 'taken';
  return name === '' || matches(name, columns[kind].left) ? 'left' : 'unknown';
}
