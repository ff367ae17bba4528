// Semantic Versioning 2.0.0 (semver.org), read leniently: a leading `v`, and `1` and `1.2` completed.

export interface Version {
  /** Major, minor and patch in decimal, as they were written. */
  readonly core: readonly [string, string, string];
  /** Identifiers of the pre-release; none for a release. */
  readonly preRelease: readonly string[];
}

const numberPart = '(0|[1-9]\\d*)';
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const form = new RegExp(
  `^v?${numberPart}(?:\\.${numberPart})?(?:\\.${numberPart})?(?:-(${identifiers}))?(?:\\+${identifiers})?$`,
);
const digits = /^\d+$/;
const longest = 256;

/** Reads a version; `undefined` when it is none. */
export function parseVersion(text: string): Version | undefined {
  const match = text.length <= longest ? form.exec(text) : null;
  if (!match) return undefined;
  const [, major = '0', minor = '0', patch = '0', preRelease] = match;
  const identifiers = preRelease === undefined ? [] : preRelease.split('.');
  const hasLeadingZero = identifiers.some((one) => digits.test(one) && /^0\d/.test(one));
  return hasLeadingZero ? undefined : { core: [major, minor, patch], preRelease: identifiers };
}

/** Order of precedence: negative, zero or positive. Build metadata does not count. */
export function compareVersions(one: Version, other: Version): number {
  for (let index = 0; index < 3; index++) {
    const order = compareDigits(one.core[index]!, other.core[index]!);
    if (order !== 0) return order;
  }
  return comparePreReleases(one.preRelease, other.preRelease);
}

function comparePreReleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length;
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index++) {
    const order = compareIdentifiers(one[index]!, other[index]!);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function compareIdentifiers(one: string, other: string): number {
  const [isNumber, isOtherNumber] = [digits.test(one), digits.test(other)];
  if (isNumber && isOtherNumber) return compareDigits(one, other);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return compareText(one, other);
}

/** Compares decimals without leading zeros, of any length. */
const compareDigits = (one: string, other: string): number =>
  one.length - other.length || compareText(one, other);

const compareText = (one: string, other: string): number =>
  one === other ? 0 : one < other ? -1 : 1;
