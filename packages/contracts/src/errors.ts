/** Error code → HTTP status. Codes are part of the API: they never change their meaning. */
export const errorStatus = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  /** A key of another kind is needed. */
  key_kind_not_allowed: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  /** Somebody else changed it since it was read. */
  version_conflict: 409,
  /** Several flags have the key. */
  ambiguous_key: 409,
  /** It was sent before, with another request. */
  idempotency_key_reused: 409,
  /** Something depends on it. */
  in_use: 409,
  /** An environment would be left without rules and without a percentage. */
  would_open_to_everyone: 409,
  payload_too_large: 413,
  rate_limited: 429,
  /** The month's evaluations are used up, and a tenth more. */
  plan_limit_exceeded: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** One thing wrong with an input: the field's path and what was expected there, never its value. */
export interface ErrorDetail {
  field: string;
  expected: string;
}

/** The error every service throws and every edge turns into an answer. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[] | undefined;
  /** What the answer's headers say of it, by name in lower case: `retry-after`, `allow` … */
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    details?: readonly ErrorDetail[],
    headers?: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  /** HTTP status of the code. */
  get status(): number {
    return errorStatus[this.code];
  }
}

/** The error of what the caller's role is not for. */
export const roleForbids = (): AppError =>
  new AppError('forbidden', 'Your role does not allow this.');
