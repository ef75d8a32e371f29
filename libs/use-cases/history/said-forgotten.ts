import type { StoredEvent } from '#event-store';
import { keptBy, keptUnder } from './export-history.ts';

/**
 * Whether an event of the stream says, behind this one, that its words were forgotten: they themselves, or those of which they are a
 * version.
 */
export function saidForgotten(events: readonly StoredEvent[], event: StoredEvent, field: string): boolean {
  function gone(one: StoredEvent, text: string): boolean {
    const [original, under] = [keptBy(one), keptUnder(one, text)];
    const said = events.some(({ type, data, version }) => {
      if (type !== 'WordsForgotten' || version < event.version) return false;
      const { ofEvent, fields } = data as { readonly ofEvent: string; readonly fields: readonly string[] };
      return (ofEvent === original && fields.includes(under)) || (ofEvent === one.id && fields.includes(text));
    });
    if (said || original === one.id) return said;
    const version = events.find(({ id }) => id === original);
    return version?.type === 'WordsTranslated' && gone(version, under);
  }
  return gone(event, field);
}
