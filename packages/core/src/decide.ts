import { fullThreshold } from './buckets/bucket.ts';
import { describeRollout, isIncluded } from './buckets/rollout.ts';
import { ruleSalt } from './buckets/salt.ts';
import type { CompiledDataSet } from './data-set.ts';
import type { DecidingRule, Decision, OffReason, OnReason } from './evaluation.ts';
import {
  isBroken,
  type CompiledEnvironment,
  type CompiledFlag,
  type CompiledRule,
} from './flags/compiled-flag.ts';
import { isOpen } from './flags/schedule.ts';
import { isSplit, serve, type Serving } from './flags/serving.ts';
import type { Input } from './input.ts';
import { arePrerequisitesMet } from './prerequisites/are-met.ts';
import type { Trace } from './trace.ts';

/** Decides one flag that was found, step by step; `depth` counts prerequisites above it. */
export function decide(
  dataSet: CompiledDataSet,
  flag: CompiledFlag,
  input: Input,
  depth: number,
): Decision {
  if (isBroken(flag)) {
    input.trace?.push({ kind: 'broken', problems: flag.problems });
    return off(flag, 'ERROR', undefined, input);
  }
  const environment = flag.environments.get(input.circumstances.environment);
  const isEnabled = environment !== undefined && environment.isEnabled;
  input.trace?.push({
    kind: 'switch',
    environment: input.circumstances.environment,
    enabled: isEnabled,
  });
  if (!isEnabled) return off(flag, 'DISABLED', undefined, input);
  if (!isScheduled(flag, input)) return off(flag, 'SCHEDULED', undefined, input);
  if (!arePrerequisitesMet(dataSet, environment.prerequisites, input, depth, decide)) {
    return off(flag, 'PREREQUISITE_FAILED', undefined, input);
  }
  if (!passesGate(environment, input)) return off(flag, 'TARGETING_MISMATCH', undefined, input);
  for (const candidate of environment.rules) {
    if (!matchesRule(candidate, environment, input)) continue;
    const { rule, serving } = candidate;
    return serving
      ? on(flag, 'RULE_MATCH', rule, serving, environment, input)
      : off(flag, 'RULE_MATCH', rule, input);
  }
  return decideRollout(flag, environment, input);
}

function isScheduled({ schedule }: CompiledFlag, input: Input): boolean {
  const open = isOpen(schedule, input.circumstances.now);
  input.trace?.push({ kind: 'schedule', ...schedule, open });
  return open;
}

function passesGate({ gate }: CompiledEnvironment, input: Input): boolean {
  if (!gate) return true;
  const outer = input.trace;
  const conditions: Trace | null = outer && [];
  input.trace = conditions;
  const matches = gate(input);
  input.trace = outer;
  if (outer && conditions) outer.push({ kind: 'gate', matches, conditions });
  return matches;
}

function matchesRule(
  { rule: { id }, when, rollout }: CompiledRule,
  { salt }: CompiledEnvironment,
  input: Input,
): boolean {
  const outer = input.trace;
  if (outer === null) return (when === undefined || when(input)) && isIncluded(rollout, input);
  const conditions: Trace = [];
  input.trace = conditions;
  const matches = (when === undefined || when(input)) && isIncluded(rollout, input);
  input.trace = outer;
  const bucket = describeRollout(rollout, ruleSalt(salt, id), input);
  outer.push({ kind: 'rule', id, matches, conditions, ...bucket });
  return matches;
}

function decideRollout(
  flag: CompiledFlag,
  environment: CompiledEnvironment,
  input: Input,
): Decision {
  const { rollout, salt, serving } = environment;
  const matches = isIncluded(rollout, input);
  input.trace?.push({ kind: 'rollout', matches, ...describeRollout(rollout, salt, input) });
  if (!matches) return off(flag, 'ROLLOUT', undefined, input);
  const reason = rollout.threshold === fullThreshold ? 'DEFAULT' : 'ROLLOUT';
  return on(flag, reason, undefined, serving, environment, input);
}

function on(
  { source }: CompiledFlag,
  reason: OnReason,
  rule: DecidingRule | undefined,
  serving: Serving,
  { gate }: CompiledEnvironment,
  input: Input,
): Decision {
  const { variation, configuration } = serve(serving, input);
  return {
    found: true,
    flag: source,
    enabled: true,
    reason,
    rule,
    variation,
    configuration,
    isSplit: isSplit(serving),
    isGated: gate !== undefined,
    lacksIdentifier: input.lacksIdentifier,
    identifier: input.identifier,
    identifierKind: input.identifierKind,
    trace: input.trace,
  };
}

function off(
  { source }: CompiledFlag,
  reason: OffReason,
  rule: DecidingRule | undefined,
  input: Input,
): Decision {
  return {
    found: true,
    flag: source,
    enabled: false,
    reason,
    rule,
    variation: undefined,
    configuration: undefined,
    isSplit: false,
    isGated: false,
    lacksIdentifier: input.lacksIdentifier,
    identifier: input.identifier,
    identifierKind: input.identifierKind,
    trace: input.trace,
  };
}
