import { type EventShape, history } from '#domain';

const titles: Readonly<Record<history.Category, string>> = {
  organisation: 'The organisation: what it calls things, and its presets. There is one, `organisation-main`.',
  unit: 'A unit of the organisation, its promises, and who holds its posts.',
  group: 'A co-development group, its members, its seasons and what it did.',
  meeting: 'A meeting of a group.',
  commission: 'What management, a project or another group asked of one or several groups.',
  proposal: 'What a group said, and all that became of it.',
  account: 'Somebody who uses the system. Name and mail address lie in the vault, under the id of the account.',
  notice:
    'What time brought to somebody’s notice: written by jobs, each once, in a stream of its own, and corrected by nobody.',
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

function eventSection(category: history.Category, name: string, { facts, words }: EventShape): string[] {
  const references = history.references[category][name] ?? {};
  const factRows = Object.entries(facts).map(([fact, { allowed, optional }]) => {
    const to = references[fact];
    const refers = to === undefined ? '' : to === 'event' ? '; an event of this stream' : `; a ${to}`;
    return `| \`${fact}\` | ${optional ? 'optional' : 'required'} | ${cell(allowed)}${refers} |`;
  });
  const wordRows = Object.entries(words).map(
    ([word, most]) => `| \`words.${word}\` | a text | at most ${most} characters |`,
  );
  const rows = [...factRows, ...wordRows];
  const begins = history.founding[category].includes(name) ? `Begins a ${category}.` : undefined;
  return [
    `### ${name}`,
    '',
    ...(begins ? [begins, ''] : []),
    ...(rows.length > 0
      ? ['| field | | what is allowed |', '| --- | --- | --- |', ...rows]
      : ['No facts beside those of every event.']),
    '',
  ];
}

/** The events that every category has, under the same name with the same fields. */
function onEveryStream(): string[] {
  const [first, ...others] = history.categories
    .filter((category) => category !== 'notice')
    .map((category) => history.shapesOf[category] as Record<string, EventShape>);
  return Object.keys(first!).filter((name) => others.every((shapes) => Object.hasOwn(shapes, name)));
}

/** docs/reference/events.md */
export function eventsPage(): string {
  const everywhere = onEveryStream();
  const own = history.categories.flatMap((category) => [
    `## ${category}`,
    '',
    titles[category],
    '',
    ...Object.entries<EventShape>(history.shapesOf[category])
      .filter(([name]) => !everywhere.includes(name))
      .flatMap(([name, shape]) => eventSection(category, name, shape)),
  ]);
  const common = everywhere.flatMap((name) =>
    eventSection('organisation', name, (history.shapesOf.organisation as Record<string, EventShape>)[name]!),
  );
  return `# Streams and events

Every stream is \`<category>-<id>\`, for instance \`proposal-lobby-2026\`. An event holds **facts** only: ids, codes, days and numbers. The
**words** that belong to it lie in the vault under the event's id; of them the log keeps a keyed fingerprint each, so that nobody can
change them unseen and everybody can see that they are gone.

Beside its facts every event has an \`id\` (UUID), \`occurredOn\` (when it happened; in files and bodies \`on\`), \`recordedAt\` (when it was
written down), \`by\` (post or role, group, organisation: who did it), \`recordedBy\` (the account that wrote it down), \`command\`,
\`correlation\` and \`causation\` ids, \`lang\` of its words, and from history \`source\` and \`reference\`. \`outOfOrder\` marks what certainly
happened before something that stands above it.

This page is written from the shapes in libs/domain: \`UPDATE_DOCS=1 npm run jest -- test/docs\`.

${own.join('\n')}
## On any stream

These can stand in every stream of every category but \`notice\`.

${common.join('\n').trimEnd()}
`;
}
