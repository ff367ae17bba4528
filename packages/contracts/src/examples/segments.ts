import type { RouteExample } from '../routes/route.ts';
import type { SegmentDetails } from '../segments/segment-details.ts';
import { exampleIds } from './ids.ts';

const premiumUsers = {
  id: exampleIds.segment,
  key: 'premium-users',
  name: 'Premium Users',
  description: 'Users with premium or enterprise plans',
  organization_id: exampleIds.organization,
  rules: {
    operator: 'or',
    rules: [{ attribute: 'plan', operator: 'in', values: ['premium', 'enterprise'] }],
  },
  included_count: 0,
  excluded_count: 0,
  version: 1,
  created_by: exampleIds.user,
  created_at: '2026-11-01T09:00:00.000Z',
  updated_at: '2026-11-01T09:00:00.000Z',
} satisfies SegmentDetails;

const { key, name, description, rules } = premiumUsers;

export const createSegment = {
  body: { key, name, description, rules },
  answer: premiumUsers,
} satisfies RouteExample;

export const listSegments = {
  query: { search: 'premium', sort: 'name', order: 'asc' },
  answer: { segments: [premiumUsers], total: 1 },
} satisfies RouteExample;

export const getSegment = { answer: premiumUsers } satisfies RouteExample;

export const replaceSegment = {
  body: { name: 'Paying users', description, rules, expected_version: 1 },
  answer: { ...premiumUsers, name: 'Paying users', version: 2 },
} satisfies RouteExample;

export const updateSegment = {
  body: { name: 'Paying users' },
  answer: { ...premiumUsers, name: 'Paying users', version: 2 },
} satisfies RouteExample;

export const getSegmentUsage = {
  answer: {
    flags: [
      {
        id: exampleIds.flag,
        key: 'new-checkout',
        name: 'New checkout',
        application_id: exampleIds.application,
        status: 'active',
        environments: ['production'],
      },
    ],
    segments: [],
    total: 1,
  },
} satisfies RouteExample;

export const listSegmentMembers = {
  query: { list: 'included', search: 'user-' },
  answer: { members: ['user-123', 'user-456'], total: 2 },
} satisfies RouteExample;

const nobody = { added: 0, removed: 0, total: 0 };

export const changeSegmentMembers = {
  body: { included: { add: ['user-123', 'user-456'] }, excluded: { remove: ['user-789'] } },
  answer: { version: 2, included: { added: 2, removed: 0, total: 2 }, excluded: nobody },
} satisfies RouteExample;

export const uploadSegmentMembers = {
  body: ['user-123', 'user-456'],
  answer: { version: 2, included: { added: 2, removed: 0, total: 2 }, excluded: nobody },
} satisfies RouteExample;

export const evaluateSegment = {
  body: { user_id: 'user-123', attributes: { plan: 'premium', country: 'US' } },
  answer: { matches: true, segment_key: 'premium-users' },
} satisfies RouteExample;
