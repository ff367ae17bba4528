import type { CompiledFlag } from '../flags/compiled-flag.ts';
import { findDependents, type Dependents } from './dependents.ts';
import { dependentIn, leadsTo, prerequisiteIds, type FlagsById } from './leads-to.ts';

/** All flags, and who depends on whom. */
interface Flags {
  readonly byId: FlagsById;
  readonly dependents: Dependents;
}

/** Marks every flag with a prerequisite that is unknown, or that leads back to it. */
export function markBadPrerequisites(flags: Flags): void {
  for (const flag of flags.byId.values()) markUnknown(flag, flags);
  markCircular(flags.byId.values(), flags);
}

/**
 * Brings the marks up to date after one flag came, changed or went: its own, those of the flags that
 * name it, and those of the circles that it was or is part of. No other can have changed.
 */
export function remarkBadPrerequisites(
  flagId: string,
  before: CompiledFlag | undefined,
  flags: Flags,
): void {
  const after = flags.byId.get(flagId);
  if (after) markUnknown(after, flags);
  if (!before || !after) {
    for (const dependent of flags.dependents.get(flagId) ?? []) markUnknown(dependent, flags);
  }
  if (before?.isInCircle || (after && leadsToItself(after, flags))) {
    // All in a circle with one of these are among them.
    markCircular(findDependents(flags.dependents, flagId), flags);
  }
}

function markUnknown(flag: CompiledFlag, { byId }: Flags): void {
  flag.hasUnknownPrerequisite = dependentIn(flag).some((environment) =>
    prerequisiteIds(flag, environment).some((id) => !byId.has(id)),
  );
}

const leadsToItself = (flag: CompiledFlag, { byId }: Flags): boolean =>
  dependentIn(flag).some((environment) => leadsTo(flag, flag.source.id, environment, byId));

/** Marks those in a circle among these flags, which hold all of any circle they hold a part of. */
function markCircular(candidates: Iterable<CompiledFlag>, flags: Flags): void {
  const byEnvironment = new Map<string, CompiledFlag[]>();
  for (const flag of candidates) {
    flag.isInCircle = false;
    for (const name of dependentIn(flag)) {
      const dependents = byEnvironment.get(name);
      if (dependents) dependents.push(flag);
      else byEnvironment.set(name, [flag]);
    }
  }
  for (const [name, dependents] of byEnvironment) {
    for (const flag of findCircular(dependents, name, flags)) flag.isInCircle = true;
  }
}

/** The flags that lead back to themselves. */
function findCircular(
  candidates: readonly CompiledFlag[],
  environment: string,
  { byId, dependents }: Flags,
): CompiledFlag[] {
  const open = new Set(candidates);
  const isOpen = (id: string) => {
    const flag = byId.get(id);
    return flag !== undefined && open.has(flag);
  };
  // Those that wait for none of the rest are in no circle; nearly always nobody is left.
  const next = [...candidates];
  for (let flag = next.pop(); flag; flag = next.pop()) {
    if (!open.has(flag) || prerequisiteIds(flag, environment).some(isOpen)) continue;
    open.delete(flag);
    for (const dependent of dependents.get(flag.source.id) ?? []) next.push(dependent);
  }
  return [...open].filter((flag) => leadsTo(flag, flag.source.id, environment, byId));
}
