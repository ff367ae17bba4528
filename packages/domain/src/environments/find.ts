import { AppError } from '@halyard/contracts';

import type { LockedApplication } from '../applications/lock.ts';

export type EnvironmentRow = LockedApplication['environments'][number];

/** Says which environment is meant. */
export interface EnvironmentReference {
  organizationId: string;
  applicationId: string;
  name: string;
}

export function getEnvironmentOrThrow(
  { environments }: LockedApplication,
  name: string,
): EnvironmentRow {
  const found = environments.find((environment) => environment.name === name);
  if (!found) throw noSuchEnvironment();
  return found;
}

export const noSuchEnvironment = () => new AppError('not_found', 'There is no such environment.');
