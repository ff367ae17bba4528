import { complement, never, one, type Operator } from './operator.ts';
import { toText } from './scalars.ts';
import { compareVersions, parseVersion, type Version } from './semver.ts';

const readVersion = (value: unknown): Version | undefined => {
  const text = toText(value);
  return text === undefined ? undefined : parseVersion(text);
};

const comparing = (compare: (seen: Version, wanted: Version) => boolean): Operator =>
  one(([value], _options, report) => {
    const wanted = readVersion(value);
    if (!wanted) {
      report('values[0]', 'a version such as 1.2.3');
      return never;
    }
    return (seen) => {
      const version = readVersion(seen);
      return version !== undefined && compare(version, wanted);
    };
  });

const equal = comparing((seen, wanted) => compareVersions(seen, wanted) === 0);

const isSame = (parts: number): Operator =>
  comparing((seen, wanted) =>
    wanted.core.slice(0, parts).every((part, index) => part === seen.core[index]),
  );

export const version: Record<string, Operator> = {
  semver_eq: equal,
  semver_neq: complement(equal),
  semver_gt: comparing((seen, wanted) => compareVersions(seen, wanted) > 0),
  semver_gte: comparing((seen, wanted) => compareVersions(seen, wanted) >= 0),
  semver_lt: comparing((seen, wanted) => compareVersions(seen, wanted) < 0),
  semver_lte: comparing((seen, wanted) => compareVersions(seen, wanted) <= 0),
  semver_same_major: isSame(1),
  semver_same_minor: isSame(2),
};
