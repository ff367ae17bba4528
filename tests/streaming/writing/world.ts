import type { FlagDocument } from '@halyard/contracts';
import {
  createApiKey,
  createApplication,
  createOrganization,
  createSegment,
  type Context,
} from '@halyard/domain';

import type { Scope } from '../reference/scope.ts';

/** An organization whose flags several writers change, as far as they know them. */
export interface World {
  organizationId: string;
  applicationIds: readonly string[];
  segments: readonly { id: string; key: string }[];
  /** The flag of a key in an application, or of the enterprise, as it was last seen. */
  flags: Map<string, FlagDocument>;
}

/** Who may listen, and by what. */
export interface Credential {
  name: string;
  scope: Scope;
  headers: Record<string, string>;
}

export const memberToken = 'a.member.token';
const segmentKeys = ['beta', 'staff'];

/** Two applications that share keys with each other and with the enterprise. */
export async function createWorld(ctx: Context): Promise<World> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Streamed' });
  const applicationIds: string[] = [];
  for (const name of ['shop', 'site'])
    applicationIds.push((await createApplication(ctx, { organizationId, name })).id);
  const segments: World['segments'][number][] = [];
  for (const key of segmentKeys)
    segments.push(await createSegment(ctx, { organizationId, key, fields: { name: key } }));
  return { organizationId, applicationIds, segments, flags: new Map() };
}

/** A member, and keys of both applications, bound and not. */
export async function createCredentials(ctx: Context, world: World): Promise<Credential[]> {
  const { organizationId, applicationIds } = world;
  const [shop, site] = applicationIds as [string, string];
  const makeKey = async (applicationId: string, environment?: string): Promise<Credential> => {
    const bound = environment === undefined ? {} : { environment };
    const where = { organizationId, applicationId, ...bound };
    const { secret } = await createApiKey(ctx, { ...where, kind: 'sdk', name: 'Key', tag: 'test' });
    return {
      name: `${applicationId === shop ? 'shop' : 'site'} ${environment ?? 'unbound'}`,
      scope: { kind: 'key', applicationId, environment: environment ?? null },
      headers: { 'x-sdk-key': secret },
    };
  };
  return [
    await makeKey(shop),
    await makeKey(site),
    await makeKey(shop, 'production'),
    await makeKey(site, 'staging'),
    {
      name: 'member',
      scope: { kind: 'member' },
      headers: { authorization: `Bearer ${memberToken}` },
    },
  ];
}
