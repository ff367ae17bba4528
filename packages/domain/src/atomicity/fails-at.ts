import { toAppError } from '@halyard/database';
import type { FaultyDatabase } from '@halyard/database/testing';
import { expect } from 'vitest';

/** Calls a verb and has its n-th statement fail; says whether there were as many. */
export async function failsAt(
  n: number,
  faulty: FaultyDatabase,
  call: () => Promise<unknown>,
): Promise<boolean> {
  faulty.reset();
  faulty.failAt(n);
  const [outcome] = await Promise.allSettled([call()]);
  const isReached = faulty.statements().length >= n;
  faulty.reset();
  if (!isReached && outcome.status === 'rejected') throw outcome.reason;
  if (!isReached) return false;
  expect(outcome.status).toBe('rejected');
  const { reason } = outcome as PromiseRejectedResult;
  expect(toAppError(reason)).toMatchObject({ code: 'unavailable' });
  return true;
}
