import { z } from 'zod';

import { DayName } from './day-name.ts';

const count = z.int().positive();

/** Hashes of those who asked: 16 hexadecimal digits each, at most 10 000 a row. */
const users = z.array(z.string());

/** Which flag, for whom and when. */
const counted = {
  organizationId: z.uuid(),
  applicationId: z.uuid(),
  flagId: z.uuid(),
  /** `(other)` for those that the flag does not have. */
  environment: z.string(),
  /** Beginning of the UTC hour: Unix time, milliseconds. */
  hourMs: z.int(),
  count,
  users,
};

const FlagCount = z.strictObject({
  ...counted,
  /** Key of the variation served; `null` where there was none. */
  variation: z.string().nullable(),
  result: z.boolean(),
  /** Of these, how many were given an evaluation id. */
  identified: z.int().nonnegative(),
});
export type FlagCount = z.infer<typeof FlagCount>;

const PlaceCount = z.strictObject({
  ...counted,
  /** ISO 3166-1 alpha-2 in upper case, or `(other)`. */
  country: z.string(),
  city: z.string().nullable(),
});
export type PlaceCount = z.infer<typeof PlaceCount>;

const LanguageCount = z.strictObject({ ...counted, language: z.string() });
export type LanguageCount = z.infer<typeof LanguageCount>;

/** By what names the clients of a key called themselves. */
const KeyClients = z.strictObject({
  organizationId: z.uuid(),
  applicationId: z.uuid(),
  keyId: z.uuid(),
  names: z.array(z.string()),
});
export type KeyClients = z.infer<typeof KeyClients>;

const OrganizationUsage = z.strictObject({
  organizationId: z.uuid(),
  day: DayName,
  evaluations: count,
});
export type OrganizationUsage = z.infer<typeof OrganizationUsage>;

/** What a node evaluated in about a second. A batch may come twice; its number tells. */
export const EvaluationCounts = z.strictObject({
  /** The node's host name. */
  node: z.string(),
  /** Another one each time the node starts. */
  boot: z.uuid(),
  /** 1, 2, 3 … within a boot; some may never come. */
  n: count,
  startedAtMs: z.int(),
  endedAtMs: z.int(),
  usage: z.array(OrganizationUsage),
  flags: z.array(FlagCount),
  places: z.array(PlaceCount),
  languages: z.array(LanguageCount),
  clients: z.array(KeyClients),
});
