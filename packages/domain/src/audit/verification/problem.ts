/** Something in the audit chain that is not as it was written. */
export interface AuditProblem {
  /** Of the entry that it is about. */
  seq: number;
  what: string;
}

/** A problem for each thing that is wrong with one entry. */
export const problemsOf = (seq: number, found: readonly string[]): AuditProblem[] =>
  found.map((what) => ({ seq, what }));

/** Entries that should be there and are not. */
export const missing = (from: number, to: number): AuditProblem => ({
  seq: from,
  what: from === to ? 'it is missing' : `it and all up to ${to} are missing`,
});
