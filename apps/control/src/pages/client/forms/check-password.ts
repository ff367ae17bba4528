import type { FieldProblem } from '../api/failure.ts';
import type { Values } from './on-submit.ts';

const leastCharacters = 12;

/** A new password is long enough and typed the same twice. */
export function checkPassword(values: Values, field: string): FieldProblem[] {
  const password = values[field] ?? '';
  if (password.length < leastCharacters) {
    return [{ field, text: `Must be at least ${leastCharacters} characters.` }];
  }
  if (values['password_again'] !== password) {
    return [{ field: 'password_again', text: 'Must be the same password as above.' }];
  }
  return [];
}
