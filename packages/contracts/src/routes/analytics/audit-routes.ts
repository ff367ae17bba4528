import { AuditEntryList, AuditExport } from '../../audit/audit-entry.ts';
import {
  AuditExportQuery,
  AuditQuery,
  AuditVerificationQuery,
  FlagAuditQuery,
} from '../../audit/audit-query.ts';
import { AuditVerificationReport } from '../../audit/audit-verification.ts';
import { UserActivity } from '../../audit/user-activity.ts';
import * as examples from '../../examples/audit.ts';
import type { Route } from '../route.ts';

const common = { service: 'analytics', origins: 'same', access: 'token', method: 'GET' } as const;

const audit = '/api/audit-log';

/** What was done, and by whom. */
export const auditRoutes = [
  {
    ...common,
    path: '/api/flags/:id/audit-log',
    can: 'audit:read',
    summary: 'Lists what was done to a flag, deleted ones too, the latest first.',
    query: FlagAuditQuery,
    example: examples.listFlagAudit,
    answers: { 200: AuditEntryList },
  },
  {
    ...common,
    path: audit,
    can: 'audit:read',
    summary: 'Lists what was done in the organization, the latest first.',
    query: AuditQuery,
    example: examples.listAudit,
    answers: { 200: AuditEntryList },
  },
  {
    ...common,
    path: `${audit}/export`,
    can: 'audit:read',
    summary: 'Gives all that was done in the organization, or to one flag, as a file.',
    query: AuditExportQuery,
    csv: true,
    example: examples.exportAudit,
    answers: { 200: AuditExport },
  },
  {
    ...common,
    path: `${audit}/verify`,
    can: 'audit:verify',
    summary: 'Proves that the audit is what was written, all of it and nothing else.',
    query: AuditVerificationQuery,
    example: examples.verifyAudit,
    answers: { 200: AuditVerificationReport },
  },
  {
    ...common,
    path: '/api/users/:user_id/activity',
    can: 'audit:read',
    summary: 'Says how often a member did what: oneself in any role, others as an administrator.',
    example: examples.readActivity,
    answers: { 200: UserActivity },
  },
] as const satisfies readonly Route[];
