import { sql, type Database } from '@halyard/database';
import { decodeUsers, estimateUsers } from '@halyard/sketches';

const tables = [
  sql`flag_count`,
  sql`place_count`,
  sql`language_count`,
  sql`error_count`,
  sql`error_group`,
  sql`error_event`,
  sql`unknown_flag`,
  sql`counted_name`,
  sql`feedback`,
  sql`feedback_count`,
];

/** What differs between organizations that had the same reported: secrets are in it, or random numbers. */
const own = ['organization_id', 'user', 'reported_by', 'reported_at'];

/** All that is counted of an organization; ids in it are replaced by what they are called. */
export async function readCounted(
  database: Database,
  organizationId: string,
  names: ReadonlyMap<string, string>,
): Promise<string[]> {
  const rows: string[] = [];
  for (const table of tables) {
    const found = await database.$queryRaw<{ row: string }[]>`
      SELECT (to_jsonb(counted) - ${own}::text[])::text AS row FROM ${table} AS counted
      WHERE organization_id = ${organizationId}::uuid`;
    rows.push(...found.map(({ row }) => row));
  }
  const users = await database.hourlyUsers.findMany({ where: { organizationId } });
  for (const { organizationId: _, sketch, ...row } of users) {
    const estimate = estimateUsers(decodeUsers(sketch));
    rows.push(JSON.stringify({ ...row, estimate }));
  }
  const rename = (row: string): string =>
    [...names].reduce((text, [id, name]) => text.replaceAll(id, name), row);
  return rows.map(rename).toSorted();
}
