import { administrator, coordinator as by } from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';

const id = 'lobby';

conformance({
  noun: 'groups',
  singular: 'Group',
  text: { id, of: 'RecordVoice', field: 'quotation' },
  again: (id) => ({
    do: 'FoundGroup',
    id,
    by: administrator,
    body: { kind: 'clientPanel', unit: 'services', words: { name: 'A panel of clients' } },
  }),
  steps: [
    {
      do: 'FoundGroup',
      id: 'heirs',
      by: administrator,
      body: {
        kind: 'smallGroup',
        unit: 'services',
        parent: id,
        composition: { clientDeveloper: [5, 8] },
        words: { name: 'The heirs of the lobby', partners: 'The parish next door' },
      },
    },
    { do: 'DescribeGroup', id, by, body: { methods: ['playback'], words: { description: 'We meet on Thursdays.' } } },
    { do: 'JoinGroup', id, by, body: { member: 'client-2', role: 'expertByExperience', name: 'Aino Kaukomieli' } },
    { do: 'GiveConsent', id, by, body: { member: 'client-2', to: ['quotation', 'photo'], how: 'oneself' } },
    { do: 'WithdrawConsent', id, by, body: { member: 'client-2', to: ['photo'] } },
    { do: 'LeaveGroup', id, by, body: { member: 'client-2', wantsToBeTold: true } },
    { do: 'ForgetPerson', id, by, body: { member: 'client-2', reasonCode: 'request' } },
    {
      do: 'PlanSeason',
      id,
      by,
      body: { season: 's-1', from: '2026-09', to: '2027-05', words: { plan: 'Visits first.' } },
    },
    {
      do: 'ReviseSeason',
      id,
      by,
      body: { season: 's-1', hoursPromised: 120, words: { plan: 'Trials first, visits then.' } },
    },
    { do: 'ReviewSeason', id, by, body: { season: 's-1', words: { whatClientsLearnt: 'To say no to a form.' } } },
    {
      do: 'RecordActivity',
      id,
      by,
      body: { kind: 'serviceCafe', words: { what: 'Coffee in the hall of the office' } },
    },
    { do: 'RecordWorkTime', id, by, body: { month: '2026-10', hours: { running: 12.5 } } },
    {
      do: 'RecordVoice',
      id,
      by,
      body: { role: 'clientDeveloper', words: { quotation: 'Somebody listened to the end.' } },
    },
    {
      do: 'GiveConsent',
      id,
      by,
      scene: true,
      body: (event) => ({ voice: event('RecordVoice'), to: ['quotation'], how: 'oneself' }),
    },
    { do: 'RecordGroupLedTo', id, by, body: { kind: 'product', words: { what: 'A game about queueing' } } },
    { do: 'IssueLink', id, by, body: { link: 'link-1', expires: '2027-06-30' } },
    { do: 'RevokeLink', id, by, body: { link: 'link-1' } },
    { do: 'EndGroup', id: 'heirs', by: administrator, body: {} },
    {
      do: 'FoundGroup',
      id: 'followers',
      by: administrator,
      scene: true,
      body: { kind: 'coDevelopment', unit: 'services', words: { name: 'Those who follow' } },
    },
    { do: 'SucceedGroup', id, by: administrator, body: { successor: 'followers' } },
  ],
});
