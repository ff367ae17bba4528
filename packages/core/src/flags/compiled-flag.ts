import type { Rollout } from '../buckets/rollout.ts';
import type { Matcher } from '../conditions/condition.ts';
import type { DecidingRule } from '../evaluation.ts';
import type { Flag } from '../model.ts';
import type { Problem } from '../problem.ts';
import type { SegmentSlot } from '../segments/slot.ts';
import type { Schedule } from './schedule.ts';
import type { Serving } from './serving.ts';

/** A flag made ready for evaluation. */
export interface CompiledFlag {
  readonly source: Flag;
  readonly schedule: Schedule;
  readonly environments: ReadonlyMap<string, CompiledEnvironment>;
  /** Every segment it asks about. */
  readonly segments: readonly SegmentSlot[];
  /** Why it cannot be evaluated. */
  readonly problems: readonly Problem[];
  /** One of its prerequisites is unknown. */
  hasUnknownPrerequisite: boolean;
  /** One of its prerequisites leads back to it. */
  isInCircle: boolean;
}

export interface CompiledEnvironment {
  readonly isEnabled: boolean;
  readonly prerequisites: readonly CompiledPrerequisite[];
  readonly gate: Matcher | undefined;
  /** In the order in which they are asked. */
  readonly rules: readonly CompiledRule[];
  /** What its buckets are salted with; for traces, since the rollouts have it hashed. */
  readonly salt: string;
  /** Of those no rule matched. */
  readonly rollout: Rollout;
  readonly serving: Serving;
}

export interface CompiledPrerequisite {
  readonly flagId: string;
  readonly isOn: boolean;
  /** Implies on. */
  readonly variation: string | undefined;
}

export interface CompiledRule {
  readonly rule: DecidingRule;
  readonly when: Matcher | undefined;
  readonly rollout: Rollout;
  /** `undefined` serves off. */
  readonly serving: Serving | undefined;
}

/** Whether a flag's data, its segments and its prerequisites can be evaluated. */
export function isBroken(flag: CompiledFlag): boolean {
  if (flag.problems.length > 0 || flag.hasUnknownPrerequisite || flag.isInCircle) return true;
  for (const slot of flag.segments) {
    if (slot.isBroken) return true;
  }
  return false;
}
