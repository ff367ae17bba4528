import { createSealer } from '@halyard/auth';
import { dayAt } from '@halyard/contracts';

import type { Context } from '../context/context.ts';
import { recordFeedback } from '../feedback/record.ts';
import { addUsage } from '../fixtures/add-usage.ts';
import { createMember } from '../fixtures/members.ts';
import { asMember, createShop, type Shop } from '../fixtures/shop.ts';
import { archiveFlag } from '../flags/archive.ts';
import { createFlag } from '../flags/create.ts';
import type { FlagReference } from '../flags/stored/lock.ts';
import { toggleFlag } from '../flags/toggle.ts';
import { updateFlag } from '../flags/update.ts';
import { createApiKey } from '../keys/create.ts';
import type { ApiKeyReference } from '../keys/lock.ts';
import { inviteMember } from '../members/invite.ts';
import { changePlan } from '../plans/change-plan.ts';
import { changeSegmentMembers } from '../segments/change-members.ts';
import { createSegment } from '../segments/create.ts';
import type { SegmentReference } from '../segments/stored/lock.ts';
import { createWebhook } from '../webhooks/create.ts';
import type { WebhookReference } from '../webhooks/lock.ts';
import type { WebhookContext } from '../webhooks/webhook-context.ts';
import { toFeedbackBatch } from './to-feedback-batch.ts';

/** An organization on which every verb has something to do. */
export interface PreparedOrganization {
  shop: Shop;
  /** A prerequisite of another flag. */
  used: FlagReference;
  /** A prerequisite of none; from its version 2 on it refers to `used` and to a segment. */
  unused: FlagReference;
  archived: FlagReference;
  /** Neither refers to another nor is referred to. */
  alone: FlagReference;
  /** A segment that flags ask for, with members. */
  staff: SegmentReference;
  /** A segment that nobody asks for. */
  guests: SegmentReference;
  key: ApiKeyReference;
  /** User id of a viewer. */
  member: string;
  /** Sent to `invited`. */
  invitationId: string;
  webhook: WebhookReference;
  /** Id of an evaluation of `used` on which there is feedback. */
  reportedOn: string;
}

/** A context in which webhooks' secrets are sealed. */
export const withSealer = (ctx: Context): WebhookContext => ({
  ...ctx,
  webhookSealer: createSealer(Buffer.alloc(32), 'webhooks'),
});

/** Somebody who has done something and is no longer there. */
export const formerMember = '018f0000-0000-7000-8000-000000000001';

/** Somebody who is to become a member. */
export const invited = 'invited@example.com';

/** When a flag that is on is to be turned off. */
export const scheduledEnd = '2036-01-01T00:00:00Z';

/** Fields by which a flag refers to another and to a segment. */
export const referringTo = ({ flagId }: FlagReference) => ({
  environments: {
    production: {
      enabled: true,
      smart_insights: true,
      prerequisites: [{ flag: flagId }],
      rules: [{ id: 'r1', when: { segment: 'staff', operator: 'in' }, serve: { enabled: true } }],
    },
  },
});

/** Made by Halyard itself, which may do everything. The audit's next entry is due a checkpoint. */
export async function prepareOrganization(ctx: Context): Promise<PreparedOrganization> {
  const shop = await createShop(ctx);
  const { organizationId } = shop;
  const create = async (key: string, fields = {}): Promise<FlagReference> => {
    const { id } = await createFlag(ctx, { ...shop, key, fields: { name: key, ...fields } });
    return { organizationId, flagId: id };
  };
  const createGroup = async (key: string): Promise<SegmentReference> => {
    const { id } = await createSegment(ctx, { organizationId, key, fields: { name: key } });
    return { organizationId, segmentId: id };
  };
  const staff = await createGroup('staff');
  const guests = await createGroup('guests');
  await changeSegmentMembers(ctx, { ...staff, included: { add: ['ada', 'grace'] } });
  const used = await create('used');
  const unused = await create('unused');
  const archived = await create('archived');
  const alone = await create('alone');
  await create('dependent', referringTo(used));
  await create('scheduled', {
    environments: { production: { enabled: true } },
    scheduled_end_at: scheduledEnd,
    auto_disable_after_end: true,
  });
  await updateFlag(ctx, { ...unused, change: { patch: referringTo(used) } });
  const named = { kind: 'sdk', name: 'Key', tag: 'shop' } as const;
  const { id: keyId } = await createApiKey(ctx, { ...shop, ...named });
  const key = { organizationId, keyId };
  const { userId: member } = await createMember(ctx, organizationId, 'VIEWER');
  const invitation = { organizationId, email: invited, role: 'VIEWER' } as const;
  const { id: invitationId } = await inviteMember(ctx, invitation);
  const { id: webhookId } = await createWebhook(withSealer(ctx), {
    organizationId,
    url: 'https://hooks.example.com',
    events: ['plan.limit_warning'],
    enabled: true,
  });
  await archiveFlag(ctx, archived);
  await changePlan(ctx, { organizationId, plan: 'FREE' });
  await addUsage(ctx, {
    node: 'a',
    boot: ctx.newId(),
    n: 1,
    usage: [{ organizationId, day: dayAt(ctx.now().getTime()), evaluations: 8_000 }],
  });
  await toggleFlag(asMember(ctx, organizationId, 'OWNER', formerMember), {
    ...used,
    environment: 'staging',
    enabled: true,
  });
  const reportedOn = ctx.newId();
  await recordFeedback(ctx, [toFeedbackBatch({ ...shop, ...used }, [reportedOn])]);
  await ctx.database.changeHead.update({ where: { organizationId }, data: { auditSeq: 999 } });
  const webhook = { organizationId, webhookId };
  const flags = { used, unused, archived, alone };
  const made = { staff, guests, key, member, invitationId, webhook, reportedOn };
  return { shop, ...flags, ...made };
}
