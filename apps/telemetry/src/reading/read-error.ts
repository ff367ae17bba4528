import type { EventSource } from './event-source.ts';
import { fingerprintOf, longestFingerprinted } from './fingerprint.ts';
import { readCommon } from './read-common.ts';
import type { ReadEvent, Reading } from './reading.ts';
import { cleanText, toText } from './values/clean-text.ts';
import { findBoolean, findField } from './values/find-field.ts';

const longestType = 200;
const longestMessage = 2_000;
const longestStack = 8_000;

/** Whether an event among others is an error. */
export const isError = ({ places }: EventSource): boolean => typeOf(places) !== undefined;

/** Reads an error behind one flag; of those without a type or a message it gives nothing. */
export function readError(
  source: EventSource,
  flagKey: string,
  reading: Reading,
): ReadEvent | undefined {
  const { places } = source;
  const type = toText(typeOf(places), longestType);
  const given = findField(places, 'error_message', 'errorMessage');
  const message = toText(given, longestMessage);
  if (type === undefined || message === undefined) return undefined;
  const report = {
    ...readCommon(source, 'error', reading),
    enabled: findBoolean(places, 'flag_enabled', 'flagEnabled', 'enabled'),
    type,
    message,
    stack: toText(findField(places, 'stack_trace', 'stackTrace'), longestStack),
    // What is cut away of a message may still tell errors apart.
    fingerprint: fingerprintOf(type, cleanText(given as string, longestFingerprinted)),
  };
  return { kind: 'error', flagKey, report };
}

const typeOf = (places: EventSource['places']): unknown =>
  findField(places, 'error_type', 'errorType');
