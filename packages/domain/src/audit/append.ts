import { randomBytes } from 'node:crypto';

import type { AuditAction, AuditEntityType } from '@halyard/contracts';

import type { Context } from '../context/context.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import { chainHash, personDigest, toCanonical, type AuditFacts, type Person } from './canonical.ts';
import { checkpointText, checkpointInterval } from './checkpoint.ts';

/** What an audit entry says of one action. */
export interface AuditedAction {
  entityType: AuditEntityType;
  entityId: string;
  /** Of the flag, where it is about one. */
  flagKey?: string;
  action: AuditAction;
  changes: AuditFacts['changes'];
  /** Who did it, where it is somebody else than who acts. */
  person?: Person;
}

interface Head {
  organizationId: string;
  auditSeq: bigint;
  auditHash: Uint8Array;
}

interface Entry {
  facts: AuditFacts;
  canonical: string;
  hash: Uint8Array<ArrayBuffer>;
  salt: Uint8Array<ArrayBuffer>;
  person: Person | null;
}

const saltBytes = 16;

/** Appends entries to the chain whose head is locked and already counts them. */
export async function appendAudit(
  tx: Transaction,
  head: Head,
  actions: readonly AuditedAction[],
  at: Date,
): Promise<void> {
  if (actions.length === 0) return;
  const entries = chain(tx.ctx, head, actions, at);
  await writeEntries(tx, entries, at);
  await writePersons(tx, entries);
  await writeCheckpoints(tx, entries, at);
  await tx.db.changeHead.update({
    where: { organizationId: head.organizationId },
    data: { auditHash: entries.at(-1)!.hash },
  });
}

function personOf({ actor, client }: Context): Person | null {
  if (actor.kind === 'system') return null;
  return {
    userId: actor.userId,
    userEmail: actor.email,
    ipAddress: client.ipAddress ?? null,
    userAgent: client.userAgent ?? null,
  };
}

function chain(
  ctx: Context,
  { organizationId, auditSeq, auditHash }: Head,
  actions: readonly AuditedAction[],
  at: Date,
): Entry[] {
  const firstSeq = Number(auditSeq) - actions.length + 1;
  const actor = personOf(ctx);
  let previous = auditHash;
  return actions.map((action, index) => {
    const person = action.person ?? actor;
    const salt = new Uint8Array(randomBytes(saltBytes));
    const facts: AuditFacts = {
      organization_id: organizationId,
      seq: firstSeq + index,
      id: ctx.newId(),
      timestamp: at.toISOString(),
      entity_type: action.entityType,
      entity_id: action.entityId,
      flag_key: action.flagKey ?? null,
      action: action.action,
      changes: action.changes,
      person: person && personDigest(salt, person),
    };
    const canonical = toCanonical(facts);
    const hash = chainHash(previous, canonical);
    previous = hash;
    return { facts, canonical, hash, salt, person };
  });
}

async function writeEntries(
  { db }: Transaction,
  entries: readonly Entry[],
  createdAt: Date,
): Promise<void> {
  const rows = entries.map(({ facts, canonical, hash }) => ({
    ...facts,
    changes: undefined,
    canonical,
    hash: Buffer.from(hash).toString('hex'),
  }));
  await db.$executeRaw`
    INSERT INTO audit_entry (organization_id, seq, id, entity_type, entity_id, action, flag_key,
      canonical, hash, created_at)
    SELECT organization_id, seq, id, entity_type, entity_id, action, flag_key,
      canonical, decode(hash, 'hex'), ${createdAt.toISOString()}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS entry (organization_id uuid,
      seq bigint, id uuid, entity_type text, entity_id uuid, action text, flag_key text,
      canonical text, hash text)`;
}

async function writePersons({ db }: Transaction, entries: readonly Entry[]): Promise<void> {
  const rows = entries.flatMap(({ facts: { organization_id, seq }, salt, person }) =>
    person
      ? {
          organization_id,
          seq,
          salt: Buffer.from(salt).toString('hex'),
          user_id: person.userId,
          user_email: person.userEmail,
          ip_address: person.ipAddress,
          user_agent: person.userAgent,
        }
      : [],
  );
  if (rows.length === 0) return;
  await db.$executeRaw`
    INSERT INTO audit_person
      (organization_id, seq, salt, user_id, user_email, ip_address, user_agent)
    SELECT organization_id, seq, decode(salt, 'hex'), user_id, user_email, ip_address, user_agent
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS person (organization_id uuid, seq bigint, salt text, user_id uuid, user_email text,
        ip_address text, user_agent text)`;
}

async function writeCheckpoints(
  tx: Transaction,
  entries: readonly Entry[],
  createdAt: Date,
): Promise<void> {
  const { auditSigner } = tx.ctx;
  for (const { facts, hash } of entries) {
    if (facts.seq % checkpointInterval !== 0) continue;
    const { organization_id: organizationId, seq } = facts;
    const signature = auditSigner.sign(checkpointText(organizationId, seq, hash));
    await tx.db.auditCheckpoint.create({
      data: { organizationId, seq, hash, keyId: auditSigner.keyId, signature, createdAt },
    });
  }
}
