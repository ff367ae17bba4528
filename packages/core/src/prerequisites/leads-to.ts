import type { CompiledFlag } from '../flags/compiled-flag.ts';

/** Flags by id. */
export type FlagsById = ReadonlyMap<string, CompiledFlag>;

/** Ids of the flags that a flag depends on in one environment. */
export const prerequisiteIds = ({ environments }: CompiledFlag, environment: string): string[] =>
  (environments.get(environment)?.prerequisites ?? []).map(({ flagId }) => flagId);

/** Names of the environments in which a flag depends on others. */
export const dependentIn = ({ environments }: CompiledFlag): string[] =>
  [...environments]
    .filter(([, { prerequisites }]) => prerequisites.length > 0)
    .map(([name]) => name);

/** Whether a flag depends on the one of this id in an environment, at whatever remove. */
export function leadsTo(
  start: CompiledFlag,
  flagId: string,
  environment: string,
  byId: FlagsById,
): boolean {
  const seen = new Set<CompiledFlag>();
  const next = [start];
  for (let flag = next.pop(); flag; flag = next.pop()) {
    for (const id of prerequisiteIds(flag, environment)) {
      if (id === flagId) return true;
      const prerequisite = byId.get(id);
      if (!prerequisite || seen.has(prerequisite)) continue;
      seen.add(prerequisite);
      next.push(prerequisite);
    }
  }
  return false;
}
