import { changePlan, createWebhook } from '@halyard/domain';
import { addUsage, createOrganizationWithMembers } from '@halyard/domain/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { createWorkerKit, type WorkerKit } from '../testing/worker-kit.ts';
import { startReceivers, type Receivers } from './testing/receivers.ts';

let receivers: Receivers;
let kit: WorkerKit;

beforeAll(async () => {
  receivers = await startReceivers();
  kit = await createWorkerKit('PostgreSQL', { telling: receivers.telling });
});
afterAll(async () => {
  await kit.close();
  await receivers.close();
});

test('a level that is passed is told to owners, administrators and webhooks, each once', async () => {
  const { messages, smtp, telling } = receivers;
  const ctx = { ...kit.ctx, webhookSealer: telling.webhookSealer };
  const { organizationId, members } = await createOrganizationWithMembers(ctx);
  const { secret } = await createWebhook(ctx, {
    organizationId,
    url: receivers.url,
    events: ['plan.limit_warning'],
    enabled: true,
  });
  await changePlan(ctx, { organizationId, plan: 'FREE' });
  const usage = [{ organizationId, day: '2026-11-15', evaluations: 8_500 }];
  await addUsage(ctx, { node: 'a', boot: ctx.newId(), n: 1, usage });
  await vi.waitFor(() => expect([messages.length, smtp.received.length]).toEqual([1, 2]), 10_000);
  const { id, createdAt } = await ctx.database.notification.findFirstOrThrow();
  const { headers, body } = messages[0]!;
  expect(headers['webhook-id']).toBe(`msg_${id}`);
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
    type: 'plan.limit_warning',
    timestamp: createdAt.toISOString(),
    data: {
      organization_id: organizationId,
      month: '2026-11',
      level: 'warning',
      evaluations: 8_500,
      limit: 10_000,
    },
  });
  const told = smtp.received.flatMap(({ recipients }) => recipients);
  expect(told.toSorted()).toEqual([members.ADMIN.email, members.OWNER.email].toSorted());
});
