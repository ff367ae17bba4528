import type { FlagDocument } from '@halyard/contracts';
import { findBroken } from '@halyard/core';
import { expect, test } from 'vitest';

import { toState } from './organization-state.ts';

const id = '018f0000-0000-7000-8000-000000000000';

const flag = (index: number): FlagDocument => ({
  id: `flag-${index}`,
  key: `flag-${index}`,
  name: 'Flag',
  organization_id: id,
  application_id: null,
  scope: 'enterprise',
  status: 'active',
  value_type: 'boolean',
  // Each needs the one that comes after it.
  environments: {
    production: { enabled: true, prerequisites: [{ flag: `flag-${index + 1}` }] },
  },
  tags: [],
  auto_disable_after_end: false,
  realtime_enabled: true,
  version: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
});

test('while thousands of flags are compiled others get their turn, and no flag is broken by the order', async () => {
  let turns = 0;
  let isCounting = true;
  setImmediate(function count() {
    turns++;
    if (isCounting) setImmediate(count);
  });
  const flags = Array.from({ length: 2_000 }, (_, index) => flag(index));
  const last: FlagDocument = { ...flag(2_000), environments: { production: { enabled: true } } };
  const state = await toState(
    {
      organization: { id, name: 'Acme', plan: 'ENTERPRISE' },
      last: 7,
      flags: [...flags, last],
      segments: [],
      keys: [],
    },
    undefined,
  );
  isCounting = false;
  expect(state.dataSet.byId.size).toBe(2_001);
  expect(findBroken(state.dataSet)).toEqual([]);
  expect(turns).toBeGreaterThan(10);
});
