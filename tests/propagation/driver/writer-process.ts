import { createDatabase } from '@halyard/database';
import { createTestContext } from '@halyard/domain/testing';

import { createRandom } from '../../driver/random.ts';
import { write, type World } from './writer.ts';

export interface WriterProcessInput {
  url: string;
  seed: number;
  world: Omit<World, 'acknowledged'>;
}

const writers = 4;

/** Writes without end, tells its parent of everything that was acknowledged, and waits to be killed. */
async function main(): Promise<void> {
  const { url, seed, world } = JSON.parse(process.argv[2]!) as WriterProcessInput;
  const database = createDatabase({ url, maxConnections: writers });
  const ctx = createTestContext(database);
  const shared = { ...world, acknowledged: { push: (entry: object) => process.send!(entry) } };
  await Promise.all(
    Array.from({ length: writers }, (_, writer) =>
      write(ctx, [shared], createRandom(seed + writer), {
        writer: seed + writer,
        count: Number.POSITIVE_INFINITY,
      }),
    ),
  );
}

process.on('disconnect', () => process.exit());
await main();
