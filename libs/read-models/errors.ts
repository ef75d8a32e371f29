/** The question cannot be answered as it was put: told apart by `code`; `field` is the parameter at fault. */
export class QueryRefused extends Error {
  readonly code: 'query.param-wrong' | 'query.cursor-wrong' | 'query.not-found';
  readonly field: string | undefined;

  constructor(code: QueryRefused['code'], message: string, field?: string) {
    super(message);
    this.name = 'QueryRefused';
    this.code = code;
    this.field = field;
  }
}

/** Another process works in the data folder. */
export class FolderLocked extends Error {
  readonly code = 'folder-locked';

  constructor(folder: string) {
    super(`The read models in ${folder} are in use by another process.`);
    this.name = 'FolderLocked';
  }
}

/** The question cannot be answered now: the view is behind what was asked for, being built, or stopped. */
export class ReadModelUnavailable extends Error {
  readonly code: 'read-model.behind' | 'read-model.building' | 'read-model.stopped';
  /** Seconds after which to try again. */
  readonly retryAfter: number;

  constructor(code: ReadModelUnavailable['code'], message: string, retryAfter: number) {
    super(message);
    this.name = 'ReadModelUnavailable';
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
