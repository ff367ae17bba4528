import { AppError, type ChangedFlags } from '@halyard/contracts';

import type { MemberDeps } from '../member-deps.ts';

type Result = ChangedFlags['results'][number];

/** What a flag's change came to; without a version where it was none. */
export type Outcome = Pick<Result, 'status' | 'version'>;

/**
 * Does something to flags, one after the other, each in its own transaction, and says what became of
 * each: one that fails is no reason not to go on, but the database's absence is.
 */
export async function oneByOne<T>(
  { log }: Pick<MemberDeps, 'log'>,
  flags: readonly T[],
  nameOf: (flag: T) => string,
  change: (flag: T) => Promise<Outcome>,
): Promise<ChangedFlags> {
  const results: Result[] = [];
  let end: Pick<Result, 'error' | 'message'> | undefined;
  for (const flag of flags) {
    const name = nameOf(flag);
    const result: Result = end
      ? { flag: name, status: 'failed', ...end }
      : await attempt(name, () => change(flag), log);
    results.push(result);
    if (result.error === 'unavailable') end = { error: result.error, message: 'It was not tried.' };
  }
  const count = (status: Result['status']): number =>
    results.filter((result) => result.status === status).length;
  return {
    results,
    changed: count('changed'),
    unchanged: count('unchanged'),
    failed: count('failed'),
  };
}

async function attempt(
  flag: string,
  change: () => Promise<Outcome>,
  log: MemberDeps['log'],
): Promise<Result> {
  try {
    return { flag, ...(await change()) };
  } catch (error) {
    const { code, message } = error instanceof AppError ? error : hide(error, log);
    return { flag, status: 'failed', error: code, message };
  }
}

function hide(error: unknown, log: MemberDeps['log']): AppError {
  log.error({ err: error }, 'one of many changes failed');
  return new AppError('internal_error', 'Something went wrong on our side.');
}
