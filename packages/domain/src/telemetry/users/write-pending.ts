import { arrayOf, type Transaction as DatabaseTransaction } from '@halyard/database';

import { rowKinds, subjectsOf, type Rollup, type RowKind, type Subject } from '../rollup/rollup.ts';

/** Kind, name, detail, and how many users follow. */
type PendingRow = [kind: RowKind, name: string, detail: string, users: number];

/** Of whom rows are: flag, application, environment, hour (Unix time, milliseconds), reporter. */
export type PendingSubject = [
  flagId: string,
  applicationId: string,
  environment: string,
  hourMs: number,
  reporter: string,
  rows: PendingRow[],
];

interface Pending {
  subjects: PendingSubject[];
  hashes: string[];
}

/**
 * Notes who asked, one row for each organization: sketches are large and change with every user, so
 * that users wait here to be merged into them, many at a time.
 */
export async function writePendingUsers(
  db: Pick<DatabaseTransaction, '$executeRaw'>,
  rollup: Rollup,
): Promise<void> {
  const pending = collect(rollup);
  if (pending.size === 0) return;
  const all = [...pending];
  await db.$executeRaw`
    INSERT INTO pending_users (organization_id, subjects, hashes)
    SELECT * FROM unnest(
      ${arrayOf(all, ([organizationId]) => organizationId)}::uuid[],
      ${arrayOf(all, ([, { subjects }]) => JSON.stringify(subjects))}::json[],
      ${arrayOf(all, ([, { hashes }]) => `\\x${hashes.join('')}`)}::bytea[]
    )`;
}

function collect(rollup: Rollup): Map<string, Pending> {
  const pending = new Map<string, Pending>();
  for (const subject of subjectsOf(rollup)) {
    const rows = rowsWithUsers(subject);
    if (rows.length === 0) continue;
    const { organizationId, flagId, applicationId, environment, hourMs, reporter } = subject;
    const found = pending.get(organizationId) ?? { subjects: [], hashes: [] };
    pending.set(organizationId, found);
    found.subjects.push([
      flagId,
      applicationId,
      environment,
      hourMs,
      reporter,
      rows.map(({ row }) => row),
    ]);
    for (const user of rows.flatMap(({ users }) => users)) found.hashes.push(user);
  }
  return pending;
}

const rowsWithUsers = ({ rows }: Subject): { row: PendingRow; users: string[] }[] =>
  rowKinds.flatMap((kind) =>
    [...rows[kind].values()]
      .filter(({ users }) => users.length > 0)
      .map(({ name, detail, users }) => ({
        row: [kind, name, detail, users.length] as PendingRow,
        users,
      })),
  );
