import { AppError } from '@halyard/contracts';
import { createMemoryCounters } from '@halyard/coordination';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { createUserLimit, type UserLimit } from './user-limit.ts';

const noon = Date.UTC(2030, 0, 1, 12);

let counters: ReturnType<typeof createCounters>;
let errors: unknown[];

/** Counters of all nodes, which can be away. */
function createCounters() {
  const all = createMemoryCounters({ now: Date.now });
  const state = { calls: 0, isAway: false };
  return {
    state,
    async add(name: string, amount: number, expiresAt: number): Promise<number> {
      state.calls += 1;
      if (state.isAway) throw new AppError('unavailable', 'The counters are away.');
      return all.add(name, amount, expiresAt);
    },
  };
}

const createNode = (nodes = 1, name = 'control'): UserLimit =>
  createUserLimit({
    counters,
    name,
    limit: 20,
    now: Date.now,
    onError: (error) => errors.push(error),
    nodes: () => nodes,
  });

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
  counters = createCounters();
  errors = [];
  return () => vi.useRealTimers();
});

/** How many of so many requests at once were let in. */
async function ask({ admit }: UserLimit, requests: number, user = 'ada'): Promise<number> {
  const asked = Array.from({ length: requests }, () => admit(user));
  const answers = await Promise.allSettled(asked);
  return answers.filter(({ status }) => status === 'fulfilled').length;
}

const refusal = ({ admit }: UserLimit): Promise<unknown> =>
  admit('ada').catch((error: unknown) => error);

describe('through all nodes', () => {
  test('a user has exactly as many a minute as the limit says, wherever they are sent', async () => {
    const requests = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 12 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(requests, async (bursts) => {
        counters = createCounters();
        const nodes = Array.from({ length: 4 }, () => createNode());
        const admitted = await Promise.all(bursts.map(([at, size]) => ask(nodes[at]!, size)));
        const sent = bursts.reduce((sum, [, size]) => sum + size, 0);
        expect(admitted.reduce((sum, n) => sum + n, 0)).toBe(Math.min(sent, 20));
      }),
    );
  });

  test('users, and limits by name, are counted apart', async () => {
    expect(await ask(createNode(), 25)).toBe(20);
    expect(await ask(createNode(), 25, 'grace')).toBe(20);
    expect(await ask(createNode(1, 'assistant'), 25)).toBe(20);
  });

  test('a user has as many again when the next UTC minute begins', async () => {
    const node = createNode();
    vi.setSystemTime(noon + 59_999);
    expect(await ask(node, 25)).toBe(20);
    vi.setSystemTime(noon + 60_000);
    expect(await ask(node, 25)).toBe(20);
  });

  test('a request costs one call, and none once the minute is used up', async () => {
    const node = createNode();
    for (let n = 0; n < 15; n++) await node.admit('ada');
    expect(counters.state.calls).toBe(15);
    for (let n = 0; n < 100; n++) await refusal(node);
    await ask(node, 100);
    expect(counters.state.calls).toBe(20);
  });
});

test('a refusal says what the limit is and when it ends', async () => {
  const node = createNode();
  vi.setSystemTime(noon + 18_500);
  await ask(node, 20);
  expect(await refusal(node)).toMatchObject({
    code: 'rate_limited',
    headers: {
      'retry-after': '42',
      'ratelimit-limit': '20',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '42',
    },
  });
});

describe('while the counter is away', () => {
  beforeEach(() => {
    counters.state.isAway = true;
  });

  test.each([
    [1, 20],
    [3, 6],
    [50, 1],
  ])('each of %i nodes lets %i of a user’s requests in', async (nodes, share) => {
    expect(await ask(createNode(nodes), 50)).toBe(share);
    const node = createNode(nodes);
    for (let n = 0; n < share; n++) await node.admit('ada');
    expect(await refusal(node)).toMatchObject({ code: 'rate_limited' });
  });

  test('what a node let in before is part of its share', async () => {
    const node = createNode(2);
    counters.state.isAway = false;
    expect(await ask(node, 7)).toBe(7);
    counters.state.isAway = true;
    expect(await ask(node, 50)).toBe(3);
  });

  test('it is asked once a second, and its outage is reported once', async () => {
    const node = createNode();
    await node.admit('ada');
    for (let n = 0; n < 5; n++) await node.admit('ada');
    expect(counters.state.calls).toBe(1);
    vi.advanceTimersByTime(1_000);
    for (let n = 0; n < 5; n++) await node.admit('ada');
    expect(counters.state.calls).toBe(2);
    expect(errors).toEqual([expect.objectContaining({ code: 'unavailable' })]);
  });

  test('what was let in is counted as soon as it is back, on the other nodes too', async () => {
    const [node, other] = [createNode(2), createNode(2)];
    expect(await ask(node, 8)).toBe(8);
    counters.state.isAway = false;
    vi.advanceTimersByTime(1_000);
    await node.admit('ada');
    expect(await ask(other, 20)).toBe(11);
    counters.state.isAway = true;
    vi.setSystemTime(noon + 60_000);
    await ask(node, 1);
    expect(errors).toHaveLength(2);
  });
});
