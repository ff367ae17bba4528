import { z } from 'zod';

/** A text that says something: trimmed, never empty. */
export function text(max: number) {
  const expected = `a text of 1 to ${max} characters`;
  return z.string(expected).trim().min(1, expected).max(max, expected);
}

/** A text that may be empty. */
export function longText(max: number) {
  const expected = `a text of at most ${max} characters`;
  return z.string(expected).max(max, expected);
}
