import { createContext, createOrganization } from '@halyard/domain';

import type { ControlOptions } from '../control.ts';

/** Makes an organization that nobody is a member of, as the system does; gives its id. */
export async function makeOrganization(
  { database, hints, auditSigner, regex }: ControlOptions,
  name: string,
): Promise<string> {
  const system = { actor: { kind: 'system' }, client: {} } as const;
  const ctx = createContext({ database, hints, auditSigner, regex, ...system });
  return (await createOrganization(ctx, { name })).id;
}
