import { createDatabase, type Database } from '@halyard/database';
import { createApplication, createOrganization, createSegment } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

export const flagsCount = 10_000;
export const segmentsCount = 500;
export const membersCount = 100_000;

export interface Seeded {
  /** Of a flag's definition as JSON, on average. */
  bytesPerFlag: number;
}

/** Fills a database with one large organization. */
export async function seed(url: string): Promise<Seeded> {
  const database = createDatabase({ url, maxConnections: 2, queryTimeoutMs: 120_000 });
  const ctx = createTestContext(database);
  const { id: organizationId } = await createOrganization(ctx, { name: 'Large' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Large' });
  for (let index = 0; index < segmentsCount; index++) {
    const fields = { name: `Segment ${index}`, rules: rulesOf(index) };
    await createSegment(ctx, { organizationId, key: `segment-${index}`, fields });
  }
  await addMembers(database, organizationId);
  await addFlags(database, { organizationId, applicationId });
  const [row] = await database.$queryRaw<{ bytes: number }[]>`
    SELECT avg(length(definition::text))::float8 AS bytes FROM flag`;
  await database.$disconnect();
  return { bytesPerFlag: row!.bytes };
}

const rulesOf = (index: number) => ({
  operator: 'or',
  rules: [
    { attribute: 'plan', operator: 'in', values: ['pro', `plan-${index}`] },
    { attribute: 'email', operator: 'ends_with', values: [`@company-${index}.example`] },
  ],
});

async function addMembers(database: Database, organizationId: string): Promise<void> {
  await database.$executeRaw`
    INSERT INTO segment_member (organization_id, segment_id, list, identifier)
    SELECT organization_id, id, 'included', gen_random_uuid()::text
    FROM segment, generate_series(1, ${membersCount})
    WHERE organization_id = ${organizationId}::uuid AND key = 'segment-0'`;
}

interface Owner {
  organizationId: string;
  applicationId: string;
}

async function addFlags(database: Database, owner: Owner): Promise<void> {
  const definitions = Array.from({ length: flagsCount }, (_, index) => ({
    key: `flag-${index}`,
    definition: definitionOf(index),
  }));
  await database.$executeRaw`
    INSERT INTO flag
      (organization_id, id, application_id, key, name, definition, created_at, updated_at)
    SELECT ${owner.organizationId}::uuid, gen_random_uuid(), ${owner.applicationId}::uuid, key,
      'Flag', definition, now(), now()
    FROM jsonb_to_recordset(${JSON.stringify(definitions)}::jsonb)
      AS given (key text, definition jsonb)`;
}

export function definitionOf(index: number) {
  const environment = {
    enabled: true,
    rollout_percentage: index % 101,
    rules: [rule(index, 0), rule(index, 1), rule(index, 2)],
  };
  return {
    environments: { development: environment, staging: environment, production: environment },
    variations: [
      { key: 'on', weight: 1, configuration: { colour: 'green' } },
      { key: 'off', weight: 1, configuration: { colour: 'blue' } },
    ],
    auto_disable_after_end: false,
    realtime_enabled: true,
  };
}

const rule = (index: number, position: number) => ({
  id: `rule-${index}-${position}`,
  priority: position,
  when: {
    rules: [
      { attribute: 'country', operator: 'in', values: ['DE', 'FR', `X${index % 97}`] },
      { segment: `segment-${(index + position) % segmentsCount}` },
    ],
  },
  serve: { enabled: true, variation: 'on' },
});
