import type { FlagDocument } from '@halyard/contracts';
import {
  archiveFlag,
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  deleteFlag,
  restoreFlag,
  toggleFlag,
  type Context,
} from '@halyard/domain';

import type { Random } from './random.ts';

/** Who of a tenant listens, and what they were to hear. */
export interface TenantListener {
  /** `undefined` for a member. */
  key: string | undefined;
  applicationId: string | null;
  environment: string | undefined;
  /** As `updated key`, in order. */
  due: string[];
}

export interface Tenant {
  name: string;
  organizationId: string;
  listeners: TenantListener[];
  /** Does something to some flag of the tenant's. */
  act(random: Random): Promise<void>;
  /** Creates a flag that all of them hear of. */
  finish(): Promise<void>;
}

const environments = ['production', 'staging'] as const;

/** An organization with two applications, each with a key for all environments and one for each, and a member. */
export async function createTenant(ctx: Context, name: string): Promise<Tenant> {
  const { id: organizationId } = await createOrganization(ctx, { name });
  const listeners: TenantListener[] = [
    { key: undefined, applicationId: null, environment: undefined, due: [] },
  ];
  const owners: (string | null)[] = [null];
  for (const application of ['a', 'b']) {
    const { id } = await createApplication(ctx, { organizationId, name: application });
    owners.push(id);
    for (const environment of [undefined, 'production']) {
      const { secret } = await createApiKey(ctx, {
        organizationId,
        applicationId: id,
        kind: 'sdk',
        name,
        tag: 't',
        ...(environment !== undefined && { environment }),
      });
      listeners.push({ key: secret, applicationId: id, environment, due: [] });
    }
  }
  return {
    name,
    organizationId,
    listeners,
    ...createWriter(ctx, { name, organizationId, owners, listeners }),
  };
}

interface Writing extends Pick<Tenant, 'name' | 'organizationId' | 'listeners'> {
  /** Applications; `null` for the enterprise. */
  owners: readonly (string | null)[];
}

function createWriter(ctx: Context, { name, organizationId, owners, listeners }: Writing) {
  const flags: FlagDocument[] = [];
  let count = 0;

  function note(
    kind: string,
    { key, application_id: owner }: FlagDocument,
    isForKeys = true,
  ): void {
    for (const { key: isKey, applicationId, due } of listeners) {
      const hears =
        isKey === undefined || (isForKeys && (owner ?? applicationId) === applicationId);
      if (hears) due.push(`${kind} ${key}`);
    }
  }

  async function create(applicationId: string | null, key: string): Promise<void> {
    const on = Object.fromEntries(
      environments.map((environment) => [environment, { enabled: true }]),
    );
    const fields = { name: key, environments: on };
    const flag = await createFlag(ctx, { organizationId, applicationId, key, fields });
    flags.push(flag);
    note('created', flag);
  }

  async function change(place: number, random: Random): Promise<void> {
    const flag = flags[place]!;
    const reference = { organizationId, flagId: flag.id };
    const isActive = flag.status === 'active';
    const verb = random.pick(
      isActive
        ? (['toggle', 'toggle', 'archive', 'delete'] as const)
        : (['restore', 'delete'] as const),
    );
    if (verb === 'delete') {
      await deleteFlag(ctx, reference);
      flags.splice(place, 1);
      note('deleted', flag, isActive);
      return;
    }
    const environment = random.pick(environments);
    const enabled = flag.environments[environment]?.enabled !== true;
    if (verb === 'toggle')
      flags[place] = await toggleFlag(ctx, { ...reference, environment, enabled });
    else flags[place] = await (isActive ? archiveFlag : restoreFlag)(ctx, reference);
    note(verb === 'archive' ? 'deleted' : 'updated', flag);
  }

  return {
    act: (random: Random) =>
      flags.length === 0 || random.between(1, 3) === 1
        ? create(random.pick(owners), `${name}-${(count += 1)}`)
        : change(random.between(0, flags.length - 1), random),
    finish: () => create(null, `${name}-last`),
  };
}
