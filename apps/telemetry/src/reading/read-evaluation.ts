import {
  boundedName,
  createCountryCodes,
  longestCity,
  longestLanguage,
  other,
} from '@halyard/contracts';

import type { EventSource } from './event-source.ts';
import { readCommon } from './read-common.ts';
import type { ReadEvent, Reading } from './reading.ts';
import { toText } from './values/clean-text.ts';
import { findBoolean, findField, isObject } from './values/find-field.ts';

const longestVariation = 200;
const longestDurationMs = 86_400_000;

/** Gives a reader of evaluations of one flag; of those that say no result it gives nothing. */
export function createReadEvaluation() {
  const countryCodes = createCountryCodes();

  function placeOf(source: EventSource): { country: string; city: string | undefined } | undefined {
    const place = findField(source.everywhere, 'geolocation');
    if (!isObject(place)) return undefined;
    const country = findField([place], 'country');
    if (typeof country !== 'string') return undefined;
    const city = boundedNameOf(findField([place], 'city'), longestCity);
    return { country: countryCodes.get(country) ?? other, city };
  }

  return (source: EventSource, flagKey: string, reading: Reading): ReadEvent | undefined => {
    const { places, everywhere } = source;
    const result = findBoolean(places, 'result', 'value', 'enabled', 'flag_enabled', 'flagEnabled');
    if (result === undefined) return undefined;
    const common = readCommon(source, 'evaluation', reading);
    const place = placeOf(source);
    // Each field by its name: spread, the three take several times as long.
    const report = {
      environment: common.environment,
      atMs: common.atMs,
      digest: common.digest,
      user: common.user,
      traceId: common.traceId,
      variation: toText(findField(places, 'variation', 'variant'), longestVariation),
      result,
      durationMs: durationOf(source),
      country: place?.country,
      city: place?.city,
      language: boundedNameOf(findField(everywhere, 'language'), longestLanguage),
    };
    return { kind: 'evaluation', flagKey, report };
  };
}

function durationOf({ places }: EventSource): number | undefined {
  const duration = findField(places, 'duration_ms', 'durationMs');
  const isDuration = typeof duration === 'number' && duration >= 0 && duration <= longestDurationMs;
  return isDuration ? duration : undefined;
}

const boundedNameOf = (name: unknown, longest: number): string | undefined =>
  typeof name === 'string' ? boundedName(name, longest, true) : undefined;
