import { AppError } from '@halyard/contracts';
import { startNode } from '@halyard/streaming/testing';

import { distort, type Distortion } from '../../driver/distort.ts';
import { createRandom } from '../../driver/random.ts';

export interface NodeProcessInput {
  databaseUrl: string;
  /** Hints go by the database where it is left out. */
  redisUrl?: string;
  port: number;
  heartbeatMs: number;
  seed: number;
  distortion: Distortion;
  /** What opens a member's stream, and in which organization. */
  member: { token: string; organizationId: string };
}

/** Streams until it is killed. */
async function main(): Promise<void> {
  const { seed, distortion, member, ...options } = JSON.parse(process.argv[2]!) as NodeProcessInput;
  const random = createRandom(seed);
  await startNode({
    ...options,
    distort: (hints) => distort(hints, random, distortion),
    verifyToken(token) {
      if (token !== member.token) throw new AppError('unauthorized', 'Not the member’s.');
      const { organizationId } = member;
      const bearer = { kind: 'member', userId: organizationId, email: '', role: 'VIEWER' } as const;
      return Promise.resolve({ ...bearer, organizationId, expiresAtMs: Infinity });
    },
  });
  process.send!('ready');
}

process.once('disconnect', () => process.exit());
await main();
