import grpc from '@grpc/grpc-js';

/** A call that ends with a status. `trailers` is what the client tells its errors apart by. */
export class Refusal extends Error {
  readonly code: grpc.status;
  readonly trailers: Readonly<Record<string, string>>;

  constructor(code: grpc.status, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details);
    this.code = code;
    this.trailers = trailers;
  }

  /** In the shape in which grpc-js takes it. */
  toStatus(): grpc.ServiceError {
    const metadata = new grpc.Metadata();
    for (const [name, value] of Object.entries(this.trailers)) metadata.set(name, value);
    return Object.assign(new Error(this.message), { code: this.code, details: this.message, metadata });
  }
}

const { status } = grpc;

export const refusals = {
  accessDenied: () => new Refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  unauthenticated: () => new Refusal(status.UNAUTHENTICATED, 'Unauthenticated'),
  streamDeleted: (stream: string) =>
    new Refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongExpectedVersion: (stream: string, expected: number, actual: number | undefined) =>
    new Refusal(status.FAILED_PRECONDITION, `Append failed due to WrongExpectedVersion. Stream: ${stream}`, {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      ...(actual !== undefined && { 'actual-version': String(actual) }),
    }),
  tooLarge: (most: number) =>
    new Refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${most} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(most),
    }),
  notLeader: (host: string, port: number) =>
    new Refusal(status.NOT_FOUND, `Leader info available: ${host}:${port}`, {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  invalidPosition: () => new Refusal(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'),
  badId: (id: string) => new Refusal(status.UNKNOWN, `Exception was thrown by handler: ${id} is not a UUID.`),
  badRequest: (details: string) => new Refusal(status.INVALID_ARGUMENT, details),
  unavailable: () => new Refusal(status.UNAVAILABLE, 'Server Is Not Ready'),
  internal: () => new Refusal(status.INTERNAL, 'Something went wrong'),
  tooSlow: () => new Refusal(status.ABORTED, 'Consumer too slow to handle event while live.'),
  shuttingDown: () => new Refusal(status.CANCELLED, 'Server is shutting down'),
};
