import { expect, test } from 'vitest';

import { compile } from './data-set.ts';
import { findReportedFlag } from './find-flag.ts';
import type { Flag } from './model.ts';

const flag = (id: string, application: string | null, status: Flag['status']): Flag => ({
  id,
  key: 'checkout',
  application_id: application,
  status,
  version: 1,
  environments: {},
});
const find = (...flags: Flag[]) =>
  findReportedFlag(compile({ flags, segments: [] }), 'shop', 'checkout')?.id;

test('a report is of the flag that decides, else of an archived one', () => {
  const own = flag('own', 'shop', 'active');
  const enterprise = flag('enterprise', null, 'active');
  const oldOwn = flag('own', 'shop', 'archived');
  const oldEnterprise = flag('enterprise', null, 'archived');
  expect(find(own, enterprise)).toBe('own');
  expect(find(oldOwn, enterprise)).toBe('enterprise');
  expect(find(own, oldEnterprise)).toBe('own');
  expect(find(oldOwn, oldEnterprise)).toBe('own');
  expect(find(oldEnterprise)).toBe('enterprise');
});

test('a report of another application’s flag, or of none, has no flag', () => {
  expect(find(flag('other', 'warehouse', 'active'))).toBe(undefined);
  expect(find()).toBe(undefined);
});
