import type { ReportedError, ReportedEvaluation, TelemetryBatch } from '@halyard/contracts';
import { uuidv7 } from 'uuidv7';

import type { ResolvedEvents } from '../resolving/resolve-events.ts';

/** A job is serialised in one go, which takes a millisecond for so much. */
const mostCharacters = 250_000;
/** Ids, names of fields and numbers of what is listed, beside its texts. */
const charactersAnEvent = 500;
const charactersAKey = 30;

/** Whose events they are, and when they came. */
export type BatchHeader = Pick<
  TelemetryBatch,
  'organizationId' | 'applicationId' | 'reporter' | 'receivedAtMs'
>;

type BatchRows = Pick<TelemetryBatch, 'evaluations' | 'errors' | 'unknownFlags'>;

/** Makes batches of a request's events: nearly always one, more where it would be too large for a job. */
export function toBatches(events: ResolvedEvents, header: BatchHeader): TelemetryBatch[] {
  const parts: BatchRows[] = [];
  let room = 0;

  function partFor(characters: number): BatchRows {
    if (characters > room) {
      parts.push({ evaluations: [], errors: [], unknownFlags: [] });
      room = mostCharacters;
    }
    room -= characters;
    return parts.at(-1)!;
  }

  for (const [key, count] of events.unknownKeys) {
    partFor(charactersAKey + key.length).unknownFlags.push({ key, count });
  }
  for (const evaluation of events.evaluations) {
    partFor(sizeOf(evaluation)).evaluations.push(evaluation);
  }
  for (const error of events.errors) partFor(sizeOf(error)).errors.push(error);
  return parts.map((rows) => ({ id: uuidv7(), ...header, ...rows }));
}

function sizeOf(event: ReportedEvaluation | ReportedError): number {
  if (!('message' in event)) return charactersAnEvent;
  return charactersAnEvent + event.message.length + (event.stack?.length ?? 0);
}
