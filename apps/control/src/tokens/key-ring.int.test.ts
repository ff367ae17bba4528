import { readKeyId } from '@halyard/auth';
import { rotateSigningKey, ensureSigningKeys } from '@halyard/domain/accounts';
import { createLogger } from '@halyard/http';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountContext } from '../account-context.ts';
import { startControl } from '../testing/start-control.ts';
import { createKeyRing } from './key-ring.ts';

const member = {
  userId: crypto.randomUUID(),
  email: 'a@example.com',
  organizationId: crypto.randomUUID(),
  role: 'OWNER',
} as const;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let control: Awaited<ReturnType<typeof startControl>>;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.now();
  control = await startControl({ now: () => nowMs });
});
afterEach(() => control.close());

const contextNow = () => createAccountContext(control.options);

/** What a node would hold that reads the keys now. */
async function open() {
  const ring = createKeyRing({ ctx: contextNow(), log: createLogger('test', 'silent') });
  await ring.start();
  await ring.close();
  return {
    published: ring.jwks().map(({ kid }) => kid),
    signing: readKeyId(ring.sign(member)),
    ring,
  };
}

test('all nodes sign with the one key that the first of them made', async () => {
  const [one, other] = await Promise.all([open(), open()]);
  expect(one.published).toHaveLength(1);
  expect(other.signing).toBe(one.signing);
});

test('a new key is published a quarter of an hour before it signs; the old one stays an hour', async () => {
  const before = await open();
  await rotateSigningKey(contextNow());
  const announced = await open();
  expect(announced.published).toHaveLength(2);
  expect(announced.signing).toBe(before.signing);
  nowMs += 16 * minuteMs;
  const rotated = await open();
  expect(rotated.signing).not.toBe(before.signing);
  expect(rotated.published).toContain(before.signing);
  nowMs += 60 * minuteMs;
  expect((await open()).published).toEqual([rotated.signing]);
});

test('a key that is ninety days old is followed by another, once for all nodes', async () => {
  nowMs += 91 * dayMs;
  await Promise.all([ensureSigningKeys(contextNow()), ensureSigningKeys(contextNow())]);
  expect((await open()).published).toHaveLength(2);
});

test('a private key is stored sealed', async () => {
  const rows = await control.database.signingKey.findMany();
  expect(Buffer.from(rows[0]!.privateKey).toString('latin1')).not.toContain('PRIVATE KEY');
});

test('while no key is known tokens cannot be told, rather than being wrong', async () => {
  const away = { ...contextNow(), database: { $transaction: fail } as never };
  const ring = createKeyRing({ ctx: away, log: createLogger('test', 'silent') });
  await ring.start();
  await ring.close();
  await expect(ring.readKeys()).rejects.toMatchObject({ code: 'unavailable' });
  expect(() => ring.sign(member)).toThrow('try again');
});

const fail = () => Promise.reject(new Error('away'));
