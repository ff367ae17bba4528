import { expect, inject, onTestFinished, test } from 'vitest';

import { createDatabase, type Database } from './client.ts';
import { createEmptyDatabase } from './testing/test-database.ts';

function connect(url: string): Database {
  const database = createDatabase({ url, maxConnections: 1 });
  onTestFinished(() => database.$disconnect());
  return database;
}

test('times are written and read as they are, whatever zone a server or an address is set to', async () => {
  const { url, drop } = await createEmptyDatabase(inject('postgresUrl'));
  onTestFinished(drop);
  const first = connect(url);
  const name = new URL(url).pathname.slice(1);
  await first.$executeRawUnsafe(`ALTER DATABASE ${name} SET timezone = 'Asia/Kolkata'`);

  const own = new URL(url);
  own.searchParams.set('options', '-c TimeZone=Asia/Kolkata -c work_mem=5MB');
  const time = new Date('2026-11-22T12:30:00.123Z');
  for (const address of [url, own.href]) {
    const database = connect(address);
    const rows = await database.$queryRaw`
      SELECT extract(epoch FROM ${time}::timestamptz)::float8 * 1000 AS one,
        extract(epoch FROM (${[time]}::timestamptz[])[1])::float8 * 1000 AS listed,
        ${time.toISOString()}::timestamptz AS read`;
    expect(rows).toEqual([{ one: time.getTime(), listed: time.getTime(), read: time }]);
  }
  const [memory] = await connect(own.href).$queryRaw<unknown[]>`SHOW work_mem`;
  expect(memory).toEqual({ work_mem: '5MB' });
});
