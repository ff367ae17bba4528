import type { FlagVersionList } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { useFlags } from '../../../testing/use-flags.ts';

const { send, create, get } = useFlags();

test('of fifty updates at once from one version one wins, the others are told the version', async () => {
  const flag = await create('a');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      send(`PATCH /api/flags/${flag.id}`, { name: `n${n}`, expected_version: 1 }),
    ),
  );
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  for (const lost of answers.filter((answer) => answer !== won[0])) {
    expect([lost.status, lost.body]).toEqual([
      409,
      expect.objectContaining({
        error: 'version_conflict',
        details: [{ field: 'expected_version', expected: '2' }],
      }),
    ]);
  }
  expect(await get(flag)).toEqual(won[0]!.body);
});

test('updates by five who read, write and try again all count, one a version', async () => {
  const flag = await create('a');
  const path = `/api/flags/${flag.id}`;
  const versions: unknown[] = [];

  /** Adds a field to what was read, unless somebody else was quicker. */
  async function add(field: string): Promise<void> {
    for (;;) {
      const { version, configuration } = await get(flag);
      const wanted = { configuration: { ...configuration, [field]: true } };
      const answer = await send(`PATCH ${path}`, wanted, { 'if-match': `"${version}"` });
      if (answer.status === 200) {
        versions.push(answer.body['version']);
        return;
      }
      expect([answer.status, answer.body['error']]).toEqual([409, 'version_conflict']);
    }
  }

  const fields = Array.from({ length: 20 }, (_, n) => `field-${n}`);
  await Promise.all(
    Array.from({ length: 5 }, async (_, client) => {
      for (const field of fields.filter((_field, n) => n % 5 === client)) await add(field);
    }),
  );
  expect(new Set(versions)).toEqual(new Set(fields.map((_, n) => n + 2)));
  expect(versions).toHaveLength(fields.length);
  expect(Object.keys((await get(flag)).configuration!).toSorted()).toEqual(fields.toSorted());
  const listed = (await send(`GET ${path}/versions?limit=100`)).body as FlagVersionList;
  // Each says that it did one thing, and nobody's was undone.
  for (const { changes } of listed.versions.slice(0, -1)) expect(changes).toHaveLength(1);
});
