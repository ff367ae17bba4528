import { beforeEach, describe, expect, inject, test } from 'vitest';

import type { Bases } from '../../bases.ts';
import { createTwoRedisNodes, type TwoRedisNodes } from '../testing/two-nodes.ts';

describe('bases on Redis', () => {
  let two: TwoRedisNodes;
  let bases: Bases;

  beforeEach(async () => {
    two = await createTwoRedisNodes(inject('redisUrl'));
    bases = two.nodes[0].bases!;
    return () => two.close();
  });

  test('a base that Redis has lost is not listed, and can be put again', async () => {
    const base = ['a', 1, Buffer.from('one')] as const;
    await bases.put(...base);
    await two.client.del(`${two.prefix}:base:{a}`);
    expect(await bases.list()).toEqual(new Map());
    await bases.put(...base);
    await two.client.del(`${two.prefix}:bases`);
    expect(await bases.list()).toEqual(new Map());
    await bases.put(...base);
    expect(await bases.list()).toEqual(new Map([['a', 1]]));
  });

  test('calls are `unavailable` while the server is away, and answered when it is back', async () => {
    const [{ proxy }] = two.nodes;
    await bases.put('a', 1, Buffer.from('one'));
    await proxy.takeAway();
    await expect(bases.list()).rejects.toMatchObject({ code: 'unavailable' });
    await proxy.restore();
    await expect.poll(() => bases.list().catch(() => undefined)).toEqual(new Map([['a', 1]]));
  });
});
