import { describe, expect, it } from '@jest/globals';
import { citation, madeUp } from '../../test/open-data-table.ts';
import { dataPackage, tableSchema } from './table-schema.ts';

const table = madeUp([]);
const fieldsOf = (schema: object) => (schema as { fields: Record<string, unknown>[] }).fields;

describe('the schema of a table', () => {
  it('says of each column what it is, what there can be and what an empty cell means', () => {
    const fields = fieldsOf(tableSchema(table));
    expect(fields.map(({ name, type }) => [name, type])).toEqual(table.columns.map(({ name, type }) => [name, type]));
    expect(fields[0]).toEqual({
      name: 'id',
      type: 'string',
      title: 'Id',
      description: 'Which one it is.',
      constraints: { required: true, unique: true },
    });
    expect(fields[1]).toMatchObject({
      constraints: { enum: ['accepted', 'rejected'] },
      categories: [
        { value: 'accepted', label: 'yes' },
        { value: 'rejected', label: 'no' },
      ],
      missingValues: [{ value: '', label: 'not recorded' }],
    });
    expect(fields[7]).toMatchObject({ missingValues: [{ value: '', label: 'nothing was said' }] });
  });

  it('names the decimal comma where there is one', () => {
    expect(fieldsOf(tableSchema(table))[3]).not.toHaveProperty('decimalChar');
    expect(fieldsOf(tableSchema(table, 'excel'))[3]).toMatchObject({ type: 'number', decimalChar: ',' });
  });
});

describe('the descriptor of a package', () => {
  const described = dataPackage({
    name: 'made-up',
    description: 'Rows.',
    citation,
    licence: { name: 'CC-BY-4.0' },
    resources: [
      { name: 'made-up', path: 'https://kierto.example/a.csv', format: 'csv', table },
      { name: 'made-up-excel', path: 'https://kierto.example/b.csv', format: 'csv', table, dialect: 'excel' },
      { name: 'made-up-parquet', path: 'https://kierto.example/c.parquet', format: 'parquet', table },
    ],
  }) as { resources: object[] };

  it('says how each file is written', () => {
    expect(described.resources).toMatchObject([
      { format: 'csv', mediatype: 'text/csv', encoding: 'utf-8', dialect: { delimiter: ',', lineTerminator: '\n' } },
      { dialect: { delimiter: ';', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true } },
      { format: 'parquet', mediatype: 'application/vnd.apache.parquet' },
    ]);
    expect(described.resources[2]).not.toHaveProperty('dialect');
  });

  it('says under which licence, how to cite it and where the log ended', () => {
    expect(described).toMatchObject({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'made-up',
      licenses: [{ name: 'CC-BY-4.0' }],
      log: { position: '1234', event: citation.event, store: citation.store },
      as: { on: '2026-06-30', knownOn: '2026-07-31' },
      citation: expect.stringContaining('position 1234'),
    });
  });

  it('names no licence that nobody gave', () => {
    expect(dataPackage({ name: 'a', description: 'b', citation, resources: [] })).not.toHaveProperty('licenses');
  });
});
