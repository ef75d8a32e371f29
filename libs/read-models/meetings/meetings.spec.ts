import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { coordinator, LogAndReads, management } from '../../../test/log-and-reads.ts';

describe('a meeting', () => {
  let log: LogAndReads;
  beforeEach(async () => {
    log = await LogAndReads.open();
    await log.happened('unit-services', 'UnitEstablished', {}, { words: { name: 'Services' } });
    await log.happened(
      'group-lobby',
      'GroupFounded',
      { kind: 'coDevelopment', unit: 'services' },
      { words: { name: 'Lobby' } },
    );
  });
  afterEach(() => log.close());

  it('is planned, moved, cancelled or held', async () => {
    await log.happened(
      'meeting-1',
      'MeetingPlanned',
      { group: 'lobby', plannedFor: '2026-03-01', time: '13:00' },
      { words: { place: 'The library' } },
    );
    await log.happened('meeting-1', 'VisitRequested', { post: 'head' }, { words: { why: 'To hear us.' } });
    await log.happened('meeting-1', 'MeetingMoved', { plannedFor: '2026-03-08' });
    await log.happened('meeting-2', 'MeetingPlanned', { group: 'lobby', plannedFor: '2026-03-15' });
    await log.happened('meeting-2', 'MeetingCancelled', {}, { words: { reason: 'Snow.' } });
    expect(await log.ask('ListMeetings', { group: 'lobby', from: '2026-03-02', to: '2026-03-08' })).toMatchObject({
      items: [
        {
          id: '1',
          state: 'planned',
          plannedFor: '2026-03-08',
          time: '13:00',
          timesMoved: 1,
          place: { text: 'The library' },
          visits: [{ post: 'head', why: { text: 'To hear us.' } }],
        },
      ],
    });
    const held = await log.happened(
      'meeting-1',
      'MeetingHeld',
      { group: 'lobby', kind: 'visit', present: { clientDeveloper: 4 } },
      { on: '2026-03-08', words: { summary: 'Much was said.' } },
    );
    expect(await log.ask('GetMeeting', { id: '1' }, coordinator)).toMatchObject({
      version: 4,
      state: 'held',
      kind: 'visit',
      heldOn: '2026-03-08',
      present: { byRole: { clientDeveloper: 4 }, total: 4 },
      summary: { text: 'Much was said.' },
    });
    expect(await log.ask('GetMeeting', { id: '1' }, management)).toMatchObject({ present: { withheld: true } });
    await log.happened('meeting-1', 'RecordedInError', { ofEvent: held.id });
    expect(await log.ask('GetMeeting', { id: '1' })).toMatchObject({ version: 5, state: 'planned', summary: null });
    expect(await log.ask('ListMeetings', { state: 'cancelled' })).toMatchObject({
      items: [{ id: '2', reason: { text: 'Snow.' } }],
    });
  });
});
