import type { TcpProxy } from '@halyard/database/testing';

import type { Coordination } from '../coordination.ts';
import type { HintStatement } from '../hints.ts';

/** What two processes have of one adapter, with all that lies between them and its server. */
export interface TwoNodes {
  /** Not started. */
  nodes: readonly [Node, Node];
  /** Runs a writer's statement in a transaction that commits. */
  commit(statement: HintStatement): Promise<void>;
  close(): Promise<void>;
}

export interface Node extends Coordination {
  /** What lies between it and the server. */
  proxy: TcpProxy;
  /** What was told to `onError`. */
  errors: Error[];
}

export type CreateTwoNodes = () => Promise<TwoNodes>;
