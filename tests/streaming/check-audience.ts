import { toChange, toFlagDocument, type Database } from '@halyard/database';
import { expect } from 'vitest';

import type { Audience } from './clients/audience.ts';
import { findDifference } from './reference/compare.ts';
import { expectedOf } from './reference/expected.ts';
import { findWrong } from './reference/view.ts';
import type { World } from './writing/world.ts';
import type { Written } from './writing/write.ts';

/**
 * Expects that everything acknowledged is in the log, and that everybody has heard what it has for them
 * and made the tables of it; resolves with how many rows it has.
 */
export async function checkAudience(
  database: Database,
  { organizationId }: World,
  { listeners }: Audience,
  written: Written,
): Promise<number> {
  const where = { organizationId };
  const rows = await database.change.findMany({ where, orderBy: { seq: 'asc' } });
  const log = rows.map(toChange);
  const table = (await database.flag.findMany({ where })).map(toFlagDocument);
  const logged = new Set(
    log.flatMap(({ kind, entity_id: id, document }) =>
      kind === 'flag' && document ? [`${id} ${document.version}`] : [],
    ),
  );
  expect([...written.flags].filter((one) => !logged.has(one))).toEqual([]);
  expect(table.filter(({ id }) => written.gone.has(id))).toEqual([]);

  const scopes = new Map(listeners.map(({ scope }) => [scope, expectedOf(log, scope)]));
  const wrong = listeners.flatMap((listener) => {
    const difference = findDifference(listener, scopes.get(listener.scope)!);
    const found = [
      ...listener.problems,
      ...(difference === undefined ? [] : [difference]),
      ...findWrong(listener, log, table).map((name) => `sees another ${name}`),
    ];
    return found.map((one) => `${listener.name}: ${one}`);
  });
  expect(wrong.slice(0, 20)).toEqual([]);
  return log.length;
}
