import { matters, type Variable } from '#installation';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function row([name, { summary, allowed, unset, secret, needs = [] }]: readonly [string, Variable]): string {
  const company = needs.length > 0 ? ` Together with ${needs.map((one) => `\`${one}\``).join(', ')}.` : '';
  const held = unset === undefined ? 'nothing' : `\`${unset}\``;
  return `| \`${name}\`${secret ? ' (secret)' : ''} | ${held} | ${cell(allowed)} | ${cell(summary + company)} |`;
}

/** docs/reference/settings.md */
export function settingsPage(): string {
  const sections = Object.values(matters).flatMap(({ title, intro, variables }) => [
    `## ${title}`,
    '',
    intro,
    '',
    '| variable | when not set | what is allowed | what it is |',
    '| --- | --- | --- | --- |',
    ...Object.entries<Variable>(variables).map(row),
    '',
  ]);
  return `# Settings

Written from \`libs/installation/variables.ts\` and tested against it. What an operator says comes by environment. Something wrong ends the
start with a sentence that names the variable and says what is allowed; a secret is never repeated. An empty variable is not set.

A secret \`X\` may also come from a file: \`X_FILE\` holds its path, and the file holds the value, with a line break at its end or without.

The command line (\`bin/kierto\`) reads the same variables, so that it works on the same engines; \`--data DIR\` goes before \`DATA_DIR\`.

What the organisation decides (promises, days an answer may wait to be told, holidays, the threshold for small numbers) is no setting: it is
recorded, with its day, by commands: \`SetPromise\`, \`ChangePreset\`, \`SetHolidays\` in [commands.md](commands.md).

${sections.join('\n').trimEnd()}
`;
}
