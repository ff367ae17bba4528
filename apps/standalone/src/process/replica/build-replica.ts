import type { Coordination } from '@halyard/coordination';
import { regex } from '@halyard/core/re2js';
import type { Database } from '@halyard/database';
import type { Logger } from '@halyard/http';
import { createDiskCopy, createReplica, createSealedBases, type Replica } from '@halyard/replica';

import type { ProcessConfig } from '../../config.ts';
import { readInstallationKey } from '../../secret.ts';
import { logReplica } from './log-replica.ts';

type ReplicaConfig = Pick<
  ProcessConfig,
  'REPLICA_DIR' | 'INSTALLATION_KEY_FILE' | 'KEY_GRACE_SECONDS'
>;

interface ReplicaParts {
  database: Database;
  coordination: Pick<Coordination, 'hints' | 'bases'>;
  log: Logger;
}

/** The replica of `serve`. */
export async function buildReplica(
  config: ReplicaConfig,
  { database, coordination: { hints, bases }, log }: ReplicaParts,
): Promise<Replica> {
  const { REPLICA_DIR: directory, KEY_GRACE_SECONDS: graceSeconds } = config;
  const key = await readInstallationKey(config.INSTALLATION_KEY_FILE);
  return createReplica({
    database,
    hints,
    regex,
    bases: bases && createSealedBases({ bases, key }),
    diskCopy: createDiskCopy({ directory, key }),
    keyGraceMs: graceSeconds === undefined ? undefined : graceSeconds * 1_000,
    report: logReplica(log),
  });
}
