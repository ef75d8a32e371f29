import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord } from './log.ts';
import { refusals } from './refusal.ts';

/** Which events a reader of `$all` wants, and after how many that it was spared it hears how far the server has come. */
export interface Filter {
  /** Looks at the event as it lies in the log: a link is judged as a link. */
  accepts(record: LogRecord): boolean;
  /** Events considered from one checkpoint to the next. */
  readonly checkpointInterval: number;
}

const defaultSearchWindow = 32;

/** @throws Refusal when the filter cannot be understood. */
export function filterOf(options: ReadReq.Options): Filter | undefined {
  const filter = options.getFilter();
  if (!filter) return undefined;
  const multiplier = filter.getCheckpointintervalmultiplier();
  if (multiplier < 1) throw refusals.badRequest('The checkpoint interval multiplier must be 1 or more.');
  const window = filter.hasMax() ? filter.getMax() : defaultSearchWindow;
  const onStream = filter.getStreamIdentifier();
  const expression = onStream ?? filter.getEventType();
  if (!expression) throw refusals.badRequest('A filter is on stream names or on event types.');
  const accepts = textFilter(expression);
  return {
    accepts: (record) => accepts(onStream ? record.stream : record.type),
    checkpointInterval: window * multiplier,
  };
}

/** A server reads the expression as .NET does; the double as JavaScript does. An empty list of prefixes accepts nothing. */
function textFilter(expression: ReadReq.Options.FilterOptions.Expression): (text: string) => boolean {
  const pattern = expression.getRegex();
  if (pattern !== '') {
    const regex = new RegExp(pattern, 'u');
    return (text) => regex.test(text);
  }
  const prefixes = expression.getPrefixList();
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
}
