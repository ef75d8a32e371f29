import { ByteWriter, type KeyValue, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { type Column, type ColumnType, isMissing, rowCheck, type Table, type Value } from './table.ts';

/** Rows that are in memory at a time, and that a reader may skip together. */
const rowsOfGroup = 50_000;

const types: Readonly<Record<ColumnType, Partial<SchemaElement>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  year: { type: 'INT32' },
};

const perDay = 24 * 3_600_000;

const elementOf = ({ name, type, required }: Column): SchemaElement => ({
  name,
  ...types[type],
  repetition_type: required ? 'REQUIRED' : 'OPTIONAL',
});

/**
 * The table as a Parquet file, in pieces: a row group at a time, each column in its own type, texts that repeat written once.
 * @param about what the file says about itself, for those who find it alone
 * @throws TypeError when a value does not fit its column
 */
export async function* toParquet(
  table: Table,
  about: Readonly<Record<string, string>> = {},
): AsyncGenerator<Uint8Array> {
  const { columns } = table;
  const check = rowCheck(table);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: table.name, num_children: columns.length }, ...columns.map(elementOf)],
    kvMetadata: Object.entries(about).map(([key, value]): KeyValue => ({ key, value })),
  });
  const emptied = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let group = columns.map((): Value[] => []);
  const write = () =>
    parquet.write({
      columnData: columns.map(({ name }, index) => ({ name, data: group[index]! })),
      rowGroupSize: rowsOfGroup,
    });
  for await (const row of table.rows) {
    check(row);
    for (const [index, { type }] of columns.entries()) {
      const value = row[index];
      group[index]!.push(
        type === 'date' && !isMissing(value) ? Math.round(Date.parse(value as string) / perDay) : value,
      );
    }
    if (group[0]!.length < rowsOfGroup) continue;
    write();
    group = columns.map(() => []);
    yield emptied();
  }
  if (group[0]!.length > 0) write();
  parquet.finish();
  yield emptied();
}
