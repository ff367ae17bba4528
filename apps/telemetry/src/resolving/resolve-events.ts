import {
  knownEnvironment,
  other,
  type ReportedError,
  type ReportedEvaluation,
} from '@halyard/contracts';
import { findReportedFlag, type CompiledDataSet, type Flag } from '@halyard/core';
import { inSlices } from '@halyard/http';

import type { EventKind, ReadEvent } from '../reading/reading.ts';
import { cleanText } from '../reading/values/clean-text.ts';

/** What is known of a request's events. */
export interface ResolvedEvents {
  readonly evaluations: ReportedEvaluation[];
  readonly errors: ReportedError[];
  /** Keys that no flag has → how often they came. */
  readonly unknownKeys: Map<string, number>;
  /** How many events came with them. */
  readonly unknown: Record<EventKind, number>;
}

const longestUnknownKey = 128;

/** Finds the flags that events are of, with other work in between. */
export async function resolveEvents(
  events: readonly ReadEvent[],
  applicationId: string,
  dataSet: CompiledDataSet,
): Promise<ResolvedEvents> {
  const resolved: ResolvedEvents = {
    evaluations: [],
    errors: [],
    unknownKeys: new Map(),
    unknown: { evaluation: 0, error: 0 },
  };
  await inSlices(events, (event) => {
    const flag = findReportedFlag(dataSet, applicationId, event.flagKey);
    if (flag) addKnown(resolved, event, flag);
    else addUnknown(resolved, event);
  });
  return resolved;
}

function addKnown({ evaluations, errors }: ResolvedEvents, event: ReadEvent, flag: Flag): void {
  const environment = knownEnvironment(flag, event.report.environment);
  if (event.kind === 'error') {
    errors.push({ ...event.report, flagId: flag.id, environment });
    return;
  }
  evaluations.push(toReported(event.report, flag, environment));
}

/** Each field by its name: spread, a hundred of them take as long as reading them does. */
const toReported = (
  report: Omit<ReportedEvaluation, 'flagId'>,
  flag: Flag,
  environment: string,
): ReportedEvaluation => ({
  flagId: flag.id,
  environment,
  variation: knownVariation(flag, report.variation),
  result: report.result,
  atMs: report.atMs,
  digest: report.digest,
  user: report.user,
  traceId: report.traceId,
  durationMs: report.durationMs,
  country: report.country,
  city: report.city,
  language: report.language,
});

function addUnknown({ unknown, unknownKeys }: ResolvedEvents, { kind, flagKey }: ReadEvent): void {
  const key = cleanText(flagKey, longestUnknownKey);
  unknownKeys.set(key, (unknownKeys.get(key) ?? 0) + 1);
  unknown[kind] += 1;
}

/** All those that the flag does not list share one name. */
function knownVariation({ variations }: Flag, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  // What cannot be evaluated may have anything here.
  const listed: unknown = variations;
  const isKnown = Array.isArray(listed) && listed.some((one) => isVariation(one, key));
  return isKnown ? key : other;
}

const isVariation = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && 'key' in value && value.key === key;
