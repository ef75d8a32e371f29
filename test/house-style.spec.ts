import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** What dependency-cruiser cannot see: rules about what stands inside a file and what it is called. */

/** Closed, uniform families that may be longer than the rest; each with its reason. */
const longFamilies: Readonly<Record<string, string>> = {
  'libs/influence/measures.ts': 'every share, one after the other, each with its words and its rule',
  'apps/api/influence/fact-columns.ts': 'what the tables of influence have, one column after the other',
  'libs/domain/shape.ts': 'what a fact may be, one kind after the other',
  'libs/i18n/refusals.en.ts': 'what each refusal says, one code after the other',
  'libs/i18n/refusals.fi.ts': 'what each refusal says, one code after the other',
  'libs/i18n/refusals.sv.ts': 'what each refusal says, one code after the other',
  'libs/installation/variables.ts': 'what an operator may say, one variable after the other',
  'libs/permissions/table.ts': 'who may do what, one row after the other',
  'libs/vault/queries.ts': 'what the vault is asked, one query after the other',
};

const root = join(import.meta.dirname, '..');
const files = ['apps', 'libs', 'test', 'bench']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  // Written by a program from the API's document.
  .filter((file) => file !== 'apps/web/api-types.ts' && !file.startsWith('apps/web/built/'))
  .sort();
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const syntaxOf = (text: string) => ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);

function nodesOf(node: ts.Node): ts.Node[] {
  return [node, ...node.getChildren().flatMap(nodesOf)];
}

const impureNames =
  /^(Date|Intl|globalThis|Promise|process|performance|crypto|fetch|setTimeout|setInterval|setImmediate|queueMicrotask)$/;

/** The clocks, randomness and asynchrony that a source uses, as they are written. Comments and texts may speak of them. */
function impurities(text: string): string[] {
  return nodesOf(syntaxOf(text))
    .filter((node) => {
      if (node.kind === ts.SyntaxKind.AsyncKeyword || node.kind === ts.SyntaxKind.AwaitKeyword) return true;
      if (ts.isPropertyAccessExpression(node)) return node.getText() === 'Math.random';
      if (!ts.isIdentifier(node) || !impureNames.test(node.text)) return false;
      const named = node.parent as Partial<ts.NamedDeclaration>;
      return named.name !== node;
    })
    .map((node) => node.getText());
}

const emptyWords = /^(services?|managers?|helpers?|utils?|utility|utilities|base|common|shared|impl|dtos?)$/i;

/** Whether a name carries a word that says nothing, or an `I` that says "interface". */
function saysNothing(name: string): boolean {
  // A service café is a thing of the domain.
  const words = name.replace(/service-?cafe/gi, '').match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  return words.some((word) => emptyWords.test(word)) || /^I[A-Z][a-z]/.test(name);
}

function exportedNames(text: string): string[] {
  return syntaxOf(text).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      return clause && ts.isNamedExports(clause) ? clause.elements.map((element) => element.name.text) : [];
    }
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
    if (!exported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    const name = (statement as Partial<ts.DeclarationStatement>).name;
    return name ? [name.getText()] : [];
  });
}

const lineCount = (text: string) => text.trimEnd().split('\n').length;

describe('the domain', () => {
  it('reads no clock, throws no dice and waits for nothing', () => {
    const found = files
      .filter((file) => file.startsWith('libs/domain/') && !file.endsWith('.spec.ts'))
      .flatMap((file) => impurities(textOf(file)).map((what) => `${file}: ${what}`));
    expect(found).toEqual([]);
  });

  it.each([
    ['const now = new Date();', 'Date'],
    ['type Day = Date;', 'Date'],
    ['const dice = Math.random();', 'Math.random'],
    ['async function take() {}', 'async'],
    ['const answer = await question;', 'await'],
    ['const home = process.env;', 'process'],
    ['const timer = { start: setTimeout };', 'setTimeout'],
    ['const now = globalThis.performance.now();', 'globalThis'],
  ])('would be caught saying %s', (text, what) => {
    expect(impurities(text)).toContain(what);
  });

  it('may speak of dates in comments, texts and names of its own', () => {
    expect(impurities("/** A Date of setTimeout. */ export const dueDate = { process: 'async Date' };")).toEqual([]);
  });
});

describe('names', () => {
  it('all say something', () => {
    const found = files.flatMap((file) => [
      ...(saysNothing(basename(file)) ? [file] : []),
      ...exportedNames(textOf(file))
        .filter(saysNothing)
        .map((name) => `${file}: ${name}`),
    ]);
    expect(found).toEqual([]);
  });

  it.each([
    'export class ProposalService {}',
    'export interface IStore {}',
    'export const storeManager = 1;',
    'export function dateHelpers() {}',
    'export type ProposalDto = 1;',
    'export abstract class BaseStore {}',
    "export { log as sharedLog } from './log.ts';",
  ])('like that of %s would be caught', (text) => {
    expect(exportedNames(text).some(saysNothing)).toBe(true);
  });

  it.each(['date-utils.ts', 'common.ts', 'proposal.dto.ts', 'sqlite.impl.ts'])('like %s would be caught', (file) => {
    expect(saysNothing(file)).toBe(true);
  });

  it.each([
    'serviceCafe',
    'service-cafe.ts',
    'InitiativeMarked',
    'Database',
    'read-database.ts',
    'baseline',
    'implement',
  ])('like %s are fine', (name) => {
    expect(saysNothing(name)).toBe(false);
  });
});

describe('files', () => {
  it('fit on a few pages, 250 lines, unless they are one uniform family', () => {
    // Specs and conformance suites are lists of cases: families by nature.
    const long = files.filter((file) => !/[.](spec|conformance)[.]ts$/.test(file) && lineCount(textOf(file)) > 250);
    expect(long).toEqual(Object.keys(longFamilies).sort());
  });
});
