import { createDatabase } from '@halyard/database';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

import { flagFields, flagKey } from './flags.ts';

export const applicationsCount = 20;
export const flagsPerApplication = 20;
const keysPerApplication = 50;
export const keysCount = applicationsCount * keysPerApplication;

/** Fills a database with one organization; gives its SDK keys, one application after the other. */
export async function seed(url: string): Promise<string[]> {
  const database = createDatabase({ url, maxConnections: 2 });
  const ctx = createTestContext(database);
  const { id: organizationId } = await createOrganization(ctx, { name: 'Bench' });
  const keys: string[] = [];
  for (let index = 1; index <= applicationsCount; index++) {
    const name = `Application ${index}`;
    const { id: applicationId } = await createApplication(ctx, { organizationId, name });
    keys.push(...(await seedApplication(ctx, { organizationId, applicationId })));
  }
  await database.$disconnect();
  return keys;
}

async function seedApplication(
  ctx: Context,
  owner: { organizationId: string; applicationId: string },
): Promise<string[]> {
  for (let index = 0; index < flagsPerApplication; index++) {
    const key = index === 0 ? flagKey : `flag-${index}`;
    await createFlag(ctx, { ...owner, key, fields: flagFields });
  }
  const secrets: string[] = [];
  for (let index = 0; index < keysPerApplication; index++) {
    const input = { ...owner, kind: 'sdk', name: `Key ${index}`, tag: 'bench' } as const;
    secrets.push((await createApiKey(ctx, input)).secret);
  }
  return secrets;
}
