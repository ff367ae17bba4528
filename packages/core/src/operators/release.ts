import type { Version } from './semver.ts';

/** Parts of more digits might not be exact as numbers. */
const mostDigits = 15;

const [dot, zero, nine] = [0x2e, 0x30, 0x39];

/**
 * Compares releases such as `1.2.3`, by far the most frequent versions, without taking them apart.
 * `undefined` for everything else: whoever asks then reads the version in full.
 */
export function createReleaseComparison({
  core,
  preRelease,
}: Version): (seen: string) => number | undefined {
  if (core.some((part) => part.length > mostDigits)) return () => undefined;
  const [major, minor, patch] = core.map(Number) as [number, number, number];
  // A release comes after the pre-releases of its version.
  const whenSame = preRelease.length > 0 ? 1 : 0;
  return (seen) => compareRelease(seen, major, minor, patch, whenSame);
}

function compareRelease(
  seen: string,
  major: number,
  minor: number,
  patch: number,
  whenSame: number,
): number | undefined {
  const { length } = seen;
  let order = 0;
  let index = 0;
  for (let part = 0; part < 3; part++) {
    const start = index;
    let number = 0;
    for (; index < length; index++) {
      const code = seen.charCodeAt(index);
      if (code < zero || code > nine) break;
      number = number * 10 + (code - zero);
    }
    const digits = index - start;
    if (digits !== 1 && (digits === 0 || digits > mostDigits || seen.charCodeAt(start) === zero)) {
      return undefined;
    }
    if (order === 0) order = number - (part === 0 ? major : part === 1 ? minor : patch);
    if (part < 2) {
      if (index >= length || seen.charCodeAt(index) !== dot) return undefined;
      index++;
    }
  }
  if (index !== length) return undefined;
  return order === 0 ? whenSame : order;
}
