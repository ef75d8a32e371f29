/** Nobody has signed in, and this is not for everybody. */
export class SignInNeeded extends Error {
  readonly code = 'sign-in.needed';

  constructor() {
    super('Sign in first.');
    this.name = 'SignInNeeded';
  }
}

/** Whoever asks has none of the capacities in which this may be done; the sentence says who may. */
export class PermissionDenied extends Error {
  readonly code = 'permission.denied';

  constructor(sentence: string) {
    super(sentence);
    this.name = 'PermissionDenied';
  }
}

/** Somebody may do this in several capacities of one kind, and has not said in which. */
export class PermissionSeveral extends Error {
  readonly code = 'permission.several';
  /** What they are called, to choose from. */
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    super(`Say in which capacity you do this: ${names.join(', ')}.`);
    this.name = 'PermissionSeveral';
    this.names = names;
  }
}
