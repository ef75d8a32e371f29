import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { problems } from '../../apps/api/problems.ts';

const root = join(import.meta.dirname, '../..');

function sourcesIn(folders: readonly string[], wanted: (file: string) => boolean): ts.SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && wanted(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ts.createSourceFile(relative(root, file), readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
}

function nodesOf(node: ts.Node): ts.Node[] {
  const nodes = [node];
  ts.forEachChild(node, (child) => void nodes.push(...nodesOf(child)));
  return nodes;
}

/** A place where a rule says no. */
interface Said {
  readonly code: string;
  readonly sentences: readonly string[];
  /** The field's name; `…` where it depends on the command. */
  readonly field: string | undefined;
}

/** The texts that an expression can be; what is put into a template, or made elsewhere, is shown as {…}. */
function textsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression))
    return [expression.head.text + expression.templateSpans.map(({ literal }) => `{…}${literal.text}`).join('')];
  if (ts.isConditionalExpression(expression))
    return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)];
  if (ts.isParenthesizedExpression(expression)) return textsOf(expression.expression);
  return ['{…}'];
}

function saidIn(node: ts.Node): Said[] {
  const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : undefined;
  if (called !== 'requires' && called !== 'Refusal') return [];
  const given = (node as ts.CallExpression | ts.NewExpression).arguments ?? [];
  const [code, sentence, field] = called === 'requires' ? given.slice(1) : given;
  if (!code || !sentence) return [];
  const name =
    field && (ts.isStringLiteralLike(field) ? field.text : field.getText() === 'undefined' ? undefined : '…');
  if (textsOf(code).some((one) => one.includes('{…}')))
    throw new Error(`${node.getSourceFile().fileName}: the code ${code.getText()} cannot be read from the source`);
  return textsOf(code).map((one) => ({ code: one, sentences: textsOf(sentence), field: name }));
}

/** Every place in the domain and the use cases where something is refused. */
function allSaid(): Said[] {
  // refusal.ts declares what the others say.
  return sourcesIn(
    ['libs/domain', 'libs/use-cases', 'libs/sign-in'],
    (name) => !/\.spec\.ts$|^refusal\.ts$/.test(name),
  ).flatMap((source) => nodesOf(source).flatMap(saidIn));
}

export function refusalCodes(): string[] {
  return [...new Set(allSaid().map(({ code }) => code))].sort();
}

/** Texts that stand as they are in the specs and conformance suites. */
export function textsInSpecs(): ReadonlySet<string> {
  const specs = sourcesIn(['apps', 'libs', 'test'], (name) => /\.(spec|conformance)\.ts$/.test(name));
  return new Set(
    specs.flatMap((spec) => nodesOf(spec).flatMap((node) => (ts.isStringLiteralLike(node) ? [node.text] : []))),
  );
}

/** The codes that a union of texts declares. */
function codesOf(file: string, type: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = nodesOf(source).find((node) => ts.isTypeAliasDeclaration(node) && node.name.text === type);
  return declared ? nodesOf(declared).flatMap((node) => (ts.isStringLiteral(node) ? [node.text] : [])) : [];
}

/** What an operator does about errors of the engines; a code without a sentence here is a code that nobody explained. */
const engineErrors: Readonly<Record<string, string>> = {
  'wrong-version': 'The stream holds another number of events than the sender saw. Read it again and decide anew.',
  'too-large':
    'The facts and metadata of one command are too large; the sentence says how large they may be. Nothing was stored.',
  'store-unavailable':
    'The engine of the log does not answer. The outcome is unknown: send the same command again under its id.',
  'checkpoint-mismatch':
    'A checkpoint belongs to another log, or to this one before it was restored. Read models rebuild by themselves.',
  'store-locked': 'Another process has the data folder open. Stop it, or let the command line talk to it.',
  'store-corrupt': 'The log cannot be read as it should be. Restore a backup.',
  'vault-locked': 'Another process writes to the vault.',
  'vault-unavailable': 'The engine of the vault does not answer. Nothing was stored.',
  'vault-corrupt': 'A text cannot be opened with its key: the file was changed or damaged.',
  'vault-newer': 'The vault was written by a newer Kierto. Use that one.',
  'vault-read-only': 'The vault was opened for reading only.',
  'key-missing': 'The master key under which texts are sealed is not among the given ones.',
  'key-wrong': 'A master key is there, but it is not the one under which texts are sealed.',
  'keys-unreadable': 'The master keys cannot be read as they are written.',
  'keys-file-open-to-others': 'Others on this machine may read master-keys.json. `chmod 600` it.',
  'keys-from-environment': 'Master keys come from the environment, so they cannot be changed in the file.',
  'not-plain-text': 'A text is not well-formed Unicode, or holds a zero character where a name stands.',
};

function engineTable(codes: readonly string[]): string[] {
  return [
    '| code | status | what it means |',
    '| --- | --- | --- |',
    ...codes.map((code) => {
      const meaning = engineErrors[code];
      if (!meaning) throw new Error(`${code} is not explained in test/pages/refusals.ts`);
      const status =
        code === 'not-plain-text' ? 400 : (problems[code]?.[0] ?? (needsOperator.has(code) ? 'at the start' : 500));
      return `| \`${code}\` | ${status} | ${meaning} |`;
    }),
  ];
}

/** Errors that end a start or an operator's command, so that no request meets them. */
const needsOperator = new Set([
  'store-locked',
  'vault-locked',
  'vault-newer',
  'key-missing',
  'key-wrong',
  'keys-unreadable',
  'keys-file-open-to-others',
  'keys-from-environment',
]);

function statusOf(code: string, field: string | undefined): number {
  if (code.endsWith('.not-found')) return 404;
  return field === undefined ? 409 : 422;
}

const oneLine = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** docs/reference/refusals.md */
export function refusalsPage(): string {
  const said = allSaid();
  const rows = refusalCodes().map((code) => {
    const places = said.filter((one) => one.code === code);
    const sentences = [...new Set(places.flatMap((one) => one.sentences))].map(oneLine);
    const fields = [...new Set(places.map(({ field }) => field))].sort();
    const statuses = [...new Set(fields.map((field) => statusOf(code, field)))].sort();
    const named = fields.map((field) =>
      field === undefined ? '–' : field === '…' ? 'the one at fault' : `\`${field}\``,
    );
    return `| <a id="${code}"></a>\`${code}\` | ${sentences.join('<br>')} | ${named.join(', ')} | ${statuses.join(', ')} |`;
  });
  return `# Refusals

A rule said no, and nothing was stored. The code is stable; the sentence may be worded better one day. Where a field of the input is at
fault it is named, and the HTTP answer carries a pointer to it and the status 422; otherwise the status is 409. In a sentence {…} stands
for an id, a day or a code, never for anybody's words.

This page is written from the sources: \`UPDATE_DOCS=1 npm run jest -- test/docs\`. A test holds that each code is provoked in a spec.

${rows.length} codes:

| code | sentence | field | status |
| --- | --- | --- | --- |
${rows.join('\n')}

## Errors of the event store

${engineTable(codesOf('libs/event-store/errors.ts', 'StoreErrorCode')).join('\n')}

## Errors of the vault

${engineTable(codesOf('libs/vault/errors.ts', 'VaultErrorCode')).join('\n')}

## Everything else that HTTP answers

Headers, bodies, addresses, read models: [problems.md](problems.md).
`;
}
