import type { CompiledDataSet } from '../data-set.ts';
import type { Decision } from '../evaluation.ts';
import { isActive } from '../find-flag.ts';
import type { CompiledFlag, CompiledPrerequisite } from '../flags/compiled-flag.ts';
import type { Input } from '../input.ts';
import type { Trace } from '../trace.ts';

/** Decides one flag; the evaluation itself, which comes back to its prerequisites. */
type Decide = (
  dataSet: CompiledDataSet,
  flag: CompiledFlag,
  input: Input,
  depth: number,
) => Decision;

/** A chain of prerequisites longer than this is not met: it could exhaust the stack. */
const deepest = 100;

/** Whether every prerequisite is what it must be, for this context in this environment. */
export function arePrerequisitesMet(
  dataSet: CompiledDataSet,
  prerequisites: readonly CompiledPrerequisite[],
  input: Input,
  depth: number,
  decide: Decide,
): boolean {
  for (const prerequisite of prerequisites) {
    if (!isMet(dataSet, prerequisite, input, depth + 1, decide)) return false;
  }
  return true;
}

function isMet(
  dataSet: CompiledDataSet,
  prerequisite: CompiledPrerequisite,
  input: Input,
  depth: number,
  decide: Decide,
): boolean {
  const flag = dataSet.byId.get(prerequisite.flagId);
  if (!flag || depth > deepest) return false;
  const outer = input.trace;
  const steps: Trace | null = outer && [];
  input.trace = steps;
  const met = meets(
    prerequisite,
    isActive(flag) ? decideOnce(dataSet, flag, input, depth, decide) : 'off',
  );
  input.trace = outer;
  if (outer && steps) {
    outer.push({ kind: 'prerequisite', flagId: prerequisite.flagId, met, steps });
  }
  return met;
}

function meets({ isOn, variation }: CompiledPrerequisite, decision: Decision | 'off'): boolean {
  if (decision === 'off') return !isOn;
  if (decision.reason === 'ERROR' || decision.enabled !== isOn) return false;
  return variation === undefined || decision.variation === variation;
}

/** Several flags may share a prerequisite: it is decided once, or their number would multiply. */
function decideOnce(
  dataSet: CompiledDataSet,
  flag: CompiledFlag,
  input: Input,
  depth: number,
  decide: Decide,
): Decision {
  const known = input.decisions?.get(flag);
  if (known) return known;
  const decision = decide(dataSet, flag, input, depth);
  input.decisions ??= new Map();
  input.decisions.set(flag, decision);
  return decision;
}
