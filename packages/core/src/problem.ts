/** One thing that cannot work: the field's path and what was expected there. */
export interface Problem {
  /** As in `environments.production.rules[0].when.values[1]`. */
  field: string;
  /** What would have been right, as the end of "must be …". */
  expected: string;
}

/** Takes note of a problem. What is reported makes a flag or segment broken. */
export type Report = (field: string, expected: string) => void;

/** Path of a field in an object; the object itself has the path ''. */
export const fieldIn = (path: string, field: string): string =>
  path === '' ? field : `${path}.${field}`;
