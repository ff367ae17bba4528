import { expect, test } from 'vitest';

import { onceEach } from './once-each.ts';

test('an error that many tell of is told on once, and what befalls every job once a minute', () => {
  const told: string[] = [];
  let nowMs = 1_000;
  const tell = onceEach(
    (error) => told.push(error.message),
    () => nowMs,
  );
  const shared = new Error('lost');
  tell(shared);
  tell(shared);
  for (const id of ['17', '18', '019ab-7']) tell(new Error(`could not renew lock for job ${id}`));
  tell(new Error('lost'));
  expect(told).toEqual(['lost', 'could not renew lock for job 17', 'lost']);
  nowMs += 60_000;
  tell(new Error('could not renew lock for job 20'));
  expect(told.at(-1)).toBe('could not renew lock for job 20');
});
