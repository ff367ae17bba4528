import type { CompiledFlag } from './compiled-flag.ts';

/** Ids of the flags that a flag depends on, in any environment. */
const prerequisiteIds = ({ environments }: CompiledFlag): string[] =>
  [...environments.values()].flatMap(({ prerequisites }) =>
    prerequisites.map(({ flagId }) => flagId),
  );

export const hasPrerequisites = (flag: CompiledFlag): boolean => prerequisiteIds(flag).length > 0;

type Flags = ReadonlyMap<string, CompiledFlag>;

/** Marks every flag with a prerequisite that is unknown, or that leads back to it. */
export function markBadPrerequisites(flags: Flags): void {
  const dependents = [...flags.values()].filter(hasPrerequisites);
  const circular = findCircular(dependents, flags);
  for (const flag of flags.values()) flag.hasBadPrerequisite = false;
  for (const flag of dependents) {
    const ids = prerequisiteIds(flag);
    flag.hasBadPrerequisite = ids.some((id) => !flags.has(id)) || circular.has(flag);
  }
}

/** The flags that lead back to themselves. */
function findCircular(dependents: readonly CompiledFlag[], flags: Flags): Set<CompiledFlag> {
  const open = new Set(dependents);
  // Those that wait for none of the rest are in no circle; nearly always nobody is left.
  for (let before = -1; before !== open.size;) {
    before = open.size;
    for (const flag of open) {
      if (!prerequisiteIds(flag).some((id) => isIn(open, flags.get(id)))) open.delete(flag);
    }
  }
  return new Set([...open].filter((flag) => leadsTo(flag, flag.source.id, flags)));
}

const isIn = (open: ReadonlySet<CompiledFlag>, flag: CompiledFlag | undefined): boolean =>
  flag !== undefined && open.has(flag);

/** Whether a flag depends on the one of this id, at whatever remove. */
export function leadsTo(start: CompiledFlag, flagId: string, flags: Flags): boolean {
  const seen = new Set<CompiledFlag>();
  const next = [start];
  for (let flag = next.pop(); flag; flag = next.pop()) {
    for (const id of prerequisiteIds(flag)) {
      if (id === flagId) return true;
      const prerequisite = flags.get(id);
      if (!prerequisite || seen.has(prerequisite)) continue;
      seen.add(prerequisite);
      next.push(prerequisite);
    }
  }
  return false;
}
