import { isFlagDocument, type Change, type FlagDocument } from '@halyard/contracts';

import type { Scope } from './scope.ts';

/** All flags that are not deleted, by id. */
export type Flags = Map<string, FlagDocument>;

export function applyTo(flags: Flags, change: Change): void {
  if (change.kind !== 'flag' || !change.document) return;
  if (isFlagDocument(change.document)) flags.set(change.entity_id, change.document);
  else flags.delete(change.entity_id);
}

/** What a key resolves to for an application: its own active flag, else the enterprise's. */
export function resolve(
  flags: Flags,
  applicationId: string,
  key: string,
): FlagDocument | undefined {
  const active = [...flags.values()].filter((flag) => flag.key === key && flag.status === 'active');
  return (
    active.find((flag) => flag.application_id === applicationId) ??
    active.find((flag) => flag.application_id === null)
  );
}

/** What is said of a flag. */
export interface Payload {
  application_id: string | null;
  environments: Record<string, boolean>;
  version: number;
  status: string;
}

export function toPayload(flag: FlagDocument, scope: Scope): Payload {
  const names = Object.keys(flag.environments);
  const seen = names.filter(
    (name) => scope.kind === 'member' || scope.environment === null || scope.environment === name,
  );
  return {
    application_id: flag.application_id,
    environments: Object.fromEntries(
      seen.map((name) => [name, flag.environments[name]?.enabled === true]),
    ),
    version: flag.version,
    status: flag.status,
  };
}
