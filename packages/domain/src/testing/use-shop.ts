import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { afterAll, beforeAll, inject } from 'vitest';

import { createApplication } from '../applications/create.ts';
import type { Context } from '../context.ts';
import { createOrganization } from '../organizations/create.ts';
import { createTestContext } from '../testing.ts';

export interface Shop {
  organizationId: string;
  applicationId: string;
}

/** A database for the tests of a file, with organizations to order. */
export function useShop() {
  const shop = {
    database: undefined as unknown as Database,
    ctx: undefined as unknown as Context,
    /** A new organization with one application. */
    async create(): Promise<Shop> {
      const { id: organizationId } = await createOrganization(shop.ctx, { name: 'Acme' });
      const { id } = await createApplication(shop.ctx, { organizationId, name: 'Shop' });
      return { organizationId, applicationId: id };
    },
  };
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await createTestDatabase(inject('postgresUrl'));
    drop = made.drop;
    shop.database = createDatabase({ url: made.url, maxConnections: 10 });
    shop.ctx = createTestContext(shop.database);
  });
  afterAll(async () => {
    await shop.database.$disconnect();
    await drop();
  });
  return shop;
}
