import type { ListFlagsQuery } from '@halyard/contracts';
import { joinSql, sql, type Sql } from '@halyard/database';

/** Which flags of an organization a list is of, as a condition on the table `flag`. */
export function flagFilter(organizationId: string, query: ListFlagsQuery): Sql {
  const { status, scope, application_id: applicationId, created_by: createdBy, tag } = query;
  const conditions = [
    sql`organization_id = ${organizationId}::uuid`,
    status !== 'all' && sql`status = ${status}::flag_status`,
    scope === 'enterprise' && sql`application_id IS NULL`,
    scope === 'application' && sql`application_id IS NOT NULL`,
    applicationId !== undefined && sql`application_id = ${applicationId}::uuid`,
    createdBy !== undefined && sql`created_by = ${createdBy}::uuid`,
    tag.length > 0 && sql`tags @> ${tag}::text[]`,
    inEnvironment(query),
    matching(query.search),
  ];
  return joinSql(
    conditions.filter((condition) => condition !== false),
    ' AND ',
  );
}

function inEnvironment({ environment, enabled }: ListFlagsQuery): Sql | false {
  if (environment === undefined) return false;
  if (enabled === undefined) return sql`definition->'environments' ? ${environment}`;
  const switchedOn = JSON.stringify({ environments: { [environment]: { enabled: true } } });
  const isOn = sql`definition @> ${switchedOn}::jsonb`;
  return enabled === 'true' ? isOn : sql`NOT ${isOn}`;
}

/** Found is the text itself: nothing in it stands for anything else. */
function matching(search: string | undefined): Sql | false {
  if (search === undefined || search === '') return false;
  const columns = [sql`key`, sql`name`, sql`coalesce(description, '')`];
  const found = columns.map((column) => sql`strpos(lower(${column}), lower(${search})) > 0`);
  return sql`(${joinSql(found, ' OR ')})`;
}
