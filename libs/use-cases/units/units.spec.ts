import { administrator as by } from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';

conformance({
  noun: 'units',
  singular: 'Unit',
  text: { id: 'reception', of: 'EstablishUnit', field: 'name' },
  again: (id) => ({ do: 'EstablishUnit', id, by, body: { words: { name: 'Guidance for everybody' } } }),
  steps: [
    {
      do: 'EstablishUnit',
      id: 'reception',
      by,
      body: { parent: 'services', words: { name: 'Reception in Leppävaara' } },
    },
    { do: 'RenameUnit', id: 'reception', by, body: { words: { name: 'Reception in Matinkylä' } } },
    { do: 'SetPromise', id: 'reception', by, body: { counting: 'working', decide: 30, from: '2026-12-01' } },
    { do: 'SetReminders', id: 'reception', by, body: { moments: { decision: [-7, 0], telling: [] } } },
    { do: 'HoldPost', id: 'services', by, body: { post: 'head-of-service', account: 'anna', from: '2026-01' } },
    { do: 'CloseUnit', id: 'reception', by, body: {} },
    { do: 'SucceedUnit', id: 'services', by, body: { successor: 'housing' } },
  ],
});
