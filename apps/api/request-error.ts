/** One place of a request that is at fault; `pointer` is a JSON pointer into the body. */
export interface RequestFault {
  readonly pointer: string;
  readonly detail: string;
}

export type RequestErrorCode =
  | 'request.header'
  | 'request.parameter'
  | 'request.body'
  | 'web.not-built'
  | 'request.too-large'
  | 'request.media-type'
  | 'request.unreadable'
  | 'request.headers-too-large'
  | 'request.too-slow'
  | 'request.expectation'
  | 'request.cross-site'
  | 'request.too-many'
  | 'route.unknown'
  | 'not-found'
  | 'sign-in.needed'
  | 'access.not-recorded'
  | 'live.too-many'
  | 'upload.unknown'
  | 'upload.offset'
  | 'upload.version'
  | 'upload.too-large'
  | 'server.starting';

const mostFaults = 50;
/** What a field might be called. Anything else that stands in the place of a name may be what somebody wanted to say. */
const name = /^[A-Za-z_][A-Za-z0-9_-]{0,39}$|^\d{1,6}$/;

/** The fault without what a body put in the place of a field's name: then it is the one around it that holds something wrong. */
function shown(fault: RequestFault): RequestFault {
  const segments = fault.pointer.split('/').slice(1);
  const strange = segments.findIndex((segment) => !name.test(segment));
  if (strange < 0) return fault;
  const pointer = segments.slice(0, strange).map((segment) => `/${segment}`);
  return { pointer: pointer.join(''), detail: 'holds something that is not a field' };
}

/** A request that is wrong before any rule of the domain is asked. Its sentence repeats nothing that stood in a body. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;
  readonly faults: readonly RequestFault[];
  /** Seconds after which to come back, where that can help. */
  readonly retryAfter?: number;

  constructor(
    code: RequestErrorCode,
    sentence: string,
    faults: readonly RequestFault[] = [],
    retryAfter: number | undefined = undefined,
  ) {
    super(sentence);
    this.name = 'RequestError';
    this.code = code;
    // As many as can help somebody; a body may have thousands.
    this.faults = faults.slice(0, mostFaults).map(shown);
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}
