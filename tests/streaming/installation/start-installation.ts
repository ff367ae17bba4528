import type { Closers } from '@halyard/http';

import { createRandom } from '../../driver/random.ts';
import type { Restartable } from '../../driver/restartable.ts';
import type { Servers } from '../../driver/servers.ts';
import { createFront, type Front } from './front.ts';
import type { NodeProcessInput } from './node-process.ts';
import { startNodes } from './nodes.ts';

export interface Installation {
  front: Front;
  /** What may be killed. */
  parts: Readonly<Record<string, Restartable>>;
}

const distortion = { lost: 0.1, late: 0.1, doubled: 0 };
const heartbeatMs = 1_500;

/** Two nodes on a run's servers, whose hints are lost and late, behind one address. */
export async function startInstallation(
  { databaseUrl, redisUrl, postgres, redis }: Servers,
  { seed, member, closers }: Pick<NodeProcessInput, 'seed' | 'member'> & { closers: Closers },
): Promise<Installation> {
  const common = {
    databaseUrl,
    ...(redisUrl !== undefined && { redisUrl }),
    heartbeatMs,
    distortion,
    member,
  };
  const nodes = await startNodes(2, (node) => ({ ...common, seed: seed + node }));
  for (const node of nodes) closers.add(node.kill);
  const ports = nodes.map(({ port }) => port);
  const front = await createFront(ports, createRandom(seed + 2));
  closers.add(front.close);
  const [first, second] = nodes;
  return {
    front,
    parts: { first: first!, second: second!, postgres, ...(redis && { redis }) },
  };
}
