import { isStorable } from '@halyard/core';
import type { z } from 'zod';

import { invalidInput } from './parse-input.ts';

const deepest = 64;

/** Refuses JSON that is nested without end, before anybody walks through it. */
export function checkDepth(value: unknown): void {
  const found = [{ value, depth: 0 }];
  // A list that grows rather than a recursion, which could exhaust the stack.
  for (const { value: outer, depth } of found) {
    if (typeof outer !== 'object' || outer === null) continue;
    if (depth > deepest)
      throw invalidInput([{ field: '', expected: `nested at most ${deepest} deep` }]);
    for (const inner of Object.values(outer)) found.push({ value: inner, depth: depth + 1 });
  }
}

/** Refuses JSON that PostgreSQL cannot keep, naming the first field in the way. */
export function refuseUnstorable(value: unknown, { addIssue }: z.core.$RefinementCtx): void {
  const problem = findUnstorable(value, []);
  if (problem) addIssue({ code: 'custom', ...problem });
}

interface Unstorable {
  path: (string | number)[];
  message: string;
}

function findUnstorable(value: unknown, path: (string | number)[]): Unstorable | undefined {
  if (typeof value === 'string') {
    const message = 'a text without U+0000 and lone surrogates';
    return isStorable(value) ? undefined : { path, message };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length === deepest) return { path, message: `nested at most ${deepest} deep` };
  const isList = Array.isArray(value);
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) {
      return { path, message: 'fields whose names have no U+0000 and no lone surrogates' };
    }
    const problem = findUnstorable(inner, [...path, isList ? Number(name) : name]);
    if (problem) return problem;
  }
  return undefined;
}
