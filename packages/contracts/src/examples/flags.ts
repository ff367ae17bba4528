import type { FlagDetails } from '../flags/flag-details.ts';
import type { RouteExample } from '../routes/route.ts';
import { exampleIds } from './ids.ts';

export const newCheckout = {
  id: exampleIds.flag,
  key: 'new-checkout',
  name: 'New checkout',
  organization_id: exampleIds.organization,
  application_id: exampleIds.application,
  scope: 'application',
  status: 'active',
  value_type: 'boolean',
  environments: {
    production: { enabled: false },
    development: { enabled: true, rollout_percentage: 25 },
  },
  tags: ['checkout'],
  auto_disable_after_end: false,
  realtime_enabled: true,
  version: 1,
  created_by: exampleIds.user,
  created_at: '2026-11-01T09:00:00.000Z',
  updated_at: '2026-11-01T09:00:00.000Z',
} satisfies FlagDetails;

export const createFlag = {
  body: {
    key: 'new-checkout',
    name: 'New checkout',
    application_id: exampleIds.application,
    environments: {
      production: { enabled: false },
      development: { enabled: true, rollout_percentage: 25 },
    },
    tags: ['checkout'],
  },
  answer: newCheckout,
} satisfies RouteExample;

const { auto_disable_after_end: _auto, realtime_enabled: _realtime, ...summary } = newCheckout;

export const listFlags = {
  query: { environment: 'development', enabled: 'true', tag: 'checkout', search: 'check' },
  answer: {
    flags: [
      {
        ...summary,
        environments: { production: { enabled: false }, development: { enabled: true } },
      },
    ],
    total: 1,
  },
} satisfies RouteExample;

export const checkFlagKey = {
  query: { key: 'new-checkout', application_id: exampleIds.application },
  answer: {
    key: 'new-checkout',
    is_valid: true,
    is_available: false,
    problem: 'A flag has this key.',
  },
} satisfies RouteExample;

export const getFlag = { answer: newCheckout } satisfies RouteExample;

const changed = { ...newCheckout, version: 2, updated_at: '2026-11-02T09:00:00.000Z' };

export const replaceFlag = {
  body: {
    key: 'new-checkout',
    name: 'Checkout',
    environments: newCheckout.environments,
    tags: ['checkout'],
    expected_version: 1,
  },
  answer: { ...changed, name: 'Checkout' },
} satisfies RouteExample;

export const patchFlag = {
  body: {
    environments: { development: { rollout_percentage: 50 } },
    reason: 'The first 25 % had no trouble.',
    expected_version: 1,
  },
  answer: {
    ...changed,
    environments: {
      production: { enabled: false },
      development: { enabled: true, rollout_percentage: 50 },
    },
  },
} satisfies RouteExample;

export const deleteFlag = { query: { expected_version: '1' } } satisfies RouteExample;

export const toggleFlag = {
  body: { environment: 'production', enabled: true, reason: 'Launch.' },
  answer: {
    ...changed,
    environments: {
      production: { enabled: true },
      development: { enabled: true, rollout_percentage: 25 },
    },
  },
} satisfies RouteExample;

export const archiveFlag = {
  body: { reason: 'Everybody has it.' },
  answer: { ...changed, status: 'archived' },
} satisfies RouteExample;

export const restoreFlag = {
  body: { expected_version: 2 },
  answer: { ...changed, version: 3 },
} satisfies RouteExample;

export const rollBackFlag = {
  body: { version: 1, reason: 'Too many failed payments.' },
  answer: { ...changed, version: 3 },
} satisfies RouteExample;

const switchedOn = {
  version: 2,
  action: 'toggled',
  created_by: exampleIds.user,
  created_by_email: 'ada@example.com',
  created_at: '2026-11-02T09:00:00.000Z',
  changes: [
    {
      field: 'environments.production.enabled',
      before: false,
      after: true,
      text: 'production: switched on',
    },
  ],
};

export const listFlagVersions = {
  query: { limit: '1' },
  answer: { versions: [switchedOn], total: 2, next_cursor: 'WyIyIl0' },
} satisfies RouteExample;

export const getFlagVersion = {
  query: { compare_to: '1' },
  answer: { ...switchedOn, flag: toggleFlag.answer, compared_to: 1 },
} satisfies RouteExample;
