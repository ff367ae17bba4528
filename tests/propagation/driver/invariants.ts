import { isDeepStrictEqual } from 'node:util';

import type { Database } from '@halyard/database';

/** Everything in an organization's log, versions and audit that is not as it must always be. */
export async function findViolations(
  database: Database,
  organizationId: string,
): Promise<string[]> {
  const where = { organizationId };
  const [head, changes, audit, flags, versions] = await database.$transaction(
    [
      database.changeHead.findUniqueOrThrow({ where }),
      database.change.findMany({ where, orderBy: { seq: 'asc' } }),
      database.auditEntry.findMany({ where, orderBy: { seq: 'asc' } }),
      database.flag.findMany({ where }),
      database.flagVersion.findMany({ where, orderBy: { version: 'asc' } }),
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  const violations = [
    ...findGaps('change', changes, head.seq),
    ...findGaps('audit entry', audit, head.auditSeq),
  ];
  const byPeople = changes.filter(({ kind }) => kind !== 'derived');
  if (byPeople.length !== audit.length) {
    violations.push(`${byPeople.length} changes that people made, ${audit.length} audit entries`);
  }
  const logged = new Map<string, unknown[]>();
  for (const { kind, action, entityId, document } of changes) {
    if (kind !== 'flag' || action === 'deleted') continue;
    logged.set(entityId, [...(logged.get(entityId) ?? []), document]);
  }
  for (const flag of flags) {
    const documents = versions.filter(({ flagId }) => flagId === flag.id);
    const numbers = documents.map(({ version }) => version);
    const expected = Array.from({ length: flag.version }, (_, index) => index + 1);
    if (!isDeepStrictEqual(numbers, expected)) {
      violations.push(
        `${flag.key} has version ${flag.version}, and the versions ${numbers.join()}`,
      );
    }
    const kept = documents.map(({ document }) => document);
    if (!isDeepStrictEqual(kept, logged.get(flag.id))) {
      violations.push(`${flag.key} has other versions than the log has changes`);
    }
  }
  return violations;
}

function findGaps(what: string, rows: readonly { seq: bigint }[], head: bigint): string[] {
  const gap = rows.findIndex(({ seq }, index) => seq !== BigInt(index + 1));
  if (gap !== -1) return [`${what} ${gap + 1} is missing`];
  return BigInt(rows.length) === head ? [] : [`${rows.length} of ${what}, head ${head}`];
}
