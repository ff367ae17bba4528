import { listFlags, type Listed } from '@halyard/core';
import type { OrganizationView } from '@halyard/replica';

import type { Audience, Collected } from './list-reader.ts';

/** The flags that an audience sees. */
export function collectFlags(
  { dataSet }: OrganizationView,
  { applicationId, environment }: Audience,
  now: number,
): Collected<Listed> {
  const { flags, until } = listFlags(dataSet, { applicationId, environment, now });
  return { items: flags, until };
}
