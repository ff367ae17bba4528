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

  function placeOf(source: EventSource): { country?: string; city?: string } {
    const place = findField(source.everywhere, 'geolocation');
    if (!isObject(place)) return {};
    const country = findField([place], 'country');
    if (typeof country !== 'string') return {};
    const city = boundedNameOf(findField([place], 'city'), longestCity);
    return {
      country: countryCodes.get(country) ?? other,
      ...(city !== undefined && { city }),
    };
  }

  return (source: EventSource, flagKey: string, reading: Reading): ReadEvent | undefined => {
    const { places, everywhere } = source;
    const result = findBoolean(places, 'result', 'value', 'enabled', 'flag_enabled', 'flagEnabled');
    if (result === undefined) return undefined;
    const report = {
      ...readCommon(source, 'evaluation', reading),
      variation: toText(findField(places, 'variation', 'variant'), longestVariation),
      result,
      durationMs: durationOf(source),
      ...placeOf(source),
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
