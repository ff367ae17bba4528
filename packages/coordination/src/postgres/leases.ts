import { randomUUID } from 'node:crypto';

import type { Lease, Leases } from '../leases.ts';
import type { Run } from './connections.ts';

// Times are the server's alone, so that nodes' clocks do not matter.
const acquire = `
  INSERT INTO coordination_lease AS lease (name, token, holder, expires_at)
  VALUES ($1, 1, $2, now() + $3 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE
  SET token = lease.token + 1, holder = excluded.holder, expires_at = excluded.expires_at
  WHERE lease.expires_at <= now()
  RETURNING token`;

const renew = `
  UPDATE coordination_lease SET expires_at = now() + $3 * interval '1 millisecond'
  WHERE name = $1 AND holder = $2 AND expires_at > now()
  RETURNING name`;

const release = `
  UPDATE coordination_lease SET expires_at = 'epoch'
  WHERE name = $1 AND holder = $2`;

export const createPostgresLeases = (run: Run): Leases => ({
  async acquire(name, ttlMs) {
    // One for each lease: a token alone may come again when a backup is restored.
    const holder = randomUUID();
    const [row] = await run<{ token: string }>(acquire, [name, holder, ttlMs]);
    return row && createLease(run, Number(row.token), [name, holder, ttlMs]);
  },
});

const createLease = (
  run: Run,
  token: number,
  [name, holder, ttlMs]: [name: string, holder: string, ttlMs: number],
): Lease => ({
  token,
  async renew() {
    const rows = await run(renew, [name, holder, ttlMs]);
    return rows.length === 1;
  },
  async release() {
    await run(release, [name, holder]);
  },
});
