const format = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** Says how long a one-time link can be used. */
export const worksUntil = (expiresAt: Date): string =>
  `The link works once, until ${format.format(expiresAt)} UTC. Whoever has it can use it: do not hand it on.`;
