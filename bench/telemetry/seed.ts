import { createDatabase } from '@halyard/database';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

/** An organization that reports. */
export interface Place {
  key: string;
  flagKeys: string[];
}

/** What flags serve, and reports say. */
export const variations = ['control', 'treatment'] as const;

const placesCount = 24;
const flagsCount = 200;

/** Fills a database with organizations that share the flags out among them. */
export async function seedPlaces(url: string): Promise<Place[]> {
  const database = createDatabase({ url, maxConnections: 2 });
  const ctx = createTestContext(database);
  const places: Place[] = [];
  for (let index = 0; index < placesCount; index++) {
    places.push(await seedPlace(ctx, Math.ceil((flagsCount - index) / placesCount)));
  }
  await database.$disconnect();
  return places;
}

async function seedPlace(ctx: Context, flags: number): Promise<Place> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Bench' });
  const application = await createApplication(ctx, { organizationId, name: 'Application' });
  const owner = { organizationId, applicationId: application.id };
  const flagKeys = Array.from({ length: flags }, (_, index) => `flag-${index}`);
  const environment = { enabled: true };
  for (const key of flagKeys) {
    const fields = {
      name: key,
      variations: variations.map((variation) => ({ key: variation, weight: 1 })),
      environments: { production: environment },
    };
    await createFlag(ctx, { ...owner, key, fields });
  }
  const input = { ...owner, kind: 'sdk', name: 'Key', tag: 'bench' } as const;
  return { key: (await createApiKey(ctx, input)).secret, flagKeys };
}
