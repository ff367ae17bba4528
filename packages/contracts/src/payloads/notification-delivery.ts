import { z } from 'zod';

const notification = { organizationId: z.uuid(), notificationId: z.uuid() };

/** Who is to be told what, by ids alone: what is said, and where to, is read when it is sent. */
export const NotificationDelivery = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('mail'), ...notification, userId: z.uuid() }),
  z.strictObject({ channel: z.literal('webhook'), ...notification, webhookId: z.uuid() }),
]);
export type NotificationDelivery = z.infer<typeof NotificationDelivery>;
