import type { FeedbackBatch } from '@halyard/contracts';

interface About {
  organizationId: string;
  applicationId: string;
  flagId: string;
}

let received = Date.UTC(2026, 10, 1);

/** A batch of feedback on evaluations of one flag, received after all that were made before. */
export const toFeedbackBatch = (
  { organizationId, applicationId, flagId }: About,
  evaluationIds: readonly string[],
): FeedbackBatch => ({
  id: crypto.randomUUID(),
  organizationId,
  applicationId,
  reporter: 'trusted',
  receivedAtMs: (received += 1),
  reports: evaluationIds.map((evaluationId) => ({
    evaluationId,
    evaluatedAtMs: Date.UTC(2026, 9, 31),
    flagId,
    environment: 'production',
    value: true,
    result: evaluationIds.length === 1,
    latencyUs: 142_000,
  })),
});
