import type { CompiledFlag } from '../flags/compiled-flag.ts';

/** By a flag's id, known or not, the flags that depend on it in some environment. */
export type Dependents = Map<string, Set<CompiledFlag>>;

const prerequisitesOf = ({ environments }: CompiledFlag): string[] =>
  [...environments.values()].flatMap(({ prerequisites }) =>
    prerequisites.map(({ flagId }) => flagId),
  );

export function addDependent(dependents: Dependents, flag: CompiledFlag): void {
  for (const id of prerequisitesOf(flag)) {
    const ofFlag = dependents.get(id);
    if (ofFlag) ofFlag.add(flag);
    else dependents.set(id, new Set([flag]));
  }
}

export function removeDependent(dependents: Dependents, flag: CompiledFlag): void {
  for (const id of prerequisitesOf(flag)) {
    const ofFlag = dependents.get(id);
    ofFlag?.delete(flag);
    if (ofFlag?.size === 0) dependents.delete(id);
  }
}

/** Every flag that depends on the one of this id, at whatever remove. */
export function findDependents(dependents: Dependents, flagId: string): Set<CompiledFlag> {
  const found = new Set(dependents.get(flagId));
  // A set that grows is gone through to its end.
  for (const flag of found) {
    for (const dependent of dependents.get(flag.source.id) ?? []) found.add(dependent);
  }
  return found;
}
