/**
 * Something did not leave. `temporary`: it may later, or nobody knows whether it left. `permanent`: the same again would be
 * refused again. The code says what happened, in letters, digits and dashes; it holds no address and no secret.
 */
export class DeliveryError extends Error {
  readonly kind: 'temporary' | 'permanent';
  readonly code: string;

  constructor(kind: DeliveryError['kind'], code: string, options?: ErrorOptions) {
    super(`Not delivered: ${code} (${kind}).`, options);
    this.name = 'DeliveryError';
    this.kind = kind;
    this.code = code;
  }
}
