import { hash } from 'node:crypto';
import createCalendar, { ICalEventTransparency } from 'ical-generator';
import type { WaitedFor } from '#domain';
import { type Language, type Say, sayIn } from '#i18n';

/** What is due on one day from one side. */
export interface CalendarEntry {
  /** `2026-12-01` */
  readonly on: string;
  readonly what: WaitedFor;
  readonly side: 'management' | 'group';
  readonly overdue: boolean;
  /** `proposal-afternoons` */
  readonly streams: readonly string[];
}

export interface CalendarOf {
  readonly kind: 'post' | 'unit' | 'group' | 'account';
  readonly id: string;
}

/** Links in the text of one entry; more would be read by nobody. */
const mostLinks = 10;
const anHour = 3_600;
const refresh = 6 * anHour;

/**
 * A calendar (RFC 5545) of days on which something is due, for other programs to subscribe to: what and how many, and links;
 * no word of anybody. The same entries on the same day give the same text.
 */
export function calendarText(
  of: CalendarOf,
  entries: readonly CalendarEntry[],
  { lang, baseUrl, today }: { readonly lang: Language; readonly baseUrl: string | undefined; readonly today: string },
): string {
  const say = sayIn(lang);
  const calendar = createCalendar({
    name: nameOf(of, say),
    prodId: { company: 'Kierto', product: 'Kierto', language: lang.toUpperCase() },
    ttl: refresh,
  });
  for (const { on, what, side, overdue, streams } of entries) {
    const called = say(`owed.${what}`);
    const counted = streams.length === 1 ? called : `${called} (${streams.length})`;
    const links = baseUrl === undefined ? [] : streams.slice(0, mostLinks).map((stream) => linkTo(baseUrl, stream));
    const more = links.length > 0 ? streams.length - links.length : 0;
    calendar.createEvent({
      id: `${hash('sha256', [of.kind, of.id, on, what, side].join(' ')).slice(0, 32)}@kierto`,
      // One instant a day, so that the text changes only when something has.
      stamp: `${today}T00:00:00Z`,
      start: `${on}T00:00:00Z`,
      allDay: true,
      summary: say(overdue ? 'calendar.overdue' : 'calendar.due', { what: counted }),
      description: [
        say('calendar.turn', { whose: say(`turn.${side}`) }),
        ...links,
        ...(more > 0 ? [say('calendar.more', { count: more })] : []),
      ].join('\n'),
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(links.length === 1 && { url: links[0]! }),
    });
  }
  // The last line ends like all others.
  return `${calendar.toString()}\r\n`;
}

const nameOf = ({ kind, id }: CalendarOf, say: Say): string =>
  kind === 'account' ? say('calendar.name.account') : say(`calendar.name.${kind}`, { of: id });

function linkTo(baseUrl: string, stream: string): string {
  const cut = stream.indexOf('-');
  return `${baseUrl}/${stream.slice(0, cut)}s/${stream.slice(cut + 1)}`;
}
