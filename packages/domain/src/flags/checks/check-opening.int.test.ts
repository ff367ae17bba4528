import { describe, expect, test } from 'vitest';

import { onInProduction, useFlags } from '../../fixtures/use-flags.ts';
import type { JsonObject } from '../../json.ts';

const { create, patch } = useFlags();

describe('removing the last rule of an enabled environment without a percentage', () => {
  const rules = [{ serve: { enabled: true }, when: { percent: 5 } }];
  const without = (more: JsonObject = {}) => ({
    environments: { production: { rules: [], ...more } },
  });

  test('is refused', async () => {
    const flag = await create('a', onInProduction({ rules }));
    await expect(patch(flag, without())).rejects.toMatchObject({ code: 'would_open_to_everyone' });
  });

  test.each([
    ['it sets the percentage', without({ rollout_percentage: 0 }), {}],
    ['it is switched off as well', without({ enabled: false }), {}],
    ['it is confirmed', without(), { confirm: true }],
  ])('passes when %s', async (_what, fields, more) => {
    const flag = await create('a', onInProduction({ rules }));
    expect((await patch(flag, fields, more)).version).toBe(2);
  });
});
