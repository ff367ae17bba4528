import type { EvaluationContext } from '@halyard/core';
import type { OrganizationView } from '@halyard/replica';

import type { Caller } from '../access/caller.ts';

/** What is asked of the flags of a request, whichever they are. */
export interface Asked {
  readonly caller: Caller;
  /** `undefined` where this node has not heard of it. */
  readonly organization: OrganizationView | undefined;
  /** `null` sees enterprise flags only. */
  readonly applicationId: string | null;
  readonly environment: string;
  readonly context: EvaluationContext;
  /** What the client calls itself. */
  readonly client: string | undefined;
  /** Whether the steps are to be noted. */
  readonly isTraced: boolean;
  /** Whether the answer tells evaluation ids, where feedback is collected. */
  readonly givesIds: boolean;
  /** Unix time, milliseconds. */
  readonly now: number;
}
