import { coordinator as by } from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';

conformance({
  noun: 'meetings',
  singular: 'Meeting',
  text: { id: 'thursday', of: 'HoldMeeting', field: 'summary' },
  again: (id) => ({
    do: 'PlanMeeting',
    id,
    by,
    body: { group: 'lobby', plannedFor: '2027-02-04', words: { plan: 'What we want to try' } },
  }),
  steps: [
    {
      do: 'PlanMeeting',
      id: 'thursday',
      by,
      body: {
        group: 'lobby',
        kind: 'visit',
        plannedFor: '2026-11-26',
        time: '13:00',
        words: { place: 'The red room' },
      },
    },
    {
      do: 'RequestVisit',
      id: 'thursday',
      by,
      body: { post: 'head-of-service', words: { why: 'We wait for three answers.' } },
    },
    {
      do: 'MoveMeeting',
      id: 'thursday',
      by,
      body: { plannedFor: '2026-12-03', time: '13:00', words: { reason: 'The head of service is ill.' } },
    },
    {
      do: 'HoldMeeting',
      id: 'thursday',
      by,
      body: {
        group: 'lobby',
        kind: 'visit',
        present: { clientDeveloper: 5, staffDeveloper: 2 },
        languagesInterpreted: ['so'],
        words: { guests: 'Two students of social work', summary: 'The answers were told one by one.' },
      },
    },
    { do: 'PlanMeeting', id: 'friday', by, scene: true, body: { group: 'lobby', plannedFor: '2026-12-04' } },
    { do: 'CancelMeeting', id: 'friday', by, body: { words: { reason: 'Nobody can come.' } } },
  ],
});
