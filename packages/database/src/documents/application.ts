import type { ApplicationDocument } from '@halyard/contracts';

import type { Application, Environment } from '../generated/client.ts';

/** A stored application with its environments, by name, as its document. */
export function toApplicationDocument(
  row: Pick<Application, 'id' | 'name'>,
  environments: readonly Pick<Environment, 'name' | 'protected'>[],
): ApplicationDocument {
  return {
    id: row.id,
    name: row.name,
    environments: environments
      .map((environment) => ({ name: environment.name, protected: environment.protected }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  };
}
