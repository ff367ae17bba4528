import { randomUUID } from 'node:crypto';

import type { NewChange, SegmentDocument } from '@halyard/contracts';
import {
  asJson,
  toOrganizationDocument,
  toSegmentDocument,
  toSegmentRow,
  type Database,
  type Transaction,
} from '@halyard/database';

import type { TestHints } from './test-hints.ts';

/** Runs the writes of one change, which it gives, in one transaction with its change row. */
type Write = (
  organizationId: string,
  rows: (tx: Transaction) => Promise<NewChange>,
) => Promise<void>;

/** Writes what tests need with its change row, in one transaction, as a verb would. */
export function createWriter(database: Database, hints: TestHints) {
  const write: Write = async (organizationId, rows) => {
    const change = await database.$transaction(async (tx) => {
      const change = await rows(tx);
      const head = await tx.changeHead.update({
        where: { organizationId },
        data: { seq: { increment: 1 } },
      });
      const at = new Date();
      const { kind, entity_id: entityId, action, document } = change;
      await tx.change.create({
        data: {
          organizationId,
          seq: head.seq,
          kind,
          entityId,
          action,
          ...(document && { document: asJson(document) }),
          createdAt: at,
        },
      });
      return {
        organization_id: organizationId,
        seq: Number(head.seq),
        ...change,
        at: at.toISOString(),
      };
    });
    await hints.send({ organization_id: organizationId, seq: change.seq, changes: [change] });
  };
  return { write, ...writeSegments(write), ...writeMembers(write), ...writeOthers(write) };
}

export type Writer = ReturnType<typeof createWriter>;

const writeSegments = (write: Write) => ({
  putSegment: (document: SegmentDocument) =>
    write(document.organization_id, async (tx) => {
      const { organizationId, id, ...row } = toSegmentRow(document);
      const after = await tx.segment.upsert({
        where: { organizationId_id: { organizationId, id } },
        create: { organizationId, id, ...row },
        update: row,
      });
      const change = toSegmentDocument(after);
      return { kind: 'segment', entity_id: id, action: 'saved', document: change };
    }),
  deleteSegment: ({ organization_id: organizationId, id }: SegmentDocument) =>
    write(organizationId, async (tx) => {
      await tx.segment.delete({ where: { organizationId_id: { organizationId, id } } });
      return { kind: 'segment', entity_id: id, action: 'deleted', document: null };
    }),
});

const writeMembers = (write: Write) => ({
  /** Members are added to `included`; with `isCounted` the change does not list them. */
  addMembers: (segment: SegmentDocument, added: readonly string[], isCounted = false) =>
    write(segment.organization_id, async (tx) => {
      const { organization_id: organizationId, id: segmentId } = segment;
      await tx.segmentMember.createMany({
        data: added.map((identifier) => ({
          organizationId,
          segmentId,
          list: 'included' as const,
          identifier,
        })),
      });
      const version = segment.version + 1;
      const none = { added: [], removed: [] };
      return {
        kind: 'segment_members',
        entity_id: segmentId,
        action: 'members_changed',
        document: isCounted
          ? { version, count: added.length }
          : { version, included: { added, removed: [] }, excluded: none },
      };
    }),
  removeMembers: (segment: SegmentDocument, removed: readonly string[]) =>
    write(segment.organization_id, async (tx) => {
      const { organization_id: organizationId, id: segmentId } = segment;
      await tx.segmentMember.deleteMany({
        where: { organizationId, segmentId, identifier: { in: [...removed] } },
      });
      return {
        kind: 'segment_members',
        entity_id: segmentId,
        action: 'members_changed',
        document: {
          version: segment.version + 1,
          included: { added: [], removed },
          excluded: { added: [], removed: [] },
        },
      };
    }),
});

const writeOthers = (write: Write) => ({
  revokeKey: (organizationId: string, id: string) =>
    write(organizationId, async (tx) => {
      await tx.apiKey.update({
        where: { organizationId_id: { organizationId, id } },
        data: { revokedAt: new Date() },
      });
      return { kind: 'api_key', entity_id: id, action: 'key_revoked', document: null };
    }),
  blockPlan: (organizationId: string, month: string) =>
    write(organizationId, async (tx) => {
      const state = { organizationId, month, evaluations: 1, level: 'blocked' as const };
      const newest = await tx.planState.create({ data: state });
      const row = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
      const document = toOrganizationDocument(row, newest);
      return { kind: 'organization', entity_id: organizationId, action: 'plan_usage', document };
    }),
});

/** A new segment's document. */
export function segmentDocument(
  organizationId: string,
  key: string,
  rules?: SegmentDocument['rules'],
): SegmentDocument {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    key,
    name: key,
    organization_id: organizationId,
    ...(rules && { rules }),
    version: 1,
    created_at: now,
    updated_at: now,
  };
}
