import { parameters } from '#simulation';

/** docs/reference/simulated-county.md */
export function simulatedCountyPage(): string {
  const rows = Object.entries(parameters).map(
    ([name, { value, unit, says }]) => `| \`${name}\` | ${value} | ${unit} | ${says} |`,
  );
  return `# The simulated county

A county that does not exist, for trying things out and for measuring: units with their posts, groups that live for years, meetings,
commissions, proposals, and all that becomes of them. It is written as a history file, so it comes in the way any history does. Its source
is called \`simulated-county\`, its title says in Finnish that it is not true, and the ids of its units, groups, meetings, commissions and
proposals begin with \`sim-\`.

The same size and the same seed give the same file, byte for byte. Every event and every path of the loop is in it: also the sad ones
(never answered, answered and never told, promised and not followed up, closed without an answer) and the untidy ones (slips mended,
things out of order, days known by month only).

The numbers below are **not measured anywhere**. They were chosen to be plausible and so that every path is walked; nobody should learn
from them how co-development is. Times are drawn from a skewed distribution around the median, weights are out of their family's sum.

This page is written from libs/simulation/parameters.ts: \`UPDATE_DOCS=1 npm run jest -- test/docs\`.

| name | value | of what | says |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
