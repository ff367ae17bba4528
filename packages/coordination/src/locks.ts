/** Mutual exclusion between processes, for short work. */
export interface Locks {
  /**
   * Waits for the lock, then works. It is free when the work ends or its holder dies. The signal
   * aborts when the lock was lost on the way. Work under a lock takes no other lock.
   */
  withLock<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}
