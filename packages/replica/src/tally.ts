/** What a replica has done so far, for metrics. */
export interface Tally {
  /** How often the log was read because hints had not told everything. */
  gapsHealed: number;
  /** Organizations loaded while the node ran. */
  reloads: number;
  /** Keys looked up in the database. */
  keyLookUps: number;
}

export const createTally = (): Tally => ({
  gapsHealed: 0,
  reloads: 0,
  keyLookUps: 0,
});
