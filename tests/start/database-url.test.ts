import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';

import { createEmptyDatabase, type TestDatabase } from '@halyard/database/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { stateFile } from './driver/checkout/checkout.ts';
import { useCheckout } from './driver/checkout/use-checkout.ts';
import { start, stop } from './driver/installation.ts';
import { runNpm, waitForEnd, waitForOutput } from './driver/npm.ts';
import { paste } from './driver/paste.ts';
import { findProcesses } from './driver/processes.ts';
import { query } from './driver/sql.ts';

const checkout = useCheckout({ hasPackages: true });

describe('with DATABASE_URL', () => {
  let database: TestDatabase;
  let environment: { DATABASE_URL: string };

  beforeAll(async () => {
    database = await createEmptyDatabase(inject('postgresUrl'));
    environment = { DATABASE_URL: database.url };
  });
  afterAll(() => database.drop());

  test('no server is started, and the one given is used and left running', async () => {
    const first = await start(checkout, { environment });
    expect(await paste(first.curl)).toMatchObject({ status: 200 });
    expect(findProcesses(checkout).map(({ role }) => role)).not.toContain('postgres');
    expect(existsSync(stateFile(checkout, 'postgres'))).toBe(false);
    await stop(checkout, first);
    expect(await query(database.url, 'SELECT name FROM organization')).toEqual(['Demo']);

    const second = await start(checkout, { environment });
    expect(second.sdkKey).toBe(first.sdkKey);
    expect(second.serverKey).toBe(first.serverKey);
  });

  test('a folder without keys makes no second demo in a database that has one', async () => {
    await stop(checkout, await start(checkout, { environment }));
    await rm(stateFile(checkout, 'demo-keys.json'));
    const installation = await start(checkout, { environment });
    await waitForOutput(installation.npm, /This database has an organization already/);
    expect(installation.sdkKey).toBe('');
    await stop(checkout, installation);
    expect(await query(database.url, 'SELECT name FROM organization')).toEqual(['Demo']);
    expect(await query(database.url, 'SELECT count(*)::int FROM api_key')).toEqual([2]);
  });
});

test.each([
  ['where nobody listens', 'postgresql://halyard:s3cr3t@localhost:1/halyard', 'ECONNREFUSED'],
  ['with an unknown host', 'postgresql://halyard:s3cr3t@host.invalid/halyard', 'host.invalid'],
  ['with a wrong password', withPassword('s3cr3t'), 'password authentication failed'],
  ['with an unknown database', withDatabase('absent'), 'database "absent" does not exist'],
  ['that is no URL', 's3cr3t', 'must look like postgresql://'],
])('a DATABASE_URL %s fails the start with a sentence and leaves nothing', async (_, url, why) => {
  const npm = runNpm(checkout, ['start'], { environment: { DATABASE_URL: url } });
  expect(await waitForEnd(npm)).toBe(1);
  expect(npm.output()).toContain('DATABASE_URL');
  expect(npm.output()).toContain(why);
  expect(npm.output()).not.toContain(new URL(inject('postgresUrl')).password);
  expect(npm.output()).not.toContain('s3cr3t');
  expect(npm.output()).not.toMatch(/^ +at /m);
  expect(findProcesses(checkout)).toEqual([]);
  expect(existsSync(stateFile(checkout, 'start.lock'))).toBe(false);
});

function withPassword(password: string): string {
  return Object.assign(new URL(inject('postgresUrl')), { password }).href;
}

function withDatabase(name: string): string {
  return Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href;
}
