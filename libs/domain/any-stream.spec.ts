import { describe, expect, it } from '@jest/globals';
import * as any from './any-stream.ts';
import { acting, andThen, coordinator, given, head, idOf, recorded, refused } from './given.ts';
import * as group from './group.ts';

const founded = {
  type: 'GroupFounded',
  data: { kind: 'coDevelopment', unit: 'social' },
  words: { name: '#', description: '#' },
};
const voice = { type: 'VoiceRecorded', data: {}, words: { quotation: '#' } };
const photo = { type: 'FileAttached', data: { kind: 'photo', size: 9 }, words: { name: '#', content: '#' } };
const slip = { type: 'RecordedInError', data: { ofEvent: idOf(2) }, words: { why: '#' } };
const forgot = { type: 'WordsForgotten', data: { ofEvent: idOf(2), fields: ['quotation'], reasonCode: 'request' } };
const published = { type: 'Published', data: { ofEvent: idOf(1), fields: ['name'], side: 'group' } };

const mine = acting(coordinator);
const stream = given(group, founded, voice, photo);

describe('an event recorded in error', () => {
  const input = { ofEvent: idOf(2), words: { why: 'Said by another group' } };

  it('is said to be so, once; the state is what it would be without it', () => {
    const events = any.recordInError(input, stream, mine);
    expect(events).toEqual(recorded('RecordedInError', input));
    const mended = andThen(group, stream, events);
    expect(mended.events).toHaveLength(4);
    expect(mended.state).toEqual(given(group, founded, photo).state);
    expect(any.recordInError(input, mended, mine)).toEqual([]);
  });

  it.each<[string, string, () => unknown]>([
    [
      'event.unknown',
      'it is not of this stream',
      () => any.recordInError({ ...input, ofEvent: idOf(9) }, stream, mine),
    ],
    ['error.first-event', 'it began the stream', () => any.recordInError({ ...input, ofEvent: idOf(1) }, stream, mine)],
    [
      'error.of-error',
      'it is itself a correction',
      () => any.recordInError({ ...input, ofEvent: idOf(3) }, given(group, founded, voice, slip), mine),
    ],
    ['error.why-missing', 'nobody says why', () => any.recordInError({ ofEvent: idOf(2) }, stream, mine)],
    ['date.in-future', 'it is said tomorrow', () => any.recordInError(input, stream, { ...mine, on: '2026-03-11' })],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

describe('words', () => {
  const forgetting = { ofEvent: idOf(2), fields: ['quotation'], reasonCode: 'request' } as const;
  const sami = { ofEvent: idOf(1), field: 'name', language: 'se', madeBy: 'translator', words: { text: '#' } } as const;

  it('are forgotten once, for good', () => {
    const events = any.forgetWords(forgetting, stream, mine);
    expect(events).toEqual(recorded('WordsForgotten', forgetting));
    const without = andThen(group, stream, events);
    expect(any.forgottenFields(without, idOf(2))).toEqual(new Set(['quotation']));
    expect(any.forgetWords(forgetting, without, mine)).toEqual([]);
    const both = { ...forgetting, ofEvent: idOf(1), fields: ['name', 'description'] };
    expect(any.forgetWords(both, stream, mine)).toHaveLength(1);
    const undone = { type: 'RecordedInError', data: { ofEvent: idOf(4) } };
    expect(any.forgottenFields(given(group, founded, voice, photo, forgot, undone), idOf(2)).size).toBe(1);
  });

  it('have versions that go with them, or are forgotten alone', () => {
    const cleaned = { ...sami, ofEvent: idOf(2), field: 'quotation', madeBy: 'cleaned' } as const;
    const versions = andThen(group, stream, any.translateWords(cleaned, stream, mine));
    const one = { ...forgetting, ofEvent: idOf(4), fields: ['text'] };
    const oneLess = andThen(group, versions, any.forgetWords(one, versions, mine));
    expect([any.forgottenFields(oneLess, idOf(4)), any.forgottenFields(oneLess, idOf(2))]).toEqual([
      new Set(['text']),
      new Set(),
    ]);
    expect(any.forgetWords(one, oneLess, mine)).toEqual([]);
    const none = andThen(group, versions, any.forgetWords(forgetting, versions, mine));
    expect(any.forgottenFields(none, idOf(4))).toEqual(new Set(['text']));
    expect(any.forgetWords(one, none, mine)).toEqual([]);
  });

  it('have a cleaned text in their place, which can be forgotten like them', () => {
    const cleaned = { ...sami, ofEvent: idOf(2), field: 'quotation', madeBy: 'cleaned' } as const;
    const before = given(group, founded, voice, photo, forgot);
    const after = andThen(group, before, any.translateWords(cleaned, before, mine));
    expect(any.forgottenFields(after, idOf(2)).size).toBe(0);
    expect(any.translateWords({ ...cleaned, madeBy: 'machine' }, after, mine)).toHaveLength(1);
    expect(any.forgetWords(forgetting, after, mine)).toHaveLength(1);
    const one = { ...forgetting, ofEvent: idOf(5), fields: ['text'] };
    const again = andThen(group, after, any.forgetWords(one, after, mine));
    expect(any.forgottenFields(again, idOf(2))).toEqual(new Set(['quotation']));
  });

  it('are translated, or cleaned, as often as somebody does', () => {
    expect(any.translateWords(sami, stream, mine)).toEqual(recorded('WordsTranslated', sami));
    const twice = andThen(group, stream, any.translateWords(sami, stream, mine));
    expect(any.translateWords(sami, twice, mine)).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    [
      'event.unknown',
      'the event is not there',
      () => any.forgetWords({ ...forgetting, ofEvent: idOf(9) }, stream, mine),
    ],
    ['words.none-named', 'no text is named', () => any.forgetWords({ ...forgetting, fields: [] }, stream, mine)],
    [
      'words.unknown',
      'there is no such text',
      () => any.forgetWords({ ...forgetting, fields: ['name'] }, stream, mine),
    ],
    [
      'words.unknown',
      'what is translated is not there',
      () => any.translateWords({ ...sami, field: 'toString' }, stream, mine),
    ],
    ['words.text-missing', 'there is no translation', () => any.translateWords({ ...sami, words: {} }, stream, mine)],
    [
      'words.only-a-file',
      'it is the content of a file',
      () => any.translateWords({ ...sami, ofEvent: idOf(3), field: 'content' }, stream, mine),
    ],
    [
      'words.only-a-version',
      'what is translated is a translation',
      () => {
        const twice = andThen(group, stream, any.translateWords(sami, stream, mine));
        return any.translateWords({ ...sami, ofEvent: idOf(4), field: 'text' }, twice, mine);
      },
    ],
    [
      'words.forgotten',
      'what is translated was forgotten',
      () =>
        any.translateWords(
          { ...sami, ofEvent: idOf(2), field: 'quotation' },
          given(group, founded, voice, forgot),
          mine,
        ),
    ],
  ])('are refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

describe('publishing', () => {
  const input = { ofEvent: idOf(1), fields: ['name'], side: 'group' } as const;
  const none = { ...mine, consents: new Set<string>() };
  const quoting = { ...input, ofEvent: idOf(2), fields: ['quotation'] };
  const showing = { ...input, ofEvent: idOf(3), fields: ['content'] };

  it('is agreed to by each side for itself, and can be taken back', () => {
    const events = any.publish(input, stream, none);
    expect(events).toEqual(recorded('Published', input));
    const out = andThen(group, stream, events);
    expect(any.publishedFields(out, idOf(1), 'group')).toEqual(new Set(['name']));
    expect(any.publishedFields(out, idOf(1), 'management')).toEqual(new Set());
    expect(any.publish(input, out, none)).toEqual([]);
    expect(any.publish({ ...input, side: 'management' }, out, { ...acting(head), consents: new Set() })).toHaveLength(
      1,
    );
    const back = any.unpublish(input, out, mine);
    expect(back).toEqual(recorded('Unpublished', input));
    const hidden = andThen(group, out, back);
    expect(any.publishedFields(hidden, idOf(1), 'group')).toEqual(new Set());
    expect(any.unpublish(input, hidden, mine)).toEqual([]);
  });

  it('of words that are forgotten ends, and what takes their place is published anew', () => {
    const forgotten = { type: 'WordsForgotten', data: { ...forgot.data, ofEvent: idOf(1), fields: ['name'] } };
    const after = given(group, founded, voice, photo, published, forgotten);
    expect(any.publishedFields(after, idOf(1), 'group').size).toBe(0);
  });

  it('of a voice ends with the consent to it, and begins anew with a new one', () => {
    const consenting = { ...mine, consents: new Set(['quotation']) };
    const quoted = andThen(group, stream, any.publish(quoting, stream, consenting));
    expect(any.publish(quoting, quoted, consenting)).toEqual([]);
    const withdrawn = { type: 'ConsentWithdrawn', data: { voice: idOf(2), to: ['quotation'] } };
    const other = { type: 'ConsentWithdrawn', data: { voice: idOf(2), to: ['research'] } };
    const quotation = { type: 'Published', data: quoting };
    const closed = given(group, founded, voice, photo, quotation, withdrawn);
    expect(any.publishedFields(closed, idOf(2), 'group').size).toBe(0);
    expect(any.publish(quoting, closed, consenting)).toHaveLength(1);
    const open = given(group, founded, voice, photo, quotation, other);
    expect(any.publishedFields(open, idOf(2), 'group').size).toBe(1);
  });

  it('of a photo is agreed to anew as often as somebody does, because its consents lie elsewhere', () => {
    const consenting = { ...mine, consents: new Set(['photo']) };
    const shown = andThen(group, stream, any.publish(showing, stream, consenting));
    expect(any.publish(showing, shown, consenting)).toHaveLength(1);
  });

  it('in error is no publishing', () => {
    const error = { type: 'RecordedInError', data: { ofEvent: idOf(2) } };
    expect(any.publishedFields(given(group, founded, published, error), idOf(1), 'group')).toEqual(new Set());
  });

  it('of a voice or a photo needs the consent of those it shows', () => {
    expect(any.publish(quoting, stream, { ...mine, consents: new Set(['quotation']) })).toHaveLength(1);
    expect(any.publish(showing, stream, { ...mine, consents: new Set(['photo']) })).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    ['publishing.without-consent', 'a voice did not consent', () => any.publish(quoting, stream, none)],
    [
      'publishing.without-consent',
      'those in a photo did not consent',
      () => any.publish(showing, stream, { ...mine, consents: new Set(['quotation']) }),
    ],
    [
      'publishing.other-side',
      'the group speaks for management',
      () => any.publish({ ...input, side: 'management' }, stream, none),
    ],
    ['publishing.other-side', 'management takes back for the group', () => any.unpublish(input, stream, acting(head))],
    ['words.unknown', 'there is no such text', () => any.publish({ ...input, fields: ['title'] }, stream, none)],
    ['words.none-named', 'no text is named', () => any.unpublish({ ...input, fields: [] }, stream, mine)],
    ['event.unknown', 'the event is not there', () => any.publish({ ...input, ofEvent: idOf(9) }, stream, none)],
    [
      'words.forgotten',
      'the words were forgotten',
      () => any.publish(quoting, given(group, founded, voice, forgot), { ...mine, consents: new Set(['quotation']) }),
    ],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});
