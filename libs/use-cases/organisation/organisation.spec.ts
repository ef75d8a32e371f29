import { administrator } from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';

const by = administrator;
const id = 'main';

conformance({
  noun: 'organisation',
  singular: 'Organisation',
  text: { id, of: 'NameTheme', field: 'label' },
  again: () => ({ do: 'NameTheme', id, by, body: { code: 'housing', words: { label: 'Having a home of one’s own' } } }),
  steps: [
    { do: 'NameTheme', id, by, body: { code: 'phone-hours', words: { label: 'When one may ring' } } },
    { do: 'NameMethod', id, by, body: { code: 'playback', words: { label: 'Playback theatre' } } },
    { do: 'NameProgramme', id, by, body: { code: 'sosku', words: { label: 'The SOSKU project' } } },
    {
      do: 'NamePost',
      id,
      by,
      body: { code: 'specialist', unit: 'services', words: { label: 'Specialist of participation' } },
    },
    { do: 'SetHolidays', id, by, body: { year: 2027, days: ['2027-01-01', '2027-01-06'] } },
    { do: 'ChangePreset', id, by, body: { daysToTell: 21 } },
    {
      do: 'RegisterSource',
      id,
      by,
      body: {
        sourceId: 'slides',
        coverage: { groups: 'partial' },
        words: { title: 'Slides of ten groups', document: 'Shown in the spring of 2023' },
      },
    },
    {
      do: 'RegisterWebhook',
      id,
      by,
      body: {
        webhook: 'register',
        types: ['proposal.decided'],
        secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
        words: { url: 'https://receiver.example/that-nobody-else-knows' },
      },
    },
    {
      do: 'RotateWebhookSecret',
      id,
      by,
      body: { webhook: 'register', secret: `whsec_${Buffer.alloc(32, 8).toString('base64')}` },
    },
    { do: 'RemoveWebhook', id, by, body: { webhook: 'register' } },
  ],
});
