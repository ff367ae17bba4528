import type { Flag, Segment } from '@halyard/core';
import { z } from 'zod';

/** All that an SDK needs to evaluate an application's flags of one environment by itself. */
export interface Snapshot {
  readonly organization_id: string;
  readonly application_id: string;
  readonly environment: string;
  /** Place in the organization's change log. */
  readonly version: number;
  /** Archived ones without their environments, so that they are told from unknown ones. */
  readonly flags: readonly Flag[];
  readonly segments: readonly (Omit<Segment, 'included' | 'excluded'> & {
    readonly included: readonly string[];
    readonly excluded: readonly string[];
  })[];
}

/** Answer of `GET /api/sdk/snapshot`: a {@link Snapshot}. */
export const SnapshotAnswer = z.strictObject({
  organization_id: z.string(),
  application_id: z.string(),
  environment: z.string(),
  version: z.int(),
  flags: z.array(z.looseObject({ id: z.string(), key: z.string() })),
  segments: z.array(z.looseObject({ key: z.string() })),
});
