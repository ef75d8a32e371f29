import { rowCheck, type Table } from './table.ts';

const rowsAtATime = 1000;

/**
 * The table as one list of objects, a line each, in pieces. A missing value is null, so that every object has every name.
 * @throws TypeError when a value does not fit its column
 */
export async function* toJson(table: Table): AsyncGenerator<string> {
  const check = rowCheck(table);
  const names = table.columns.map(({ name }, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  let text = '[\n';
  let count = 0;
  for await (const row of table.rows) {
    check(row);
    if (count++ > 0) text += ',\n';
    for (const [index, value] of row.entries()) text += names[index] + JSON.stringify(value ?? null);
    text += '}';
    if (count % rowsAtATime > 0) continue;
    yield text;
    text = '';
  }
  yield `${text}\n]\n`;
}
