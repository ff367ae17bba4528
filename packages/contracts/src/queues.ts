import { z } from 'zod';

import { EvaluationBlocked } from './payloads/evaluation-blocked.ts';
import { EvaluationCounts } from './payloads/evaluation-counts.ts';
import { FeedbackBatch } from './payloads/feedback-batch.ts';
import { NotificationDelivery } from './payloads/notification-delivery.ts';
import { PlanLevelReached } from './payloads/plan-level-reached.ts';
import { TelemetryBatch } from './payloads/telemetry-batch.ts';

/** When each key last authenticated a request; sent in batches, the latest time wins. */
const KeyUsage = z.strictObject({
  keys: z.array(
    z.strictObject({
      organizationId: z.uuid(),
      keyId: z.uuid(),
      /** Unix time, milliseconds. */
      lastUsedAtMs: z.int(),
    }),
  ),
});

/** Every queue by name, with the schema of its jobs' payload. */
export const queuePayloads = {
  'evaluation-blocked': EvaluationBlocked,
  'evaluation-counts': EvaluationCounts,
  feedback: FeedbackBatch,
  'key-usage': KeyUsage,
  notifications: NotificationDelivery,
  'plan-level': PlanLevelReached,
  telemetry: TelemetryBatch,
} as const;

export type QueueName = keyof typeof queuePayloads;
export type QueuePayload<N extends QueueName> = z.infer<(typeof queuePayloads)[N]>;
