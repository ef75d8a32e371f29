import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';

let scratch: ReturnType<typeof scratchFolder>;
let data: string[];
beforeEach(async () => {
  scratch = scratchFolder();
  data = ['--data', scratch.at('data')];
  const file = scratch.file(
    'history.ndjson',
    { source: 'slides', title: 'Diat', document: 'diat.pdf', coverage: { proposals: 'partial' } },
    { event: 'UnitEstablished', of: 'unit', words: { name: 'Yksikkö' } },
    { event: 'GroupFounded', of: 'lounge', unit: 'unit', kind: 'coDevelopment', words: { name: 'Olohuone' } },
    {
      event: 'ProposalSubmitted',
      of: 'lobby',
      id: 'submitted',
      group: 'lounge',
      kind: 'idea',
      on: '2015/2018',
      by: { role: 'clientDeveloper', group: 'lounge' },
      source: 'slides',
      reference: 'p4',
      words: { title: 'Aulaan penkki', text: 'Ensin\u001b[2J\nsitten' },
      lang: 'fi',
    },
    {
      event: 'WordsForgotten',
      of: 'lobby',
      stream: 'proposal',
      ofEvent: 'submitted',
      fields: ['title'],
      reasonCode: 'request',
    },
  );
  expect((await kierto(['import', ...data, file])).out).toContain('0 rejected');
});
afterEach(() => scratch.remove());

describe('the events of a stream', () => {
  it('are shown with both times, who did it, who wrote it down, and facts; words only by name', async () => {
    const { status, out } = await kierto(['events', ...data, 'proposal-lobby']);
    expect(status).toBe(0);
    expect(out).toContain('proposal-lobby: 2 events');
    expect(out).toMatch(/^1 {2}ProposalSubmitted, on 2015\/2018, recorded \d{4}-\d\d-\d\dT/m);
    expect(out).toMatch(/^ {3}by +clientDeveloper of group lounge; written down by import$/m);
    expect(out).toMatch(/^ {3}source +slides, p4$/m);
    expect(out).toMatch(/^ {3}unit +unit$/m);
    expect(out).toMatch(/^ {3}words +title, text \(fi\)$/m);
    expect(out).toMatch(/^2 {2}WordsForgotten, on a day not recorded/m);
    expect(out).not.toContain('penkki');
  });

  it('show words when asked, without letting them steer the terminal', async () => {
    const { out } = await kierto(['events', ...data, '--words', 'proposal-lobby']);
    expect(out).toMatch(/^ {3}text \(fi\) +Ensin\\u\{1b\}\[2J\n +sitten$/m);
  });

  it('are one JSON object a line for programs', async () => {
    const { out } = await kierto(['events', ...data, '--json', 'proposal-lobby']);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toMatchObject([
      { stream: 'proposal-lobby', version: 1, type: 'ProposalSubmitted' },
      { version: 2, type: 'WordsForgotten' },
    ]);
    expect(Object.keys(events[0])).not.toContain('words');
  });

  it('that is not there is an error', async () => {
    const { status, out, err } = await kierto(['events', ...data, 'proposal-attic']);
    expect({ status, out, err }).toEqual({ status: 1, out: '', err: 'kierto: There is no stream proposal-attic.\n' });
  });
});
