import type { DeliverDeps } from '../deliver.ts';
import type { StoredNotification } from '../stored-notification.ts';
import { planMail } from './plan-mail.ts';

/** Mails a notification to a member, unless they are no longer one who is told. */
export async function deliverMail(
  { ctx: { database }, mailer }: Pick<DeliverDeps, 'ctx' | 'mailer'>,
  notification: Exclude<StoredNotification, { kind: 'webhook_test' }>,
  userId: string,
): Promise<void> {
  const { organizationId, id, content } = notification;
  const membership = await database.membership.findUnique({
    where: {
      organizationId_userId: { organizationId, userId },
      role: { in: ['OWNER', 'ADMIN'] },
    },
    select: { user: { select: { email: true } }, organization: { select: { name: true } } },
  });
  if (!membership) return;
  const { user, organization } = membership;
  const to = { id: `${id}.${userId}`, to: user.email, organization: organization.name };
  await mailer.deliver(planMail({ ...to, ...content }));
}
