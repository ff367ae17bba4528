import { createDatabase } from '@halyard/database';
import { toggleFlag } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

import type { Checkout } from './checkout/checkout.ts';
import { embeddedUrl } from './sql.ts';

/** Switches a flag of the demo in production, and tells nobody. */
export async function switchFlag(
  checkout: Checkout,
  { key, enabled }: { key: string; enabled: boolean },
): Promise<void> {
  const database = createDatabase({ url: await embeddedUrl(checkout), maxConnections: 2 });
  const { id: flagId, organizationId } = await database.flag.findFirstOrThrow({ where: { key } });
  const environment = 'production';
  const ctx = createTestContext(database);
  await toggleFlag(ctx, { organizationId, flagId, environment, enabled });
  await database.$disconnect();
}
