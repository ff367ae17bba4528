import type { FlagDetails } from '../flags/flag-details.ts';
import type { RouteExample } from '../routes/route.ts';
import { exampleIds } from './ids.ts';

const newCheckout = {
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

export const getFlag = { answer: newCheckout } satisfies RouteExample;
