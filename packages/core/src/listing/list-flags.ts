import { pickAt } from '../buckets/weights.ts';
import type { CompiledDataSet } from '../data-set.ts';
import { findFlag } from '../find-flag.ts';
import { isBroken, type CompiledEnvironment, type CompiledFlag } from '../flags/compiled-flag.ts';
import { isOpen } from '../flags/schedule.ts';
import type { Configuration, Flag, FlagEnvironment } from '../model.ts';

export interface ListingRequest {
  /** The caller's application; `null` sees enterprise flags only. */
  readonly applicationId: string | null;
  /** Environment name. */
  readonly environment: string;
  /** Unix time, milliseconds. */
  readonly now: number;
}

/** A flag as it is for everybody, whoever asks. */
export interface Listed {
  readonly flag: Flag;
  /** Switched on and inside its schedule; rules and percentages make no difference. */
  readonly enabled: boolean;
  /** The environment's, else the flag's; only where on. */
  readonly configuration: Configuration | undefined;
  /** Key of the variation that everybody is served; only where on. */
  readonly variation: string | undefined;
}

export interface Listing {
  /** The active flags that decide for the caller, in the order of their keys (UTF-16). */
  readonly flags: readonly Listed[];
  /** When the first of their schedules begins or ends: Unix time, milliseconds, or Infinity. */
  readonly until: number;
}

/** The flags a caller sees: of each key the one that would decide. Pure; never throws. */
export function listFlags(dataSet: CompiledDataSet, request: ListingRequest): Listing {
  const flags: Listed[] = [];
  let until = Infinity;
  for (const key of [...dataSet.byKey.keys()].toSorted()) {
    const flag = findFlag(dataSet, request.applicationId, key);
    if (flag === undefined || flag === 'archived') continue;
    flags.push(list(flag, request));
    until = Math.min(until, nextChange(flag, request.now));
  }
  return { flags, until };
}

function list(flag: CompiledFlag, { environment: name, now }: ListingRequest): Listed {
  const { source } = flag;
  const environment = flag.environments.get(name);
  const enabled = environment?.isEnabled === true && isOpen(flag.schedule, now) && !isBroken(flag);
  if (!enabled) return { flag: source, enabled, configuration: undefined, variation: undefined };
  return {
    flag: source,
    enabled,
    // It is compiled, so it is the flag's own.
    configuration: source.environments[name]!.configuration ?? source.configuration,
    variation: variationForAll(environment),
  };
}

/** What rules may serve differs from one to the other. */
function variationForAll({ rules, serving }: CompiledEnvironment): string | undefined {
  if (rules.length > 0) return undefined;
  if (serving.kind === 'fixed') return serving.variation;
  return serving.pool.candidates === 1 ? pickAt(serving.pool, 0)?.variation : undefined;
}

function nextChange({ schedule: { startAt, endAt } }: CompiledFlag, now: number): number {
  if (startAt !== undefined && now < startAt) return startAt;
  return endAt !== undefined && now < endAt ? endAt : Infinity;
}

/** The percentage of those no rule matches who are in, also where it is not written down. */
export function effectiveRollout({
  rollout_percentage: percentage,
  rules = [],
}: FlagEnvironment): number {
  return percentage ?? (rules.length > 0 ? 0 : 100);
}
