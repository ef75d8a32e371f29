/** The main pages of the demo, as docs/reference/pages.md shows them. */

export interface Picture {
  readonly name: string;
  readonly path: string;
  /** Missing: nobody has signed in. */
  readonly account?: string;
  readonly heading: string;
  /** What one sees, also for whoever does not see it. */
  readonly shows: string;
}

export const widths = [1280, 360] as const;

const of = (name: string, path: string, heading: string, shows: string, account?: string): Picture => ({
  name,
  path,
  heading,
  shows,
  ...(account !== undefined && { account: `demo-${account}` }),
});

export const pictures: readonly Picture[] = [
  of(
    'front',
    '/',
    'The front page',
    'the demo says what is real and what is made up, and leads to the view of each audience',
  ),
  of('link', '{link}', 'The group’s link', 'what became of what the group said, in plain words, without an account'),
  of('changes', '/changes', 'What has come of it', 'changes that both sides have agreed to make public'),
  of('board', '/board', 'Whose turn it is', 'what management’s post owes, what is due first first', 'management'),
  of(
    'answer',
    '/board?answer=demo-interpreter',
    'Answering',
    'the proposal, the form of the answer and earlier answers beside each other',
    'management',
  ),
  of(
    'handover',
    '/posts/head-sim-unit-1',
    'Handing over a post',
    'what was promised in the post and by whom, and what it owes',
    'management',
  ),
  of(
    'proposal',
    '/proposals/demo-bench',
    'A proposal',
    'the path of a proposal, the one next thing to do, and everything that was recorded',
    'coordinator',
  ),
  of(
    'agenda',
    '/groups/sim-group-1/agenda',
    'The agenda',
    'the next meeting and the answers to bring to it',
    'coordinator',
  ),
  of(
    'record',
    '/groups/sim-group-1/record',
    'Recording a meeting',
    'who were there, what was said and what came of it in one form',
    'coordinator',
  ),
  of('group', '/groups/sim-group-1', 'A group', 'the fate of each proposal, the newest first', 'member'),
  of('search', '/search?q=penkki', 'Search', 'what was found, with the places in which the word stands', 'coordinator'),
  of(
    'influence',
    '/influence',
    'Influence',
    'does it help to take part: what came of the proposals, with what is not known beside it',
    'analyst',
  ),
  of(
    'times',
    '/influence/times?by=unit',
    'How long it takes',
    'curves of the time to an answer with the numbers still waiting, and the table beside them',
    'analyst',
  ),
  of(
    'admin',
    '/admin',
    'The state of the system',
    'what needs care, and how store, views, mails and backups are',
    'administrator',
  ),
];

export const captionOf = ({ heading, shows }: Picture): string => `${heading}: ${shows}`;

const image = ({ name, ...picture }: Picture, width: number): string =>
  `![${captionOf({ name, ...picture })}, ${width} pixels wide](../screenshots/${name}-${width}.jpg)`;

export const pagesPage = (): string => `# The main pages

As the demo shows them, in Finnish, on a window of 1280 pixels and on a phone of 360. \`node test/screenshots/main.ts\` takes the pictures anew.

${pictures
  .map(
    (one) =>
      `## ${one.heading}\n\n${one.shows[0]!.toUpperCase()}${one.shows.slice(1)}.\n\n${image(one, 1280)}\n\n${image(one, 360)}`,
  )
  .join('\n\n')}
`;
