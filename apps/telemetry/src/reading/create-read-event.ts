import { toMobileSource, toSource, type EventSource } from './event-source.ts';
import { isError, readError } from './read-error.ts';
import { createReadEvaluation } from './read-evaluation.ts';
import type { BodyKind, EventKind, ReadBody, Reading } from './reading.ts';
import { toText } from './values/clean-text.ts';
import { findField, isObject } from './values/find-field.ts';

/** One more than flags' keys may have, so that what is cut is none of theirs. */
const longestFlagKey = 129;

/** Reads one event of a body, and puts it where it belongs; never throws. */
export type ReadEventInto = (body: ReadBody, event: unknown, reading: Reading) => void;

export function createReadEvent(): ReadEventInto {
  const readEvaluation = createReadEvaluation();

  function readListed(body: ReadBody, event: unknown, reading: Reading): void {
    const source = toSource(isObject(event) ? event : {});
    const kind = kindOf(source, reading.kind);
    const flagKey = toText(findField(source.places, 'flag_key', 'flagKey'), longestFlagKey);
    const read = kind === 'error' ? readError : readEvaluation;
    const found = flagKey === undefined ? undefined : read(source, flagKey, reading);
    if (found) body.events.push(found);
    else body.rejected[kind] += 1;
  }

  function readMobile(body: ReadBody, event: unknown, reading: Reading): void {
    const source = toMobileSource(isObject(event) ? event : {});
    const key = findField(source.places, 'flag_key', 'flagKey', 'flag');
    const flagKey = toText(key, longestFlagKey);
    if (flagKey === undefined) {
      body.ignored += 1;
      return;
    }
    const found = readEvaluation(source, flagKey, reading);
    if (found) body.events.push(found);
    else body.rejected.evaluation += 1;
  }

  return (body, event, reading) =>
    reading.kind === 'event' ? readMobile(body, event, reading) : readListed(body, event, reading);
}

function kindOf(source: EventSource, kind: BodyKind): EventKind {
  if (kind === 'mixed') return isError(source) ? 'error' : 'evaluation';
  return kind === 'errors' ? 'error' : 'evaluation';
}
