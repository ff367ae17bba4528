import type { AuditEntryDetails, AuditEntryList } from '../audit/audit-entry.ts';
import type { AuditVerificationReport } from '../audit/audit-verification.ts';
import type { UserActivity } from '../audit/user-activity.ts';
import type { RouteExample } from '../routes/route.ts';
import { exampleIds } from './ids.ts';

const toggled = {
  id: '0197a000-0000-7000-8000-000000000101',
  organization_id: exampleIds.organization,
  flag_id: exampleIds.flag,
  flag_key: 'new-checkout',
  entity_type: 'flag',
  entity_id: exampleIds.flag,
  action: 'toggled',
  changes: {
    before: { environments: { development: { enabled: true } } },
    after: { environments: { development: { enabled: false } } },
  },
  user_id: exampleIds.user,
  user_email: 'ada@example.com',
  ip_address: '192.0.2.1',
  user_agent: 'Mozilla/5.0',
  timestamp: '2026-11-02T09:30:00.000Z',
} satisfies AuditEntryDetails;

const organization = { organization_id: exampleIds.organization };

export const listFlagAudit = {
  query: { action: 'toggled', start_date: '2020-01-01', end_date: '2099-12-31', limit: '50' },
  answer: { entries: [toggled], total: 1 } satisfies AuditEntryList,
} satisfies RouteExample;

export const listAudit = {
  query: { ...organization, user_id: exampleIds.user, limit: '1' },
  answer: { entries: [toggled], total: 2, next_cursor: 'WyI0Il0' } satisfies AuditEntryList,
} satisfies RouteExample;

export const exportAudit = {
  query: { ...organization, flag_id: exampleIds.flag, action: 'toggled' },
  answer: [toggled],
} satisfies RouteExample;

export const verifyAudit = {
  query: organization,
  answer: {
    is_intact: true,
    entries: 4,
    erased: 0,
    checkpoints: 0,
    problems: [],
  } satisfies AuditVerificationReport,
} satisfies RouteExample;

export const readActivity = {
  answer: {
    user_id: exampleIds.user,
    email: 'ada@example.com',
    total_actions: 2,
    flags_created: 1,
    flags_updated: 0,
    flags_deleted: 0,
    flags_archived: 0,
    last_action_at: '2026-11-02T09:30:00.000Z',
  } satisfies UserActivity,
} satisfies RouteExample;
