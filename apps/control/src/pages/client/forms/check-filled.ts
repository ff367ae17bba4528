import type { FieldProblem } from '../api/failure.ts';
import type { Values } from './on-submit.ts';

/** A field is not left empty; `what` ends the sentence “Enter …”. */
export const checkFilled = (values: Values, field: string, what: string): FieldProblem[] =>
  values[field]?.trim() ? [] : [{ field, text: `Enter ${what}.` }];
