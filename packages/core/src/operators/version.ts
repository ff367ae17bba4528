import {
  complement,
  never,
  one,
  sides,
  type Operator,
  type Predicate,
  type Sides,
} from './operator.ts';
import { createReleaseComparison } from './release.ts';
import { toText } from './scalars.ts';
import { compareVersions, parseVersion, type Version } from './semver.ts';

const readVersion = (value: unknown): Version | undefined => {
  const text = toText(value);
  return text === undefined ? undefined : parseVersion(text);
};

const testing = (prepare: (wanted: Version) => Predicate): Operator =>
  one(([value], _options, report) => {
    const wanted = readVersion(value);
    if (wanted) return prepare(wanted);
    report('values[0]', 'a version such as 1.2.3');
    return never;
  });

function compareInFull(seen: unknown, wanted: Version): number | undefined {
  const version = readVersion(seen);
  return version && compareVersions(version, wanted);
}

/** An operator that asks how a version orders against the one it was given. */
const comparing = ({ above, same, below }: Sides): Operator =>
  testing((wanted) => {
    const compareRelease = createReleaseComparison(wanted);
    return {
      matches(seen) {
        const order =
          (typeof seen === 'string' ? compareRelease(seen) : undefined) ??
          compareInFull(seen, wanted);
        if (order === undefined) return false;
        if (order > 0) return above;
        return order === 0 ? same : below;
      },
    };
  });

const equal = comparing(sides.same);

const isSame = (parts: number): Operator =>
  testing((wanted) => ({
    matches(seen) {
      const version = readVersion(seen);
      if (!version) return false;
      return wanted.core.slice(0, parts).every((part, index) => part === version.core[index]);
    },
  }));

export const version: Record<string, Operator> = {
  semver_eq: equal,
  semver_neq: complement(equal),
  semver_gt: comparing(sides.above),
  semver_gte: comparing(sides.notBelow),
  semver_lt: comparing(sides.below),
  semver_lte: comparing(sides.notAbove),
  semver_same_major: isSame(1),
  semver_same_minor: isSame(2),
};
