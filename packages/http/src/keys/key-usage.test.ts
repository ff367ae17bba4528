import { expect, test } from 'vitest';

import { createKeyUsage } from './key-usage.ts';

const organizationId = 'acme';
const use = (keyId: string, lastUsedAtMs: number) => ({ organizationId, keyId, lastUsedAtMs });

test('each key is reported with its latest use, and what a queue did not take with the next', async () => {
  const sent: unknown[] = [];
  let isAway = true;
  const add = async ({ keys }: { keys: object[] }) => {
    sent.push(structuredClone(keys));
    if (isAway) throw new Error('away');
  };
  const log = { warn: () => undefined };
  const usage = createKeyUsage({ producer: { add }, log, flushIntervalMs: 1 });
  usage.record({ id: 'one', organizationId }, 1);
  usage.record({ id: 'one', organizationId }, 2);
  usage.record({ id: 'two', organizationId }, 3);
  usage.start();
  await expect.poll(() => sent.length).toBeGreaterThan(1);
  usage.record({ id: 'two', organizationId }, 4);
  isAway = false;
  await usage.close();
  expect(sent[0]).toEqual([use('one', 2), use('two', 3)]);
  expect(sent.at(-1)).toEqual([use('one', 2), use('two', 4)]);
});
