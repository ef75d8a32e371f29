/** One place of a request that is at fault; `pointer` is a JSON pointer into the body. */
export interface RequestFault {
  readonly pointer: string;
  readonly detail: string;
}

export type RequestErrorCode =
  | 'request.header'
  | 'request.parameter'
  | 'request.body'
  | 'request.too-large'
  | 'request.media-type'
  | 'request.unreadable'
  | 'route.unknown'
  | 'not-found'
  | 'words.not-for-you'
  | 'admin.token-missing'
  | 'live.too-many'
  | 'server.starting';

/** A request that is wrong before any rule of the domain is asked. Its sentence repeats nothing that stood in a body. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;
  readonly faults: readonly RequestFault[];

  constructor(code: RequestErrorCode, sentence: string, faults: readonly RequestFault[] = []) {
    super(sentence);
    this.name = 'RequestError';
    this.code = code;
    this.faults = faults;
  }
}
