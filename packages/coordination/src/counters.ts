/**
 * Whole numbers that all processes share, each gone after its time and then counted from 0. They
 * may start anew when their server crashes: what must last is kept elsewhere.
 */
export interface Counters {
  /** Adds and gives the new total. `expiresAt` (Unix ms) is set by the first call of a life. */
  add(name: string, amount: number, expiresAt: number): Promise<number>;
  /** Takes up to `amount` as long as the total stays within `limit`; gives how many it took. */
  take(name: string, amount: number, limit: number, expiresAt: number): Promise<number>;
}
