import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  toggleFlag,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

import { clockMs } from './processes/clock.ts';

/** An organization whose flags everybody in it hears of. */
export interface Place {
  organizationId: string;
  /** Of its applications, one each. */
  keys: string[];
  /** Of the enterprise. */
  flagIds: string[];
}

/** A change of a flag, by the machine's monotonic clock in milliseconds. */
export interface Write {
  /** Its number in the log. */
  seq: number;
  calledAt: number;
  /** When the verb had returned, so that its commit was acknowledged. */
  committedAt: number;
}

/** Who changes flags. */
export interface Writer {
  createPlace(): Promise<Place>;
  /** Switches one of the flags to what it was not. */
  toggle(place: Place, flag?: number): Promise<Write>;
  close(): Promise<void>;
}

const applicationsCount = 4;
const flagsCount = 20;

export function createWriter(url: string): Writer {
  const database = createDatabase({ url, maxConnections: 5 });
  const onError = (error: Error): never => {
    throw error;
  };
  const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
  const ctx = { ...createTestContext(database), hints: coordination.hints };
  const isOn = new Map<string, boolean>();

  /** In which row of the log a flag got its version. */
  async function findSeq(organizationId: string, entityId: string, version: number) {
    const row = await database.change.findFirstOrThrow({
      where: { organizationId, entityId, document: { path: ['version'], equals: version } },
    });
    return Number(row.seq);
  }

  return {
    createPlace: () => createPlace(ctx),
    async toggle({ organizationId, flagIds }, flag = 0) {
      const flagId = flagIds[flag]!;
      const enabled = !(isOn.get(flagId) ?? true);
      isOn.set(flagId, enabled);
      const calledAt = clockMs();
      const input = { organizationId, flagId, environment: 'production', enabled };
      const { version } = await toggleFlag(ctx, input);
      const committedAt = clockMs();
      return { seq: await findSeq(organizationId, flagId, version), calledAt, committedAt };
    },
    async close() {
      await coordination.close();
      await database.$disconnect();
    },
  };
}

async function createPlace(ctx: Context): Promise<Place> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Bench' });
  const place: Place = { organizationId, keys: [], flagIds: [] };
  for (let index = 1; index <= applicationsCount; index++) {
    const name = `Application ${index}`;
    const { id: applicationId } = await createApplication(ctx, { organizationId, name });
    const input = {
      organizationId,
      applicationId,
      kind: 'sdk',
      name: 'Key',
      tag: 'bench',
    } as const;
    place.keys.push((await createApiKey(ctx, input)).secret);
  }
  const environment = { enabled: true };
  const environments = {
    development: environment,
    staging: environment,
    production: environment,
  };
  for (let index = 1; index <= flagsCount; index++) {
    const key = `flag-${index}`;
    const owner = { organizationId, applicationId: null };
    const fields = { name: key, environments };
    place.flagIds.push((await createFlag(ctx, { ...owner, key, fields })).id);
  }
  return place;
}
