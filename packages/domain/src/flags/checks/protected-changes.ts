import { isDeepStrictEqual } from 'node:util';

import type { ErrorDetail, FlagDocument } from '@halyard/contracts';

/** What no answer depends on; whatever else there is, or will be, counts as served. */
const unserved = new Set<string>([
  'name',
  'tags',
  'insight_serials',
  'version',
  'updated_at',
] satisfies (keyof FlagDocument)[]);

/**
 * What a change does to protected environments: what it says of them, and the flag's own fields
 * where one of them is on. Pure.
 */
export function listProtectedChanges(
  before: FlagDocument,
  after: FlagDocument,
  protectedNames: ReadonlySet<string>,
): ErrorDetail[] {
  const isChanged = (name: string) =>
    !isDeepStrictEqual(environmentOf(before, name), environmentOf(after, name));
  const changed = [...protectedNames].filter(isChanged).map((name) => ({
    field: `environments.${name}`,
    expected: 'left as it is: the environment is protected',
  }));
  const served = [...protectedNames].find(
    (name) => environmentOf(before, name)?.enabled || environmentOf(after, name)?.enabled,
  );
  if (served === undefined) return changed;
  const expected = `left as it is while the flag is on in ${served}, which is protected`;
  return [...changed, ...servedChanges(before, after).map((field) => ({ field, expected }))];
}

const environmentOf = ({ environments }: FlagDocument, name: string) =>
  Object.hasOwn(environments, name) ? environments[name] : undefined;

function servedChanges(before: FlagDocument, after: FlagDocument): string[] {
  const old = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (field) =>
      field !== 'environments' &&
      !unserved.has(field) &&
      !isDeepStrictEqual(old.get(field), now.get(field)),
  );
}
