import type { OrganizationView, Replica } from '@halyard/replica';

import {
  createOrganizationStreams,
  type OrganizationStreams,
  type OrganizationStreamsDeps,
} from './organization-streams.ts';

/** The organizations that somebody listens to, or did a short while ago. */
export interface Organizations {
  /** Begins to keep an organization's rows where it does not yet; `undefined` where there is no such. */
  find(organizationId: string): OrganizationStreams | undefined;
  /** Only what is kept already. */
  findKept(organizationId: string): OrganizationStreams | undefined;
  all(): IterableIterator<OrganizationStreams>;
  /** Keeps nothing of an organization any more. */
  drop(organizationId: string): void;
  /** Lets go of what nobody listened to since the last sweep. */
  sweep(): void;
}

export interface OrganizationsDeps extends Omit<OrganizationStreamsDeps, 'organization'> {
  replica: OrganizationStreamsDeps['replica'] & Pick<Replica, 'find'>;
}

export function createOrganizations(deps: OrganizationsDeps): Organizations {
  const kept = new Map<string, OrganizationStreams>();
  let idle = new Set<OrganizationStreams>();

  function begin(organization: OrganizationView): OrganizationStreams {
    const made = createOrganizationStreams({ ...deps, organization });
    kept.set(organization.id, made);
    return made;
  }

  return {
    find(organizationId) {
      const known = kept.get(organizationId);
      if (known) return known;
      const organization = deps.replica.find(organizationId);
      return organization && begin(organization);
    },
    findKept: (organizationId) => kept.get(organizationId),
    all: () => kept.values(),
    drop: (organizationId) => void kept.delete(organizationId),
    sweep() {
      const quiet = [...kept].filter(([, { streams }]) => streams.size === 0);
      for (const [id, organization] of quiet) if (idle.has(organization)) kept.delete(id);
      idle = new Set(quiet.map(([, organization]) => organization));
    },
  };
}
