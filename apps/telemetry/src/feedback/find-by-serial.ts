import type { FlagDocument } from '@halyard/contracts';
import type { Flag } from '@halyard/core';
import type { OrganizationView } from '@halyard/replica';

/** A flag's environment, as evaluation ids name it. */
interface InsightPlace {
  readonly flag: Flag;
  readonly environment: string;
}

interface Index {
  /** Up to which change of the log it was made. */
  readonly last: number;
  readonly bySerial: ReadonlyMap<number, { flagId: string; environment: string }>;
}

export type FindBySerial = (
  organization: OrganizationView,
  serial: number,
) => InsightPlace | undefined;

/**
 * Finds what a serial stands for, by an index of each organization. A serial never stands for anything
 * else, so that the index is made anew only for one that it lacks, and once for each change.
 */
export function createFindBySerial(): FindBySerial {
  const indexes = new WeakMap<OrganizationView, Index>();

  function indexFor(organization: OrganizationView, serial: number): Index {
    const known = indexes.get(organization);
    if (known && (known.last === organization.last || known.bySerial.has(serial))) return known;
    const index = createIndex(organization);
    indexes.set(organization, index);
    return index;
  }

  return (organization, serial) => {
    const place = indexFor(organization, serial).bySerial.get(serial);
    const flag = place && organization.dataSet.byId.get(place.flagId);
    return flag && { flag: flag.source, environment: place.environment };
  };
}

function createIndex({ last, dataSet }: OrganizationView): Index {
  const bySerial = new Map<number, { flagId: string; environment: string }>();
  for (const [flagId, { source }] of dataSet.byId) {
    // Every flag of a replica was compiled from its document.
    const { insight_serials: serials } = source as FlagDocument;
    for (const [environment, serial] of Object.entries(serials ?? {})) {
      bySerial.set(serial, { flagId, environment });
    }
  }
  return { last, bySerial };
}
