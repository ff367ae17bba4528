/** Where in a flag's document something stands, and how that is said. */
export interface Place {
  /** Path: `environments.production.rollout_percentage`. */
  field: string;
  /** What is said before the noun: `production: `. */
  prefix: string;
  /** What it is called there: `rollout`; empty where saying what is inside says enough. */
  noun: string;
}

export const root: Place = { field: '', prefix: '', noun: '' };

/** A place inside another. */
export const inside = ({ field, prefix, noun }: Place, name: string, called: string): Place => ({
  field: field === '' ? name : `${field}.${name}`,
  prefix: noun === '' ? prefix : `${prefix}${noun}: `,
  noun: called,
});
