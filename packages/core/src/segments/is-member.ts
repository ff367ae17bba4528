import type { Input } from '../input.ts';
import type { Trace } from '../trace.ts';
import type { CompiledSegment, SegmentSlot } from './slot.ts';

/** Whether a context belongs to a segment: excluded beats included beats rules. */
export function isMember(slot: SegmentSlot, input: Input, operator: 'in' | 'not_in'): boolean {
  const { segment } = slot;
  if (!segment) return false;
  const because = decidingList(segment, input.identifier);
  const outer = input.trace;
  const rules: Trace | null = outer && [];
  input.trace = rules;
  const isIn = because === 'rules' ? segment.rules(input) : because === 'included';
  input.trace = outer;
  if (outer && rules) {
    const matches = isIn === (operator === 'in');
    outer.push({ kind: 'segment', segment: slot.key, operator, because, matches, rules });
  }
  return isIn;
}

function decidingList(
  { included, excluded }: CompiledSegment,
  identifier: string | undefined,
): 'excluded' | 'included' | 'rules' {
  if (identifier === undefined) return 'rules';
  if (excluded.has(identifier)) return 'excluded';
  return included.has(identifier) ? 'included' : 'rules';
}
