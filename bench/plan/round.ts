import { setTimeout as wait } from 'node:timers/promises';

import type { Context } from '@halyard/domain';

import { createClient } from './client.ts';
import { blockedFrom, createOwner } from './owner.ts';
import { waitUntil } from './wait-until.ts';

const bulk = 1_000;
const shareIntervalMs = 250;

export interface Nodes {
  /** Gets all the traffic. */
  busy: { url: string };
  /** Gets none until the plan is used up. */
  idle: { url: string };
}

export interface Round {
  organizationId: string;
  /** From the answer that came to 110 % until the other node refused. */
  blockedAfterMs: number;
}

/** Uses up a new organization's plan on one node, and waits until the other refuses. */
export async function runRound(ctx: Context, nodes: Nodes): Promise<Round> {
  const { organizationId, key } = await createOwner(ctx);
  const [busy, idle] = [createClient(nodes.busy.url, key), createClient(nodes.idle.url, key)];
  for (const client of [busy, idle]) await waitUntil('a node knows the flag', client.knowsFlag);

  for (let sent = bulk; sent < blockedFrom; sent += bulk) await busy.evaluateFor(bulk);
  // At any moment between two times that nodes share what they noted.
  await wait(Math.random() * shareIntervalMs);
  await busy.evaluateFor(bulk);
  const passedAt = performance.now();
  await waitUntil('the other node refuses', idle.isRefused);
  const blockedAfterMs = performance.now() - passedAt;

  for (const client of [busy, idle]) {
    await waitUntil('both nodes refuse', client.isRefused);
    await client.checkRefusal();
  }
  return { organizationId, blockedAfterMs };
}
