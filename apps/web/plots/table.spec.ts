import { describe, expect, it } from '@jest/globals';
import { csvOf, type Table } from './table.ts';

const table: Table = {
  columns: [{ label: 'Ryhmä' }, { label: 'Osuus', isNumber: true }, { label: 'Joukosta', isNumber: true }],
  rows: [
    [{ text: 'Aula; "A"' }, { text: '20 %', value: 0.2 }, { text: '1 234', value: 1234 }],
    [{ text: '=1+1' }, { text: 'ei tiedossa', value: undefined }, { text: '0', value: 0 }],
  ],
};

describe('a table that is saved', () => {
  it('has the marks of Finnish and Swedish spreadsheets', () => {
    for (const lang of ['fi', 'sv'] as const)
      expect(csvOf(table, lang)).toBe('\uFEFFRyhmä;Osuus;Joukosta\r\n"Aula; ""A""";0,2;1234\r\n\'=1+1;;0\r\n');
  });

  it('has those of English ones', () => {
    expect(csvOf(table, 'en')).toBe('\uFEFFRyhmä,Osuus,Joukosta\r\n"Aula; ""A""",0.2,1234\r\n\'=1+1,,0\r\n');
  });
});
