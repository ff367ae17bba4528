import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { putBack } from './put-back.ts';

const never = new Promise<void>(() => undefined);
const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
const refused = Object.assign(new Error('The job is not in the active state.'), { code: -3 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails so in turn, then succeeds. */
function createJob(...failures: Error[]) {
  const moveToDelayed = vi.fn<() => Promise<void>>(async () => {
    const failure = failures.shift();
    if (failure) throw failure;
  });
  return { moveToDelayed };
}

async function run(job: ReturnType<typeof createJob>, closed: Promise<void>): Promise<Error[]> {
  const errors: Error[] = [];
  const done = putBack(job, 'token', { closed, onError: (error) => errors.push(error) });
  await vi.runAllTimersAsync();
  await done;
  return errors;
}

test('a job whose server is away is put back once that is there', async () => {
  const job = createJob(away, away);
  expect(await run(job, never)).toEqual([]);
  expect(job.moveToDelayed).toHaveBeenCalledTimes(3);
});

test('a job that is not this process’s any more is let go', async () => {
  const job = createJob(refused);
  expect(await run(job, never)).toEqual([refused]);
  expect(job.moveToDelayed).toHaveBeenCalledOnce();
});

test('whoever closes tries once and does not rest', async () => {
  const job = createJob(away);
  expect(await run(job, Promise.resolve())).toEqual([away]);
  expect(job.moveToDelayed).toHaveBeenCalledOnce();
});
