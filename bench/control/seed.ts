import type { Database } from '@halyard/database';
import { createApiKey, createApplication, createOrganization } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

export const flagsCount = 10_000;
/** Each flag's name has one of so many words. */
export const wordsCount = 10;
const keysCount = 20;

export interface Seeded {
  organizationId: string;
  applicationId: string;
  /** Of the application. */
  keys: string[];
}

export const wordOf = (index: number): string => `team-${index % wordsCount}`;

/** Fills a database with one organization whose application has all the flags. */
export async function seed(database: Database): Promise<Seeded> {
  const ctx = createTestContext(database);
  const { id: organizationId } = await createOrganization(ctx, { name: 'Large' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Large' });
  const owner = { organizationId, applicationId };
  await addFlags(database, owner);
  const keys: string[] = [];
  for (let index = 0; index < keysCount; index++) {
    const input = { ...owner, kind: 'sdk', name: `Key ${index}`, tag: 'bench' } as const;
    keys.push((await createApiKey(ctx, input)).secret);
  }
  return { ...owner, keys };
}

/** Made a second apart, with texts as long as people's. */
async function addFlags(
  database: Database,
  { organizationId, applicationId }: Omit<Seeded, 'keys'>,
): Promise<void> {
  const flags = Array.from({ length: flagsCount }, (_, index) => ({
    key: `flag-${index}`,
    name: `The flag ${index} of ${wordOf(index)}`,
    description: `What is shown to people who have asked for it, in the part ${index % 97}.`,
    tags: [`part-${index % 97}`],
    second: index,
  }));
  await database.$executeRaw`
    INSERT INTO flag
      (organization_id, id, application_id, key, name, description, tags, definition,
        created_at, updated_at)
    SELECT ${organizationId}::uuid, gen_random_uuid(), ${applicationId}::uuid, key, name,
      description, tags, ${JSON.stringify(definition)}::jsonb, at, at
    FROM jsonb_to_recordset(${JSON.stringify(flags)}::jsonb)
        AS given (key text, name text, description text, tags text[], second int),
      LATERAL (SELECT timestamptz '2026-01-01' + second * interval '1 second' AS at) AS made`;
  await database.$executeRaw`ANALYZE flag`;
}

const environment = {
  enabled: true,
  rules: [
    {
      id: 'rule',
      when: { attribute: 'plan', operator: 'in', values: ['pro', 'team'] },
      serve: { enabled: true },
    },
  ],
  rollout_percentage: 100,
};

const definition = {
  environments: { development: environment, staging: environment, production: environment },
  auto_disable_after_end: false,
  realtime_enabled: true,
};
