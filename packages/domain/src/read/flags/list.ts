import type { FlagPage, FlagSummary, ListFlagsQuery } from '@halyard/contracts';
import { present, sql, type Database } from '@halyard/database';

import { flagFilter } from './flag-filter.ts';
import { flagOrder } from './flag-order.ts';

/** A page of an organization's flags. */
export async function listFlags(
  database: Database,
  organizationId: string,
  query: ListFlagsQuery,
): Promise<FlagPage> {
  const filter = flagFilter(organizationId, query);
  const { column, orderBy, after, cursorAt } = flagOrder(query);
  const [[counted], rows] = await Promise.all([
    database.$queryRaw<
      [{ total: number }]
    >`SELECT count(*)::int AS total FROM flag WHERE ${filter}`,
    database.$queryRaw<Row[]>`
      SELECT id::text, key, name, description, application_id::text, status::text, value_type::text,
        tags, version, created_by::text, created_at, updated_at, ${column} AS sorted,
        (SELECT jsonb_object_agg(name, jsonb_build_object('enabled', environment->'enabled'))
          FROM jsonb_each(definition->'environments') AS named (name, environment)) AS environments
      FROM flag WHERE ${after ? sql`${filter} AND ${after}` : filter}
      ORDER BY ${orderBy} LIMIT ${query.limit + 1}`,
  ]);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    flags: shown.map((row) => toSummary(organizationId, row)),
    total: counted.total,
    ...present('next_cursor', last && cursorAt(last)),
  };
}

interface Row {
  id: string;
  key: string;
  name: string;
  description: string | null;
  application_id: string | null;
  status: FlagSummary['status'];
  value_type: FlagSummary['value_type'];
  tags: string[];
  version: number;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
  sorted: string | Date;
  /** Null of a flag that names none. */
  environments: FlagSummary['environments'] | null;
}

const toSummary = (organizationId: string, row: Row): FlagSummary => ({
  id: row.id,
  key: row.key,
  name: row.name,
  ...present('description', row.description),
  organization_id: organizationId,
  application_id: row.application_id,
  scope: row.application_id === null ? 'enterprise' : 'application',
  status: row.status,
  value_type: row.value_type,
  environments: row.environments ?? {},
  tags: row.tags,
  version: row.version,
  ...present('created_by', row.created_by),
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});
