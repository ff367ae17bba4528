/** 19 MiB, two passes and one lane: OWASP's cheat sheet on storing passwords. */
export const argon2Parameters = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  outputLen: 32,
} as const;
