import {
  invalidInput,
  parseInput,
  ReportManyFeedbacksRequest,
  type FeedbackBatch,
} from '@halyard/contracts';
import { noContent, parseJsonObject, toText, tryAgain, type RouteHandler } from '@halyard/http';
import type { Producer } from '@halyard/queue';
import type { KeyRecord, Replica } from '@halyard/replica';
import { uuidv7 } from 'uuidv7';

import { isEvaluationId } from '../feedback/read-report.ts';
import type { ResolveReports } from '../feedback/resolve-reports.ts';
import type { TelemetryMetrics } from '../metrics.ts';

export interface TakeFeedbackDeps {
  replica: Pick<Replica, 'find'>;
  resolve: ResolveReports;
  producer: Producer<'feedback'>;
  metrics: Pick<TelemetryMetrics, 'noteFeedback'>;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Handlers that take feedback; what is dropped is counted, and answered as all else. */
export function createTakeFeedback({ replica, resolve, producer, metrics, now }: TakeFeedbackDeps) {
  async function take(given: readonly unknown[], key: KeyRecord): Promise<void> {
    const { organizationId, applicationId } = key;
    const organization = replica.find(organizationId);
    if (!organization) throw tryAgain('This organization is being loaded; try again.');
    const { reports, outcomes } = await resolve(given, organization);
    const reporter = key.trusted ? 'trusted' : 'public';
    if (reports.length > 0) {
      const header = { id: uuidv7(), organizationId, applicationId, reporter } as const;
      const batch: FeedbackBatch = { ...header, receivedAtMs: now(), reports };
      await producer.add(batch, batch.id);
    }
    metrics.noteFeedback(outcomes);
  }

  const one: RouteHandler<KeyRecord> = async ({ caller, pieces }) => {
    const report = parse(pieces);
    if (!isEvaluationId(report['evaluationId'])) {
      throw invalidInput([{ field: 'evaluationId', expected: 'a UUID' }]);
    }
    await take([report], caller);
    return noContent;
  };
  const many: RouteHandler<KeyRecord> = async ({ caller, pieces }) => {
    const { feedbacks } = parseInput(ReportManyFeedbacksRequest, parse(pieces));
    await take(feedbacks, caller);
    return noContent;
  };
  return { one, many };
}

const parse = (pieces: readonly Buffer[]) => parseJsonObject(toText(pieces));
