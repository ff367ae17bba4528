import { AppError } from '@halyard/contracts';
import { createMemoryCounters, type MemoryCounters } from '@halyard/coordination';
import { beforeEach, describe, expect, test } from 'vitest';

import { createAdmit, type Admit } from './admit.ts';
import { createLimits } from './limits.ts';

const noon = Date.UTC(2030, 0, 1, 12);
const limit = 1_000;

let counters: MemoryCounters;

beforeEach(() => {
  counters = createMemoryCounters({ now: () => noon });
});

const fail = (error: unknown): never => {
  throw error;
};

const createNode = (name = 'telemetry'): Admit =>
  // So patient that a slow machine is not taken for counters that are away.
  createAdmit(createLimits({ name, counters, now: () => noon, onError: fail, patienceMs: 20_000 }));

interface Asked {
  holder?: string;
  at?: number;
}

/** How many of so many requests were let in, one after the other, and the last refusal. */
async function ask(admit: Admit, requests: number, { holder = 'acme', at = noon }: Asked = {}) {
  let admitted = 0;
  let refusal: AppError | undefined;
  for (let n = 0; n < requests; n++) {
    try {
      await admit(holder, limit, 'minute', at);
      admitted += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusal = error;
    }
  }
  return { admitted, refusal };
}

describe('an organization', () => {
  test('has as many requests a minute as its limit says, and is told when there are more', async () => {
    const admit = createNode();
    expect(await ask(admit, limit)).toEqual({ admitted: limit, refusal: undefined });
    const { admitted, refusal } = await ask(admit, 2, { at: noon + 18_500 });
    expect(admitted).toBe(0);
    expect(refusal).toMatchObject({
      code: 'rate_limited',
      status: 429,
      headers: {
        'retry-after': '42',
        'ratelimit-limit': '1000',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '42',
      },
    });
    expect(await ask(admit, 5, { at: noon + 60_000 })).toMatchObject({ admitted: 5 });
  });

  test('has no more of a burst, whose rest is refused by promises that reject', async () => {
    const admit = createNode();
    const burst = Array.from({ length: 3 * limit }, async () =>
      admit('acme', limit, 'minute', noon),
    );
    const answers = await Promise.allSettled(burst);
    const refusals = answers.filter((answer) => answer.status === 'rejected');
    expect(answers.length - refusals.length).toBe(limit);
    expect(new Set(refusals.map(({ reason }) => (reason as AppError).code))).toEqual(
      new Set(['rate_limited']),
    );
  });

  test('has what it has through all nodes, ten a node more at most', async () => {
    const nodes = Array.from({ length: 4 }, () => createNode());
    const asked = await Promise.all(nodes.map((admit) => ask(admit, limit)));
    const admitted = asked.reduce((sum, each) => sum + each.admitted, 0);
    expect(admitted).toBeGreaterThan(0.95 * limit);
    expect(admitted).toBeLessThanOrEqual(limit + 10 * nodes.length);
  });

  test('uses up nothing of another’s, nor of its own under another name', async () => {
    await ask(createNode(), limit);
    expect(await ask(createNode(), limit, { holder: 'other' })).toMatchObject({ admitted: limit });
    expect(await ask(createNode('evaluation'), limit)).toMatchObject({ admitted: limit });
  });
});

test('nothing is waited for where tokens are in hand', () => {
  const admit = createNode();
  for (let n = 0; n < 10; n++) expect(admit('acme', limit, 'minute', noon)).toBe(undefined);
});
