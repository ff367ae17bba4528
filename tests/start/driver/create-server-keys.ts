import { createDatabase } from '@halyard/database';
import { createApiKey } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

import type { Checkout } from './checkout/checkout.ts';
import { embeddedUrl } from './sql.ts';

/** Makes server keys of the demo's web shop. */
export async function createServerKeys(checkout: Checkout, count: number): Promise<string[]> {
  const database = createDatabase({ url: await embeddedUrl(checkout), maxConnections: 2 });
  const ctx = createTestContext(database);
  const { id: applicationId, organizationId } = await database.application.findFirstOrThrow({
    where: { name: 'Web shop' },
  });
  const keys: string[] = [];
  for (let n = 1; n <= count; n++) {
    const input = { organizationId, applicationId, kind: 'server', tag: 'load' } as const;
    keys.push((await createApiKey(ctx, { ...input, name: `Load ${n}` })).secret);
  }
  await database.$disconnect();
  return keys;
}
