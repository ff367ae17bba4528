import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { Client } from 'pg';
import { beforeAll, expect, inject, test } from 'vitest';

import { migrate } from './migrate.ts';
import { compareDatabases } from './schema-drift/compare-databases.ts';
import { describeDatabase } from './schema-drift/describe-database.ts';
import { draftSql } from './schema-drift/draft-sql.ts';
import { createEmptyDatabase } from './testing/test-database.ts';

const folder = fileURLToPath(new URL('../../../prisma', import.meta.url));
const readPrisma = (name: string): Promise<string> => readFile(`${folder}/${name}`, 'utf8');

let migrated: Client;
let fromSchema: Client;
/** What `prisma/not-in-schema.txt` allows. */
let exceptions: string[];

beforeAll(async () => {
  const databases = [await createEmpty(), await createEmpty()] as const;
  const [one, other] = databases;
  await migrate(one.url, `${folder}/migrations`);
  await other.client.query(await draftSql(await readPrisma('schema.prisma'), other.url));
  migrated = one.client;
  fromSchema = other.client;
  const lines = (await readPrisma('not-in-schema.txt')).split('\n');
  exceptions = lines.filter((line) => line !== '' && !line.startsWith('#')).toSorted();
  return async () => {
    for (const { client, drop } of databases) await client.end().then(drop);
  };
});

async function createEmpty() {
  const { url, drop } = await createEmptyDatabase(inject('postgresUrl'));
  const client = new Client({ connectionString: url });
  await client.connect();
  return { url, drop, client };
}

const differences = async (): Promise<string[]> =>
  compareDatabases(await describeDatabase(migrated), await describeDatabase(fromSchema));

test('migrations and schema.prisma describe the same database, but for what is listed', async () => {
  expect(await differences()).toEqual(exceptions);
});

test.each([
  ['ALTER TABLE flag ADD colour text', ['+ column flag.colour: text']],
  [
    'ALTER TABLE flag ALTER name DROP NOT NULL',
    ['+ column flag.name: text', '- column flag.name: text not null'],
  ],
  [
    'ALTER TABLE flag ALTER version TYPE bigint',
    [
      '+ column flag.version: bigint not null default 1',
      '- column flag.version: integer not null default 1',
    ],
  ],
  [
    `ALTER TABLE flag ALTER status SET DEFAULT 'archived'`,
    [
      `+ column flag.status: flag_status not null default 'archived'::flag_status`,
      `- column flag.status: flag_status not null default 'active'::flag_status`,
    ],
  ],
  [
    `ALTER TYPE plan_level ADD VALUE 'none' BEFORE 'warning'`,
    [
      '+ enum plan_level: none, warning, exceeded, blocked',
      '- enum plan_level: warning, exceeded, blocked',
    ],
  ],
  [
    'ALTER TABLE segment_member DROP CONSTRAINT segment_member_organization_id_segment_id_fkey',
    [
      '- constraint segment_member.segment_member_organization_id_segment_id_fkey: ' +
        'FOREIGN KEY (organization_id, segment_id) REFERENCES segment(organization_id, id) ' +
        'ON UPDATE CASCADE ON DELETE CASCADE',
    ],
  ],
  [
    'CREATE INDEX recent ON flag (updated_at) WHERE application_id IS NULL',
    [
      '+ CREATE INDEX recent ON public.flag USING btree (updated_at) WHERE (application_id IS NULL)',
    ],
  ],
  [
    'ALTER TABLE audit_checkpoint SET UNLOGGED',
    ['+ table audit_checkpoint: unlogged', '- table audit_checkpoint: permanent'],
  ],
])('%s would be noticed', async (change, noticed) => {
  await migrated.query(`BEGIN; ${change}`);
  const found = await differences();
  await migrated.query('ROLLBACK');
  expect(found).toEqual([...exceptions, ...noticed].toSorted());
});
