import type { RouteRequest } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import type { Asked } from '../asking/asked.ts';
import type { CompleteAsked } from '../asking/complete-asked.ts';
import type { Evaluator } from '../deciding/evaluator.ts';

/** What the handlers of evaluation's routes share. */
export interface RouteDeps {
  evaluator: Evaluator;
  /** Reads the bodies of `/api`. */
  readAsked: (request: RouteRequest<Caller>) => Asked;
  /** For bodies of another form. */
  completeAsked: CompleteAsked;
}
