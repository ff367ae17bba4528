import type { FlagDocument, FlagFields } from '@halyard/contracts';

import { resolveTimes } from './schedule.ts';

/** The parts of a flag's document that people do not write. */
export type FlagIdentity = Omit<
  FlagDocument,
  keyof FlagFields | 'scheduled_start_utc' | 'scheduled_end_utc'
>;

/** A flag's document of what Halyard and what people say of it. */
export function composeFlag(identity: FlagIdentity, fields: FlagFields): FlagDocument {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as unknown as Omit<FlagDocument, keyof FlagIdentity>),
    ...resolveTimes(fields),
    ...identity,
  };
}

/** Those parts of a flag that is there. */
export function identityOf(flag: FlagDocument): FlagIdentity {
  const { id, key, organization_id, application_id, scope, status } = flag;
  const { version, insight_serials, created_by, created_at, updated_at } = flag;
  return {
    id,
    key,
    organization_id,
    application_id,
    scope,
    status,
    version,
    ...(insight_serials !== undefined && { insight_serials }),
    ...(created_by !== undefined && { created_by }),
    created_at,
    updated_at,
  };
}
