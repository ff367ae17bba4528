import { compileAttribute } from '../attributes.ts';
import type { ConditionScope } from '../conditions/condition.ts';
import { isObject, own, type JsonObject } from '../json.ts';
import type { Flag } from '../model.ts';
import type { RegexEngine } from '../operators/operator.ts';
import type { Problem, Report } from '../problem.ts';
import { remember } from '../remember.ts';
import type { FindSlot, SegmentSlot } from '../segments/slot.ts';
import { compileEnvironment, type EnvironmentScope } from './compile-environment.ts';
import type { CompiledEnvironment, CompiledFlag } from './compiled-flag.ts';
import { readConfiguration, readText } from './read.ts';
import { compileSchedule } from './schedule.ts';
import { createFindServing, type Served } from './serving.ts';
import { compileVariations } from './variations.ts';

const mostEnvironments = 20;

export interface FlagCompilation {
  regex: RegexEngine | undefined;
  findSlot: FindSlot;
  /** Told of everything the flag may serve, with the path that says so. */
  noteServed?: (served: Served, path: string) => void;
}

/** Compiles a flag; what cannot work is kept as its problems. Takes any JSON. */
export function compileFlag(flag: Flag, compilation: FlagCompilation): CompiledFlag {
  const problems: Problem[] = [];
  const report: Report = (field, expected) => problems.push({ field, expected });
  const source: JsonObject = isObject(flag) ? flag : {};
  const segments = new Set<SegmentSlot>();
  const scope: EnvironmentScope = {
    flag: { report, conditionScope: createConditionScope(compilation, segments, report) },
    key: readText(source, 'key', '', report),
    variations: compileVariations(source, report),
    findServing: createFindServing(readConfiguration(source, '', report)),
    noteServed: compilation.noteServed ?? (() => undefined),
  };
  return {
    source: flag,
    schedule: compileSchedule(source, report),
    environments: compileEnvironments(source, scope, report),
    segments: [...segments],
    problems,
    hasUnknownPrerequisite: false,
    isInCircle: false,
  };
}

function createConditionScope(
  { regex, findSlot }: FlagCompilation,
  segments: Set<SegmentSlot>,
  report: Report,
): (percentSalt: string) => ConditionScope {
  // Flags ask for the same few attributes over and over.
  const findReader = remember(compileAttribute);
  const useSegment: FindSlot = (key, field) => {
    const slot = findSlot(key, field);
    segments.add(slot);
    return slot;
  };
  return (percentSalt) => ({ regex, report, useSegment, percentSalt, findReader });
}

function compileEnvironments(
  flag: JsonObject,
  scope: EnvironmentScope,
  report: Report,
): ReadonlyMap<string, CompiledEnvironment> {
  const environments = own(flag, 'environments') ?? {};
  const compiled = new Map<string, CompiledEnvironment>();
  if (!isObject(environments) || Object.keys(environments).length > mostEnvironments) {
    report('environments', `an object of at most ${mostEnvironments}`);
    return compiled;
  }
  for (const [name, environment] of Object.entries(environments)) {
    const path = `environments.${name}`;
    if (isObject(environment)) compiled.set(name, compileEnvironment(environment, path, scope));
    else report(path, 'an object');
  }
  return compiled;
}
