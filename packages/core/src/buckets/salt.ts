import { isMissing } from '../json.ts';
import type { Report } from '../problem.ts';

const form = /^[A-Za-z0-9._-]+$/;

/** What a rule's rollout is salted with in an environment of this salt. */
export const ruleSalt = (salt: string, ruleId: string): string => `${salt}:rule:${ruleId}`;

/** A salt of the user's own, or the one that holds without. */
export function readSalt(salt: unknown, otherwise: string, field: string, report: Report): string {
  if (isMissing(salt)) return otherwise;
  if (typeof salt === 'string' && form.test(salt)) return salt;
  report(field, 'letters, digits, ".", "_" or "-"');
  return otherwise;
}
