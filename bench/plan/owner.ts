import {
  changePlan,
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  type Context,
} from '@halyard/domain';

/** A new organization on FREE. */
export interface Owner {
  organizationId: string;
  /** Of its only application. */
  key: string;
}

export const flagKey = 'flag';

/** What 110 % of FREE are. */
export const blockedFrom = 11_000;

export async function createOwner(ctx: Context): Promise<Owner> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Bench' });
  await changePlan(ctx, { organizationId, plan: 'FREE' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Bench' });
  const owner = { organizationId, applicationId };
  const fields = { name: 'Flag', environments: { production: { enabled: true } } };
  await createFlag(ctx, { ...owner, key: flagKey, fields });
  const key = await createApiKey(ctx, { ...owner, kind: 'sdk', name: 'Key', tag: 'bench' });
  return { organizationId, key: key.secret };
}
