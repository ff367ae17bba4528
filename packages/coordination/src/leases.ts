/** Rights that one holder at a time has, until they expire. */
export interface Leases {
  /** Gives `undefined` while somebody has it, the caller included. */
  acquire(name: string, ttlMs: number): Promise<Lease | undefined>;
}

export interface Lease {
  /** Grows each time the lease changes hands: who is shown a greater one refuses this one. */
  token: number;
  /** Makes it last its full time from now; false when it expired, for then it is lost. */
  renew(): Promise<boolean>;
  /** Lets the next holder in at once; does nothing when it was lost. */
  release(): Promise<void>;
}
