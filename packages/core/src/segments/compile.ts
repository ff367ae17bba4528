import { compileAttribute } from '../attributes.ts';
import { compileCondition } from '../conditions/compile.ts';
import { matchesNobody, type Matcher } from '../conditions/condition.ts';
import { isMissing, isObject, own, type JsonObject } from '../json.ts';
import type { RegexEngine } from '../operators/operator.ts';
import type { Problem, Report } from '../problem.ts';
import { remember } from '../remember.ts';
import type { CompiledSegment, FindSlot, SegmentSlot } from './slot.ts';

export interface SegmentCompilation {
  regex: RegexEngine | undefined;
  findSlot: FindSlot;
}

/** Compiles a segment; what cannot work is kept as its problems. */
export function compileSegment(
  segment: unknown,
  { regex, findSlot }: SegmentCompilation,
): CompiledSegment {
  const problems: Problem[] = [];
  const report: Report = (field, expected) => problems.push({ field, expected });
  const source = isObject(segment) ? segment : {};
  const key = own(source, 'key');
  if (typeof key !== 'string') report('key', 'a text');

  const uses = new Set<SegmentSlot>();
  const useSegment: FindSlot = (used, field) => {
    const slot = findSlot(used, field);
    uses.add(slot);
    return slot;
  };
  const percentSalt = `segment:${String(key)}:percent`;
  const findReader = remember(compileAttribute);
  const scope = { regex, report, useSegment, percentSalt, findReader };
  const rules = own(source, 'rules');
  const matcher: Matcher = hasNoRules(rules)
    ? matchesNobody
    : compileCondition(rules, 'rules', scope, 1);
  return {
    included: readIds(source, 'included', report),
    excluded: readIds(source, 'excluded', report),
    rules: matcher,
    uses,
    problems,
  };
}

/** Absent rules, or a group without members, which as a condition would match everybody. */
const hasNoRules = (rules: unknown): boolean => {
  if (isMissing(rules)) return true;
  const members = isObject(rules) ? own(rules, 'rules') : undefined;
  return Array.isArray(members) && members.length === 0;
};

function readIds(segment: JsonObject, field: string, report: Report): ReadonlySet<string> {
  const ids = own(segment, field) ?? [];
  if (ids instanceof Set) return ids as ReadonlySet<string>;
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) return new Set(ids);
  report(field, 'a list of texts');
  return new Set();
}
