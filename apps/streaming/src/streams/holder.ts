/** Whoever a stream is for, as long as they may have it. */
export interface Holder {
  /** What its streams are counted by. */
  readonly name: string;
  /** Left out for members. */
  readonly keyId?: string;
  /** When a member's access token expires: Unix time, milliseconds. */
  readonly expiresAtMs?: number;
}
