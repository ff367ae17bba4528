import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  createSegment,
  type Context,
} from '@halyard/domain';

import type { Acknowledged, World } from './writer.ts';

const ledgers = 4;

/** An organization with one of each, for writers to begin with. */
export async function createWorld(
  ctx: Context,
  name: string,
): Promise<World & { acknowledged: Acknowledged[] }> {
  const { id: organizationId } = await createOrganization(ctx, { name });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name });
  const input = { organizationId, applicationId };
  const create = (key: string) => createFlag(ctx, { ...input, key, fields: { name: key } });
  const ledgerIds: string[] = [];
  for (let index = 0; index < ledgers; index++) {
    ledgerIds.push((await create(`ledger-${index}`)).id);
  }
  const segment = await createSegment(ctx, { organizationId, key: 'first', fields: { name } });
  const key = await createApiKey(ctx, { ...input, kind: 'sdk', name, tag: 'test' });
  return {
    ...input,
    flagIds: [(await create('first')).id],
    segments: [segment],
    keyIds: [key.id],
    ledgerIds,
    acknowledged: [],
  };
}
