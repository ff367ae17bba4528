import { monthAt } from '@halyard/contracts';
import { coordinationServers } from '@halyard/coordination/testing';
import { changePlan } from '@halyard/domain';
import { addUsage } from '@halyard/domain/testing';
import { beforeEach, describe, expect, test } from 'vitest';

import { decideFlag } from './decide-flag.ts';
import { createMeteringKit, type MeteringKit, type MeteringNode } from './metering-kit.ts';

let kit: MeteringKit;
let month: string;

/** How often each of these was audited. */
async function audited(...actions: string[]): Promise<number[]> {
  const { organizationId } = kit.key;
  return Promise.all(
    actions.map((action) => kit.database.auditEntry.count({ where: { organizationId, action } })),
  );
}

const levels = ['limit_warning', 'limit_exceeded', 'hard_overage_reached'];

function count({ counts }: MeteringNode, evaluations: number): void {
  const decision = decideFlag();
  for (let n = 0; n < evaluations; n++) {
    counts.count(
      kit.key,
      decision,
      'production',
      false,
      undefined,
      undefined,
      undefined,
      Date.now(),
    );
  }
}

describe.each(coordinationServers)('by %s', (server) => {
  beforeEach(async () => {
    kit = await createMeteringKit(server);
    month = monthAt(Date.now()).name;
    const { organizationId } = kit.key;
    await changePlan(kit.ctx, { organizationId, plan: 'FREE' });
    return kit.close;
  });

  test('a node that answered nothing blocks what another brought past 110 %, each level audited once', async () => {
    const [busy, idle] = [await kit.startNode(), await kit.startNode()];
    busy.record(10_999);
    await expect.poll(() => audited(...levels)).toEqual([1, 1, 0]);
    expect([busy.isBlocked(), idle.isBlocked()]).toEqual([false, false]);
    busy.record(1);
    await expect.poll(() => busy.isBlocked()).toBe(true);
    await expect.poll(() => idle.isBlocked(), { interval: 5 }).toBe(true);
    for (const node of [busy, idle, busy, idle]) node.refuse();
    await expect.poll(() => audited('evaluation_blocked')).toEqual([1]);
    for (const node of [busy, idle]) await node.usage.close();
    expect(await audited(...levels, 'evaluation_blocked')).toEqual([1, 1, 1, 1]);
  });

  test('a larger plan unblocks on every node', async () => {
    const nodes = [await kit.startNode(), await kit.startNode()];
    const blocked = () => nodes.map((node) => node.isBlocked());
    for (const node of nodes) node.record(6_000);
    await expect.poll(blocked).toEqual([true, true]);
    await expect.poll(() => audited(...levels)).toEqual([1, 1, 1]);
    const { organizationId } = kit.key;
    await changePlan(kit.ctx, { organizationId, plan: 'PRO' });
    await expect.poll(blocked).toEqual([false, false]);
  });

  test('counters that know nothing, as after they were lost, go on from what is durable', async () => {
    const { organizationId } = kit.key;
    await addUsage(kit.ctx, {
      node: 'earlier',
      boot: crypto.randomUUID(),
      n: 1,
      usage: [{ organizationId, day: `${month}-01`, evaluations: 10_900 }],
    });
    const [one, other] = [await kit.startNode(), await kit.startNode()];
    one.record(60);
    await one.usage.close();
    expect(one.isBlocked()).toBe(false);
    other.record(40);
    await other.usage.close();
    expect(other.isBlocked()).toBe(true);
  });

  test('what is durable as soon as it is answered is not added to a plan’s usage twice', async () => {
    const node = await kit.startNode({ shareIntervalMs: 3_600_000 });
    node.record(6_000);
    count(node, 6_000);
    await node.counts.close();
    await expect.poll(() => kit.readEvaluations(month)).toBe(6_000);
    await node.usage.close();
    expect(node.isBlocked()).toBe(false);
    node.record(4_999);
    expect(node.isBlocked()).toBe(false);
    node.record(1);
    expect(node.isBlocked()).toBe(true);
  });

  test('what nodes counted is durable once they are closed, and levels follow from it alone', async () => {
    const nodes = [await kit.startNode(), await kit.startNode()];
    for (const node of nodes) count(node, 5_500);
    for (const node of nodes) await node.counts.close();
    await expect.poll(() => kit.readEvaluations(month)).toBe(11_000);
    expect(await audited(...levels)).toEqual([1, 1, 1]);
    await expect.poll(() => nodes.map((node) => node.isBlocked())).toEqual([true, true]);
  });
});
