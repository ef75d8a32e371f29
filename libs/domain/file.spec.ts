import { describe, expect, it } from '@jest/globals';
import * as any from './any-stream.ts';
import * as file from './file.ts';
import { acting, andThen, coordinator, given, idOf, recorded, refused } from './given.ts';
import * as group from './group.ts';

const founded = {
  type: 'GroupFounded',
  data: { kind: 'coDevelopment', unit: 'social' },
  words: { name: '#', description: '#' },
};
const voice = { type: 'VoiceRecorded', data: {}, words: { quotation: '#' } };
const leaflet = {
  type: 'FileAttached',
  data: { kind: 'draft', size: 9, ofEvent: idOf(2) },
  words: { name: '#', content: '#' },
};

const mine = acting(coordinator);
const stream = given(group, founded, voice, leaflet);
const draft = { kind: 'draft', size: 1200, words: { name: 'Leaflet', content: '…' } } as const;
const photo = { ...draft, kind: 'photo' } as const;
const second = { ...draft, ofEvent: idOf(2), replaces: idOf(3) } as const;

describe('a file', () => {
  it('is attached, to the stream or to an event of it', () => {
    expect(file.attachFile(draft, stream, mine)).toEqual(recorded('FileAttached', draft));
    expect(file.attachFile({ ...draft, ofEvent: idOf(2) }, stream, mine)).toHaveLength(1);
  });

  it('that is a photo says in words what it shows', () => {
    const described = { ...photo, words: { ...photo.words, description: 'The lobby, with a bench.' } };
    expect(file.attachFile(described, stream, mine)).toEqual(recorded('FileAttached', described));
  });

  it('replaces the newest version of one, and what took its place in error does not count', () => {
    const events = file.attachFile(second, stream, mine);
    expect(events).toEqual(recorded('FileAttached', second));
    const replaced = andThen(group, stream, events);
    expect(refused(() => file.attachFile(second, replaced, mine))).toBe('file.replaced-already');
    const slip = any.recordInError({ ofEvent: idOf(4), words: { why: 'The wrong one' } }, replaced, mine);
    expect(file.attachFile(second, andThen(group, replaced, slip), mine)).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    ['stream.unknown', 'there is nothing to attach it to', () => file.attachFile(draft, given(group), mine)],
    ['event.unknown', 'the event is not there', () => file.attachFile({ ...draft, ofEvent: idOf(9) }, stream, mine)],
    ['file.name-missing', 'it has no name', () => file.attachFile({ ...draft, words: { content: '…' } }, stream, mine)],
    ['file.description-missing', 'nobody says what the photo shows', () => file.attachFile(photo, stream, mine)],
    ['file.empty', 'it holds nothing', () => file.attachFile({ ...draft, words: { name: 'x' } }, stream, mine)],
    ['file.empty', 'it has no size', () => file.attachFile({ ...draft, size: 0 }, stream, mine)],
    [
      'file.replaces-nothing',
      'what it replaces is no file',
      () => file.attachFile({ ...draft, replaces: idOf(2) }, stream, mine),
    ],
    [
      'file.version-elsewhere',
      'it belongs to something else than what it replaces',
      () => file.attachFile({ ...draft, replaces: idOf(3) }, stream, mine),
    ],
    [
      'file.version-elsewhere',
      'it is of another kind than what it replaces',
      () => file.attachFile({ ...second, kind: 'report' }, stream, mine),
    ],
    ['date.in-future', 'it is attached tomorrow', () => file.attachFile(draft, stream, { ...mine, on: '2026-03-11' })],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});
