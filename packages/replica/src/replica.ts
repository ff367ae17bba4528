import { compile, type CompiledDataSet } from '@halyard/core';
import type { Database } from '@halyard/database';

import { loadAll, type KeyRecord } from './load.ts';

/** What a node knows: every key, and every organization's flags, compiled, in memory. */
export interface Replica {
  /** Loads everything; resolves when the node can answer. */
  start(): Promise<void>;
  isReady(): boolean;
  /** By the key's SHA-256 in base64. Expired keys are still found. */
  findKey(hashText: string): KeyRecord | undefined;
  findDataSet(organizationId: string): CompiledDataSet | undefined;
  /** How much is held, for metrics. */
  count(): { keys: number; organizations: number };
}

export function createReplica({ database }: { database: Database }): Replica {
  let keys = new Map<string, KeyRecord>();
  let dataSets = new Map<string, CompiledDataSet>();
  let ready = false;

  return {
    async start() {
      const loaded = await loadAll(database);
      keys = loaded.keys;
      dataSets = new Map([...loaded.dataSets].map(([id, dataSet]) => [id, compile(dataSet)]));
      ready = true;
    },
    isReady: () => ready,
    findKey: (hashText) => keys.get(hashText),
    findDataSet: (organizationId) => dataSets.get(organizationId),
    count: () => ({ keys: keys.size, organizations: dataSets.size }),
  };
}
