import type { Hint } from '@halyard/contracts';
import { createFaultyDatabase, createTestDatabase } from '@halyard/database/testing';
import { expect, inject, onTestFinished, test } from 'vitest';

import { failsAt } from './atomicity/fails-at.ts';
import {
  formerMember,
  invited,
  prepareOrganization,
  referringTo,
  scheduledEnd,
  withSealer,
  type PreparedOrganization,
} from './atomicity/prepare-organization.ts';
import { addedRows, takeSnapshot, type Snapshot } from './atomicity/snapshot.ts';
import { toFeedbackBatch } from './atomicity/to-feedback-batch.ts';
import type { Context } from './context/context.ts';
import { addUsage } from './fixtures/add-usage.ts';
import { createTelemetryBatch } from './fixtures/create-telemetry-batch.ts';
import { asMember } from './fixtures/shop.ts';
import * as domain from './index.ts';
import { createIntake, type Intake } from './telemetry/intake/create-intake.ts';
import { createTestContext } from './testing.ts';

type CallVerb = (ctx: Context, prepared: PreparedOrganization) => Promise<unknown>;

/** Every verb, called so that it writes as much as it can. */
const verbs: Record<string, CallVerb> = {
  archiveFlag: (ctx, { unused }) => domain.archiveFlag(ctx, unused),
  changeMemberRole: (ctx, { shop: { organizationId }, member }) =>
    domain.changeMemberRole(ctx, { organizationId, userId: member, role: 'DEVELOPER' }),
  changePlan: (ctx, { shop: { organizationId } }) =>
    domain.changePlan(asSystem(ctx), { organizationId, plan: 'PRO' }),
  changeSegmentMembers: (ctx, { staff }) =>
    domain.changeSegmentMembers(ctx, {
      ...staff,
      included: { add: ['alan'], remove: ['ada'] },
      excluded: { add: ['ada'] },
    }),
  copyEnvironment: (ctx, { used }) =>
    domain.copyEnvironment(ctx, { ...used, from: 'staging', to: 'development' }),
  createApiKey: (ctx, { shop }) =>
    domain.createApiKey(ctx, { ...shop, kind: 'sdk', name: 'Key', tag: 'shop' }),
  createApplication: (ctx, { shop }) => domain.createApplication(ctx, { ...shop, name: 'Other' }),
  createEnvironment: (ctx, { shop }) =>
    domain.createEnvironment(ctx, { ...shop, name: 'qa', protected: false }),
  createFlag: (ctx, { shop, used }) =>
    domain.createFlag(ctx, { ...shop, key: 'x', fields: { name: 'X', ...referringTo(used) } }),
  createOrganization: (ctx) => domain.createOrganization(asSystem(ctx), { name: 'Other' }),
  createOwnOrganization: (ctx, { shop: { organizationId }, member }) =>
    domain.createOwnOrganization(asMember(ctx, organizationId, 'VIEWER', member), { name: 'Own' }),
  createSegment: (ctx, { shop: { organizationId } }) =>
    domain.createSegment(ctx, {
      organizationId,
      key: 'nested',
      fields: { name: 'Nested', rules: { segment: 'staff' } },
    }),
  createWebhook: (ctx, { shop: { organizationId } }) =>
    domain.createWebhook(withSealer(ctx), {
      organizationId,
      url: 'https://hooks.example.com',
      events: ['plan.limit_warning'],
      enabled: true,
    }),
  // With flags that depend on each other.
  deleteApplication: (ctx, { shop }) => domain.deleteApplication(ctx, shop),
  // With everything that flags say of it, and depend on in it.
  deleteEnvironment: (ctx, { shop }) =>
    domain.deleteEnvironment(ctx, { ...shop, name: 'production' }),
  deleteFlag: (ctx, { unused }) => domain.deleteFlag(ctx, unused),
  deleteOrganization: (ctx, { shop: { organizationId } }) =>
    domain.deleteOrganization(asMember(ctx, organizationId, 'OWNER'), {
      organizationId,
      confirm: 'Acme',
    }),
  deleteSegment: (ctx, { guests }) => domain.deleteSegment(ctx, guests),
  deleteWebhook: (ctx, { webhook }) => domain.deleteWebhook(ctx, webhook),
  // With what others depend on, and schedules that have ended.
  deriveChanges: (ctx) => domain.deriveChanges(asSystem(afterEnd(ctx))),
  disableEndedFlags: (ctx) => domain.disableEndedFlags(asSystem(afterEnd(ctx))),
  forgetPerson: (ctx, { shop: { organizationId } }) =>
    domain.forgetPerson(ctx, { organizationId, userId: formerMember }),
  importApplication: (ctx, { shop }) =>
    domain.importApplication(ctx, { ...shop, document: imported() }),
  // One to the same address goes.
  inviteMember: (ctx, { shop: { organizationId } }) =>
    domain.inviteMember(ctx, { organizationId, email: invited, role: 'VIEWER' }),
  raisePlanLevel: (ctx, { shop: { organizationId } }) =>
    domain.raisePlanLevel(asSystem(ctx), {
      organizationId,
      month: '2026-11',
      level: 'blocked',
      plan: 'FREE',
    }),
  recordBlockedEvaluation: (ctx, { shop: { organizationId } }) =>
    domain.recordBlockedEvaluation(asSystem(ctx), { organizationId }),
  // More than the plan includes: every level is passed.
  recordCounts: (ctx, { shop: { organizationId } }) =>
    addUsage(asSystem(ctx), {
      node: 'a',
      boot: ctx.newId(),
      n: 1,
      usage: [{ organizationId, day: '2026-11-15', evaluations: 20_000 }],
    }),
  // One on an evaluation of which nothing was known, one in the place of another.
  recordFeedback: (ctx, { shop, used, reportedOn }) =>
    domain.recordFeedback(asSystem(ctx), [
      toFeedbackBatch({ ...shop, ...used }, [reportedOn, ctx.newId()]),
    ]),
  recordTelemetry: (ctx, { shop, used }) =>
    createIntake(asSystem(ctx)).recordTelemetry([createTelemetryBatch(shop, used.flagId)]),
  removeMember: (ctx, { shop: { organizationId }, member }) =>
    domain.removeMember(ctx, { organizationId, userId: member }),
  restoreFlag: (ctx, { archived }) => domain.restoreFlag(ctx, archived),
  revokeApiKey: (ctx, { key }) => domain.revokeApiKey(ctx, key),
  revokeInvitation: (ctx, { shop: { organizationId }, invitationId }) =>
    domain.revokeInvitation(ctx, { organizationId, invitationId }),
  rollBackFlag: (ctx, { unused }) =>
    domain.rollBackFlag(ctx, { ...unused, version: 1, confirm: true }),
  rotateApiKey: (ctx, { key }) => domain.rotateApiKey(ctx, key),
  rotateWebhookSecret: (ctx, { webhook }) => domain.rotateWebhookSecret(withSealer(ctx), webhook),
  sendWebhookTest: (ctx, { webhook }) => domain.sendWebhookTest(ctx, webhook),
  tagFlag: (ctx, { used }) => domain.tagFlag(ctx, { ...used, add: ['x'] }),
  toggleFlag: (ctx, { used }) =>
    domain.toggleFlag(ctx, { ...used, environment: 'production', enabled: true }),
  updateApplication: (ctx, { shop }) => domain.updateApplication(ctx, { ...shop, name: 'Other' }),
  updateEnvironment: (ctx, { shop }) =>
    domain.updateEnvironment(ctx, { ...shop, name: 'staging', protected: true }),
  updateFlag: (ctx, { used, alone }) =>
    domain.updateFlag(ctx, { ...used, change: { patch: referringTo(alone) } }),
  updateOrganization: (ctx, { shop: { organizationId } }) =>
    domain.updateOrganization(ctx, { organizationId, name: 'Other' }),
  updateWebhook: (ctx, { webhook }) =>
    domain.updateWebhook(ctx, { ...webhook, fields: { enabled: false } }),
  replaceSegmentMembers: (ctx, { staff }) =>
    domain.replaceSegmentMembers(ctx, { ...staff, list: 'included', identifiers: ['ada', 'alan'] }),
  updateSegment: (ctx, { guests }) =>
    domain.updateSegment(ctx, { ...guests, change: { patch: { rules: { segment: 'staff' } } } }),
};

/** Something of each kind that is new, and something that is not as it was. */
const imported = () => ({
  format: 'halyard-export',
  format_version: 1,
  application: {
    environments: [
      { name: 'production', protected: true },
      { name: 'qa', protected: false },
    ],
  },
  segments: [{ key: 'staff', name: 'Staff', included: ['alan'] }],
  flags: [
    { key: 'used', scope: 'application', name: 'Used' },
    {
      key: 'x',
      scope: 'application',
      name: 'X',
      environments: {
        qa: {
          smart_insights: true,
          prerequisites: [{ flag: 'used', scope: 'application' }],
          targeting: { segment: 'staff' },
        },
      },
    },
  ],
});

const notVerbs = new Set(['createContext', 'verifyAudit']);

/** What is made once for a process. */
const intakeVerbs = ['recordCounts', 'recordTelemetry'] satisfies (keyof Intake)[];

/** Nodes need to know nothing of these. */
const auditedOnly = new Set([
  'changeMemberRole',
  'createWebhook',
  'deleteWebhook',
  'forgetPerson',
  'inviteMember',
  'recordBlockedEvaluation',
  'removeMember',
  'revokeInvitation',
  'rotateWebhookSecret',
  'sendWebhookTest',
  'updateWebhook',
]);

/** What is written where only counts are kept. */
const counted: Record<string, string[]> = {
  recordFeedback: ['feedback_default', 'feedback_count_default', 'ingested_batch'],
  recordTelemetry: ['flag_count_default', 'error_event_default', 'unknown_flag'],
};

test('every verb there is has its call here', () => {
  const exported = Object.entries(domain)
    .filter(([name, value]) => typeof value === 'function' && !notVerbs.has(name))
    .map(([name]) => name);
  expect(Object.keys(verbs).toSorted()).toEqual([...exported, ...intakeVerbs].toSorted());
});

test.each(Object.entries(verbs))(
  '%s happens as a whole or not at all, whichever of its statements fails',
  async (name, callVerb) => {
    const { faulty, ctx, sent, prepared } = await prepare();
    const before = await takeSnapshot(faulty.database);
    for (let n = 1; await failsAt(n, faulty, () => callVerb(ctx, prepared)); n += 1) {
      expect(await takeSnapshot(faulty.database)).toEqual(before);
      expect(sent).toEqual([]);
    }
    const after = await takeSnapshot(faulty.database);
    if (name === 'deleteOrganization') expectGone(prepared, after, sent);
    else if (name in counted) expectCounted(before, after, sent, counted[name]!);
    else if (auditedOnly.has(name)) expectAudited(before, after, sent);
    else expectRecorded(before, after, sent);
  },
);

/** A database of the test's own, with one organization and an administrator of it. */
async function prepare() {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  const faulty = createFaultyDatabase({ url, maxConnections: 2 });
  onTestFinished(() => faulty.database.$disconnect().then(drop));
  const system = createTestContext(faulty.database);
  const prepared = await prepareOrganization(system);
  const sent: Hint[] = [];
  const ctx = asAdministrator(system, prepared.shop.organizationId, sent);
  return { faulty, ctx, sent, prepared };
}

const asAdministrator = (ctx: Context, organizationId: string, sent: Hint[]): Context => ({
  ...asMember(ctx, organizationId, 'ADMIN'),
  hints: {
    statementFor: (hint) => ({
      text: `SELECT pg_notify('changes', $1)`,
      values: [hint.organization_id],
    }),
    send: async (hint) => {
      sent.push(hint);
    },
  },
});

const afterEnd = (ctx: Context): Context => ({ ...ctx, now: () => new Date(scheduledEnd) });

const asSystem = (ctx: Context): Context => ({ ...ctx, actor: { kind: 'system' } });

interface ChangeRow {
  organization_id: string;
  seq: number;
  kind: string;
  action: string;
  document: unknown;
}

/** What is counted changes nothing that nodes or the audit know. */
function expectCounted(
  before: Snapshot,
  after: Snapshot,
  sent: readonly Hint[],
  tables: readonly string[],
): void {
  expect(addedRows(before, after, 'change')).toEqual([]);
  expect(addedRows(before, after, 'audit_entry')).toEqual([]);
  for (const table of tables) expect(addedRows(before, after, table)).not.toEqual([]);
  expect(sent).toEqual([]);
}

function expectAudited(before: Snapshot, after: Snapshot, sent: readonly Hint[]): void {
  expect(addedRows(before, after, 'change')).toEqual([]);
  expect(addedRows(before, after, 'audit_entry')).toHaveLength(1);
  expect(sent).toEqual([]);
}

/** There may be millions of these: the worker removes them a few at a time. */
const removedLater = new Set(['feedback_default', 'feedback_count_default']);

/** No row of any other table says anything of it, and nodes are told to look for it. */
function expectGone(
  { shop: { organizationId } }: PreparedOrganization,
  after: Snapshot,
  sent: readonly Hint[],
): void {
  const rows = Object.entries(after).flatMap(([table, all]) =>
    removedLater.has(table) ? [] : all,
  );
  expect(rows.filter((row) => row.includes(organizationId))).toEqual([]);
  expect(sent).toMatchObject([{ organization_id: organizationId }]);
}

/** What a verb did is in the log, the audit, the flags' versions and the hints, or in none. */
function expectRecorded(before: Snapshot, after: Snapshot, sent: readonly Hint[]): void {
  const changes = addedRows<ChangeRow>(before, after, 'change');
  // Nodes need to know nothing of members.
  const audited = addedRows<{ entity_type: string }>(before, after, 'audit_entry').filter(
    ({ entity_type: type }) => type !== 'member',
  );
  const versions = addedRows<{ document: unknown }>(before, after, 'flag_version');
  expect(changes).not.toEqual([]);
  expect(audited).toHaveLength(changes.filter(({ kind }) => kind !== 'derived').length);
  expect(versions.map(({ document }) => document)).toEqual(
    changes.flatMap(({ kind, action, document }) =>
      kind === 'flag' && action !== 'deleted' ? [document] : [],
    ),
  );
  expect(sent.flatMap(({ changes = [] }) => changes.map(({ seq }) => seq))).toEqual(
    changes.map(({ seq }) => seq),
  );
}
