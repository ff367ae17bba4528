import { randomInt } from 'node:crypto';

import { createAuditSigner, createAuditVerifier, generateAuditKey } from '@halyard/auth';
import { createDatabase, type Database } from '@halyard/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Context } from '../../context/context.ts';
import { asMember, createShop } from '../../fixtures/shop.ts';
import { useDatabase } from '../../fixtures/use-database.ts';
import { createFlag } from '../../flags/create.ts';
import { toggleFlag } from '../../flags/toggle.ts';
import { recordChanges, type RecordedChange } from '../../record/record-change.ts';
import { withTransaction } from '../../transaction/with-transaction.ts';
import { chainHash } from '../canonical.ts';
import { verifyAudit } from './verify.ts';

const pem = generateAuditKey();
const verifySignature = createAuditVerifier([pem]);

const domain = useDatabase({ auditSigner: createAuditSigner(pem) });

let ctx: Context;
/** One connection: what is altered in a transaction is seen, and taken back afterwards. */
let database: Database;
let organizationId: string;
let otherId: string;
/** The flag's first entry, by a member: all its columns say something. */
const flagSeq = 3;
let lastSeq: number;

beforeAll(async () => {
  database = createDatabase({ url: domain.url, maxConnections: 1 });
  ({ ctx } = domain);
  const shop = await createShop(ctx);
  ({ organizationId } = shop);
  ({ organizationId: otherId } = await createShop(ctx));
  const member = asMember(ctx, organizationId, 'ADMIN');
  const fields = { name: 'Checkout', environments: { staging: {} } };
  const flag = await createFlag(member, { ...shop, key: 'checkout', fields });
  await auditMany(organizationId, 996);
  for (const enabled of [true, false, true]) {
    await toggleFlag(member, { ...shop, flagId: flag.id, environment: 'staging', enabled });
  }
  lastSeq = 1_002;
});
afterAll(() => database.$disconnect());

/** So many entries by Halyard itself, in one transaction. */
async function auditMany(of: string, count: number): Promise<void> {
  const recorded: RecordedChange = {
    change: { kind: 'organization', entity_id: of, action: 'updated', document: null },
    audit: {
      entityType: 'organization',
      entityId: of,
      action: 'updated',
      changes: {
        before: null,
        after: null,
      },
    },
  };
  const all = Array.from({ length: count }, () => recorded);
  await withTransaction(ctx, (tx) => recordChanges(tx, of, all));
}

const verify = (id = organizationId) =>
  verifyAudit({ ...ctx, database }, { organizationId: id, verifySignature });

/** Runs statements that only who rules the database could, and takes them back after a look. */
async function altering<T>(statements: readonly string[], look: () => Promise<T>): Promise<T> {
  await database.$executeRawUnsafe('BEGIN');
  await database.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
  try {
    for (const statement of statements) await database.$executeRawUnsafe(statement);
    return await look();
  } finally {
    await database.$executeRawUnsafe('ROLLBACK');
  }
}

async function seqsFound(...statements: string[]): Promise<number[]> {
  const { isIntact, problems } = await altering(statements, () => verify());
  expect(isIntact).toBe(problems.length === 0);
  return [...new Set(problems.map(({ seq }) => seq))];
}

const of = (seq: number) => `WHERE organization_id = '${organizationId}' AND seq = ${seq}`;

/** The same value with one bit changed; of a time, its last unit. */
const altered: Record<string, (column: string) => string> = {
  uuid: (column) =>
    `(left(${column}::text, 35) || translate(right(${column}::text, 1), '0123456789abcdef', '1032547698badcfe'))::uuid`,
  text: (column) => `left(${column}, -1) || chr(ascii(right(${column}, 1)) # 1)`,
  bytea: (column) => `set_bit(${column}, 0, 1 - get_bit(${column}, 0))`,
  bigint: (column) => `${column} # (1::bigint << 40)`,
  'timestamp with time zone': (column) => `${column} + interval '1 millisecond'`,
};

test('a chain as it was written is intact', async () => {
  expect(await verify()).toEqual({
    isIntact: true,
    entries: lastSeq,
    erased: 0,
    checkpoints: 1,
    problems: [],
  });
});

test('a chain that grows meanwhile is intact', async () => {
  const writing = Promise.all(Array.from({ length: 30 }, () => auditMany(otherId, 1)));
  const looks = [];
  for (let look = 0; look < 5; look++) looks.push(await verify(otherId));
  await writing;
  expect(looks.flatMap(({ problems }) => problems)).toEqual([]);
  expect((await verify(otherId)).entries).toBe(32);
});

describe('one altered bit is found, in every column', () => {
  const tables = [
    ['audit_entry', () => of(flagSeq), [flagSeq]],
    ['audit_checkpoint', () => of(1_000), [1_000]],
    ['audit_person', () => of(flagSeq), [flagSeq]],
    ['change_head', () => `WHERE organization_id = '${organizationId}'`, [1_002, 1_003]],
  ] as const;
  /** These say whose a row is, and a row that is gone was erased; see below. */
  const identifying = new Set(['audit_person.organization_id', 'audit_person.seq']);
  /** Of the log and of flags, not of the audit. */
  const others = new Set([
    'change_head.organization_id',
    'change_head.seq',
    'change_head.insight_serial',
  ]);

  test.each(tables)('of %s', async (table, where, expected) => {
    const columns = await database.$queryRaw<{ name: string; type: string }[]>`
      SELECT column_name::text AS name, data_type::text AS type FROM information_schema.columns
      WHERE table_name = ${table} ORDER BY ordinal_position`;
    expect(columns.length).toBeGreaterThan(2);
    for (const { name, type } of columns) {
      const column = `${table}.${name}`;
      if (identifying.has(column) || others.has(column)) continue;
      const statement = `UPDATE ${table} SET ${name} = ${altered[type]!(name)} ${where()}`;
      const found = await seqsFound(statement);
      expect(
        found.some((seq) => expected.includes(seq as never)),
        `${column}: ${found.join()}`,
      ).toBe(true);
    }
  });

  test('of whose a person is: moved to another entry, or to another organization', async () => {
    expect(await seqsFound(`UPDATE audit_person SET seq = 4 ${of(flagSeq)}`)).toEqual([4]);
    const move = `UPDATE audit_person SET organization_id = '${otherId}', seq = 2 ${of(flagSeq)}`;
    const { problems } = await altering([move], () => verify(otherId));
    expect(problems).toMatchObject([{ seq: 2 }]);
  });

  test.each(['flag_key', 'user_email', 'ip_address'])('of %s, to nothing', async (name) => {
    const table = name === 'flag_key' ? 'audit_entry' : 'audit_person';
    const found = await seqsFound(`UPDATE ${table} SET ${name} = NULL ${of(flagSeq)}`);
    expect(found).toEqual([flagSeq]);
  });

  test('wherever it is', async () => {
    const seed = randomInt(2 ** 31);
    const random = randomFrom(seed);
    for (let round = 0; round < 50; round++) {
      const seq = 1 + random(lastSeq);
      const statement = `UPDATE audit_entry SET ${flips[random(2)]!(random(2 ** 16))} ${of(seq)}`;
      expect(await seqsFound(statement), `seed ${seed}: ${statement}`).toContain(seq);
    }
  });
});

/** Each changes one bit of an entry, the same for the same number. */
const flips = [
  (place: number): string => {
    const bit = place % 256;
    return `hash = set_bit(hash, ${bit}, 1 - get_bit(hash, ${bit}))`;
  },
  (place: number): string => {
    const at = `(1 + ${place} % length(canonical))`;
    const flipped = `chr(ascii(substr(canonical, ${at}, 1)) # 1)`;
    return `canonical = overlay(canonical placing ${flipped} from ${at} for 1)`;
  },
];

/** Whole numbers below a bound, always the same for the same seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe('what is gone, or out of its place, is found', () => {
  test.each([1, 2, 500, 1_000])('the entry %i', async (seq) => {
    expect(await seqsFound(`DELETE FROM audit_entry ${of(seq)}`)).toContain(seq);
  });

  test('the last entries', async () => {
    const cut = `DELETE FROM audit_entry WHERE organization_id = '${organizationId}' AND seq > 1000`;
    expect(await seqsFound(cut)).toEqual([1_001]);
  });

  test('the last entries, by who makes the head say so too, from the checkpoint on', async () => {
    const found = await seqsFound(
      `DELETE FROM audit_entry WHERE organization_id = '${organizationId}' AND seq > 998`,
      `UPDATE change_head SET audit_seq = 998, audit_hash = (SELECT hash FROM audit_entry ${of(998)})
       WHERE organization_id = '${organizationId}'`,
    );
    expect(found).toEqual([1_000]);
  });

  test('all of them', async () => {
    const all = `DELETE FROM audit_entry WHERE organization_id = '${organizationId}'`;
    expect(await seqsFound(all)).toContain(1);
  });

  test('two entries that changed places', async () => {
    const found = await seqsFound(
      `UPDATE audit_entry SET seq = -1 ${of(500)}`,
      `UPDATE audit_entry SET seq = 500 ${of(501)}`,
      `UPDATE audit_entry SET seq = 501 ${of(-1)}`,
    );
    expect(found).toEqual([500, 501, 502]);
  });

  test('a checkpoint', async () => {
    expect(await seqsFound(`DELETE FROM audit_checkpoint ${of(1_000)}`)).toEqual([1_000]);
  });

  test('a checkpoint’s place', async () => {
    const found = await seqsFound(`UPDATE audit_checkpoint SET seq = 999 ${of(1_000)}`);
    expect(found).toEqual([999, 1_000]);
  });

  test('an entry that nobody wrote', async () => {
    const found = await seqsFound(
      `INSERT INTO audit_entry SELECT organization_id, 1003, id, entity_type, entity_id, action,
         flag_key, canonical, hash, created_at FROM audit_entry ${of(1_002)}`,
    );
    expect(found).toContain(1_003);
  });
});

test('a past that was written anew, every hash with it, does not fit its signed checkpoint', async () => {
  const entries = await database.auditEntry.findMany({
    where: { organizationId, seq: { gte: 998 } },
    orderBy: { seq: 'asc' },
  });
  let previous: Uint8Array = entries[0]!.hash;
  const statements = entries.slice(1).map(({ seq, canonical }) => {
    const told = canonical.replace('"before":null', '"before":false');
    previous = chainHash(previous, told);
    const hash = `'\\x${Buffer.from(previous).toString('hex')}'`;
    return `UPDATE audit_entry SET hash = ${hash}, canonical = '${told}' ${of(Number(seq))}`;
  });
  const head = `UPDATE change_head SET audit_hash = (SELECT hash FROM audit_entry ${of(lastSeq)})
    WHERE organization_id = '${organizationId}'`;
  expect(await seqsFound(...statements, head)).toEqual([1_000]);
  const forged = `UPDATE audit_checkpoint SET hash = (SELECT hash FROM audit_entry ${of(1_000)}) ${of(1_000)}`;
  expect(await seqsFound(...statements, head, forged)).toEqual([1_000]);
});

test('a checkpoint by a key that is not ours does not verify', async () => {
  const others = createAuditVerifier([generateAuditKey()]);
  const result = await verifyAudit(ctx, { organizationId, verifySignature: others });
  expect(result.problems).toMatchObject([{ seq: 1_000 }]);
});

test('only who administers the organization may look', async () => {
  const input = { organizationId, verifySignature };
  const releaser = asMember(ctx, organizationId, 'RELEASE_MANAGER');
  await expect(verifyAudit(releaser, input)).rejects.toMatchObject({ code: 'forbidden' });
  const foreign = asMember(ctx, otherId, 'OWNER');
  await expect(verifyAudit(foreign, input)).rejects.toMatchObject({ code: 'forbidden' });
  const missing = verifyAudit(ctx, { ...input, organizationId: crypto.randomUUID() });
  await expect(missing).rejects.toMatchObject({ code: 'not_found' });
});
