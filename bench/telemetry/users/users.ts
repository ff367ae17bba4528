import { createDatabase } from '@halyard/database';
import { readUniqueUsers } from '@halyard/domain/read';

import type { Setting } from '../setting.ts';
import { seedSketches } from './seed-sketches.ts';

const warmUps = 5;
const reads = 100;

/** Milliseconds that reading and merging a flag's sketches takes, each time. */
export async function measureUsers({ databaseUrl, probe }: Setting): Promise<number[]> {
  const database = createDatabase({ url: databaseUrl, maxConnections: 1 });
  const flag = await seedSketches(database);
  const took: number[] = [];
  for (let read = -warmUps; read < reads; read++) {
    const startedAt = performance.now();
    await readUniqueUsers(database, { ...flag, environment: 'production' });
    if (read >= 0) took.push(performance.now() - startedAt);
  }
  probe.spin();
  await database.$disconnect();
  return took;
}
