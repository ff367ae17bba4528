import { longestIdentifier } from '@halyard/contracts';

import { mostIdentifiers, mostIdentifiersARow, mostRows } from './bounds.ts';
import type { Collected, OrganizationCounts, Row } from './collected.ts';

/** Stands for nobody among the positions of identifiers. */
export const nobody = -1;

/** Undefined beyond the bound: then nothing is counted there. */
export function createRow(collected: Collected): Row | undefined {
  if (collected.rows >= mostRows) return undefined;
  collected.rows += 1;
  return { count: 0, identified: 0, users: new Set() };
}

/** The row of that name, made where there is none. */
export function rowOf<K>(collected: Collected, rows: Map<K, Row>, name: K): Row | undefined {
  const known = rows.get(name);
  if (known) return known;
  const row = createRow(collected);
  if (row) rows.set(name, row);
  return row;
}

/** Counts one evaluation in a row. */
export function addTo({ dropped }: Collected, row: Row | undefined, user: number): void {
  if (!row) {
    dropped.rows += 1;
    return;
  }
  row.count += 1;
  if (user === nobody) return;
  const { users } = row;
  if (users.size < mostIdentifiersARow) users.add(user);
  else if (!users.has(user)) dropped.identifiers += 1;
}

/** Where an identifier stands among its organization's; {@link nobody} beyond the bounds. */
export function positionOf(
  collected: Collected,
  { identifiers }: OrganizationCounts,
  identifier: string,
): number {
  const known = identifiers.get(identifier);
  if (known !== undefined) return known;
  if (collected.identifiers >= mostIdentifiers || identifier.length > longestIdentifier) {
    collected.dropped.identifiers += 1;
    return nobody;
  }
  collected.identifiers += 1;
  const position = identifiers.size;
  identifiers.set(identifier, position);
  return position;
}
