import type { CompiledFlag } from './compiled-flag.ts';

type Flags = ReadonlyMap<string, CompiledFlag>;

/** Ids of the flags that a flag depends on in one environment. */
const prerequisiteIds = ({ environments }: CompiledFlag, environment: string): string[] =>
  (environments.get(environment)?.prerequisites ?? []).map(({ flagId }) => flagId);

/** Names of the environments in which a flag depends on others. */
const dependentIn = ({ environments }: CompiledFlag): string[] =>
  [...environments]
    .filter(([, { prerequisites }]) => prerequisites.length > 0)
    .map(([name]) => name);

export const hasPrerequisites = (flag: CompiledFlag): boolean => dependentIn(flag).length > 0;

/** Marks every flag with a prerequisite that is unknown, or that leads back to it. */
export function markBadPrerequisites(flags: Flags): void {
  const byEnvironment = new Map<string, CompiledFlag[]>();
  for (const flag of flags.values()) {
    flag.hasBadPrerequisite = false;
    for (const name of dependentIn(flag)) {
      const dependents = byEnvironment.get(name);
      if (dependents) dependents.push(flag);
      else byEnvironment.set(name, [flag]);
    }
  }
  for (const [name, dependents] of byEnvironment) {
    const circular = findCircular(dependents, name, flags);
    for (const flag of dependents) {
      const hasUnknown = prerequisiteIds(flag, name).some((id) => !flags.has(id));
      flag.hasBadPrerequisite ||= hasUnknown || circular.has(flag);
    }
  }
}

/** The flags that lead back to themselves. */
function findCircular(
  dependents: readonly CompiledFlag[],
  environment: string,
  flags: Flags,
): Set<CompiledFlag> {
  const open = new Set(dependents);
  const isOpen = (id: string) => {
    const flag = flags.get(id);
    return flag !== undefined && open.has(flag);
  };
  // Those that wait for none of the rest are in no circle; nearly always nobody is left.
  for (let before = -1; before !== open.size;) {
    before = open.size;
    for (const flag of open) {
      if (!prerequisiteIds(flag, environment).some(isOpen)) open.delete(flag);
    }
  }
  return new Set([...open].filter((flag) => leadsTo(flag, flag.source.id, environment, flags)));
}

/** Whether a flag depends on the one of this id in an environment, at whatever remove. */
export function leadsTo(
  start: CompiledFlag,
  flagId: string,
  environment: string,
  flags: Flags,
): boolean {
  const seen = new Set<CompiledFlag>();
  const next = [start];
  for (let flag = next.pop(); flag; flag = next.pop()) {
    for (const id of prerequisiteIds(flag, environment)) {
      if (id === flagId) return true;
      const prerequisite = flags.get(id);
      if (!prerequisite || seen.has(prerequisite)) continue;
      seen.add(prerequisite);
      next.push(prerequisite);
    }
  }
  return false;
}
