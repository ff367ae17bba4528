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

  test('what was refused, or left unfinished when its writer died, takes no room for long', async () => {
    await bases.put('a', 2, Buffer.from('two'));
    await bases.put('a', 1, Buffer.alloc(3 * 1024 * 1024));
    const dying = two.nodes[1];
    const put = dying.bases!.put('b', 1, Buffer.alloc(64 * 1024 * 1024));
    const unfinished = () => two.client.keys(`${two.prefix}:base:{b}:*`);
    await expect.poll(unfinished, { interval: 1 }).toHaveLength(1);
    await dying.proxy.takeAway();
    await expect(put).rejects.toMatchObject({ code: 'unavailable' });
    const [left] = await unfinished();
    expect(await two.client.pttl(left!)).toBeGreaterThan(0);
    expect((await two.client.keys(`${two.prefix}:base:{a}*`)).length).toBe(1);
    expect(await two.client.pttl(`${two.prefix}:base:{a}`)).toBe(-1);
  });

  test('a base is read as a whole while newer ones take its place', async () => {
    const sizeOf = (seq: number): number => (seq % 4) * 1024 * 1024 + 1;
    const put = (seq: number) => bases.put('a', seq, Buffer.alloc(sizeOf(seq), seq));
    await put(1);
    const putting = (async () => {
      for (let seq = 2; seq <= 20; seq++) await put(seq);
    })();
    for (let seq = 1; seq < 20;) {
      const base = (await two.nodes[1].bases!.read('a'))!;
      seq = base.seq;
      expect(Buffer.alloc(sizeOf(seq), seq).equals(base.bytes)).toBe(true);
    }
    await putting;
  });
});
