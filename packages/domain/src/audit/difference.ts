import { isDeepStrictEqual } from 'node:util';

import { isObject, type JsonObject } from '../json.ts';
import type { AuditFacts } from './canonical.ts';

/** These change with a write and say nothing of it. */
const ignored = new Set(['version', 'updated_at', 'insight_serials']);

/**
 * What differs between two documents, as the audit keeps it: of a changed one only the fields that
 * changed, environments by name; of a new or deleted one everything.
 */
export function difference(before: object | null, after: object | null): AuditFacts['changes'] {
  if (!before || !after) return { before, after };
  return compare(before as JsonObject, after as JsonObject, 0);
}

/** `environments` → name → field: deeper than that a value is shown whole. */
const deepest = 2;

function compare(
  before: JsonObject,
  after: JsonObject,
  depth: number,
): { before: JsonObject; after: JsonObject } {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  const old = new Map<string, unknown>();
  const made = new Map<string, unknown>();
  for (const field of fields) {
    const was = Object.hasOwn(before, field) ? before[field] : undefined;
    const is = Object.hasOwn(after, field) ? after[field] : undefined;
    if (isDeepStrictEqual(was, is) || (depth === 0 && ignored.has(field))) continue;
    const goesDeeper =
      depth === 0 ? field === 'environments' : depth < deepest && isObject(was) && isObject(is);
    const shown =
      goesDeeper && isObject(was) && isObject(is)
        ? compare(was, is, depth + 1)
        : { before: was, after: is };
    if (shown.before !== undefined) old.set(field, shown.before);
    if (shown.after !== undefined) made.set(field, shown.after);
  }
  return { before: Object.fromEntries(old), after: Object.fromEntries(made) };
}
