import type { NotificationDelivery } from '@halyard/contracts';
import { sendWebhookTest } from '@halyard/domain';
import { expect, test } from 'vitest';

import { handOverNotifications } from './hand-over.ts';
import { removeOldNotifications } from './remove-old-notifications.ts';
import { useNotifications } from './testing/use-notifications.ts';

const notifications = useNotifications();

/** A queue on which so many jobs can be put; gives who was told by them, by the jobs' ids. */
function createQueue(most = Infinity) {
  const jobs = new Map<string, NotificationDelivery>();
  const add = async (delivery: NotificationDelivery, id?: string): Promise<void> => {
    if (jobs.size >= most) throw new Error('away');
    jobs.set(id!, delivery);
  };
  const told = () =>
    [...jobs.values()].map((one) => (one.channel === 'mail' ? one.userId : one.webhookId));
  return { jobs, add, told };
}

const handOver = (producer: ReturnType<typeof createQueue>) =>
  handOverNotifications({ ctx: notifications.ctx, producer });

const administrators = () => {
  const { OWNER, ADMIN } = notifications.members;
  return [OWNER.userId, ADMIN.userId];
};

test('there is a job for each owner, administrator, and enabled webhook that asks for it', async () => {
  const { reference } = await notifications.createWebhook();
  await notifications.createWebhook({ enabled: false });
  await notifications.createWebhook({ events: ['plan.limit_warning'] });
  await notifications.notify();
  const queue = createQueue();
  expect(await handOver(queue)).toBe(1);
  expect(queue.told().toSorted()).toEqual([...administrators(), reference.webhookId].toSorted());
  expect(await handOver(queue)).toBe(0);
});

test('a handing over that is cut off is done again, with jobs of the same ids', async () => {
  const { reference } = await notifications.createWebhook();
  await notifications.notify();
  const broken = createQueue(2);
  await expect(handOver(broken)).rejects.toThrow('away');
  const queue = createQueue();
  expect(await handOver(queue)).toBe(1);
  expect(queue.told().toSorted()).toEqual([...administrators(), reference.webhookId].toSorted());
  expect([...queue.jobs.keys()]).toEqual(expect.arrayContaining([...broken.jobs.keys()]));
});

test('of several workers one hands over what there is', async () => {
  for (let n = 0; n < 3; n++) await notifications.notify();
  const queues = Array.from({ length: 3 }, () => createQueue());
  const done = await Promise.all(queues.map(handOver));
  expect(done.reduce((sum, one) => sum + one, 0)).toBe(3);
  const ids = queues.flatMap(({ jobs }) => [...jobs.keys()]);
  expect(new Set(ids).size).toBe(6);
  expect(ids).toHaveLength(6);
});

test('a test is told to its webhook alone, enabled or not', async () => {
  const { reference } = await notifications.createWebhook({ enabled: false });
  await notifications.createWebhook();
  await sendWebhookTest(notifications.ctx, reference);
  const queue = createQueue();
  await handOver(queue);
  expect(queue.told()).toEqual([reference.webhookId]);
});

test('what was handed over is kept for 30 days, and what was not for as long as it takes', async () => {
  const { ctx } = notifications;
  const gone = await notifications.notify();
  await handOver(createQueue());
  const waiting = await notifications.notify();
  const handedOverAt = new Date('2026-01-01T00:00:00Z');
  await ctx.database.notification.updateMany({ where: { id: gone }, data: { handedOverAt } });
  const dayMs = 86_400_000;
  const nowMs = handedOverAt.getTime() + 30 * dayMs;
  expect(await removeOldNotifications(ctx.database, nowMs)).toBe(0);
  expect(await removeOldNotifications(ctx.database, nowMs + 1)).toBe(1);
  const left = await ctx.database.notification.findMany({ where: notifications.organization() });
  expect(left.map(({ id }) => id)).toEqual([waiting]);
});
