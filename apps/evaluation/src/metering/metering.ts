import type { OrganizationDocument } from '@halyard/contracts';
import type { Decision, EvaluationContext } from '@halyard/core';
import type { KeyRecord } from '@halyard/replica';

export interface Usage {
  isBlocked(organization: OrganizationDocument | undefined, nowMs: number): boolean;
  record(organization: OrganizationDocument | undefined, evaluations: number, nowMs: number): void;
  refuse(organizationId: string, nowMs: number): void;
}

export interface EvaluationCounts {
  count(
    key: KeyRecord,
    decision: Decision,
    environment: string,
    context: EvaluationContext,
    client: string | undefined,
    nowMs: number,
  ): void;
}
