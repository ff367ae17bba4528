import fc from 'fast-check';
import { afterAll, expect, inject, test } from 'vitest';

import { arrayOf } from './array-of.ts';
import { createDatabase } from './client.ts';

const database = createDatabase({ url: inject('postgresUrl'), maxConnections: 1 });
afterAll(() => database.$disconnect());

const elements = fc.oneof(
  fc.constantFrom('', 'NULL', 'null', ',', '{}', '"', '\\', ' ', '\n'),
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
);
const texts = fc.array(fc.option(elements));
const asIs = <T>(value: T): T => value;

test('any texts come back as they were', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const [row] = await database.$queryRaw<{ got: unknown }[]>`
        SELECT ${arrayOf(given, asIs)}::text[] AS got`;
      expect(row!.got).toEqual(given);
    }),
  );
});

test('numbers, truths and times come back as they were', async () => {
  const numbers = [0, -1.5, 1e21, 2 ** 53 - 1, null];
  const truths = [true, false, null];
  const times = [new Date(0), new Date('2026-11-22T23:59:59.999Z'), null];
  const [row] = await database.$queryRaw<Record<string, unknown>[]>`
    SELECT ${arrayOf(numbers, asIs)}::float8[] AS numbers, ${arrayOf(truths, asIs)}::boolean[] AS truths,
      ${arrayOf(times, asIs)}::timestamptz[] AS times`;
  expect(row).toEqual({ numbers, truths, times });
});
