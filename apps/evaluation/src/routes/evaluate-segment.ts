import { AppError } from '@halyard/contracts';
import * as core from '@halyard/core';
import type { RouteHandler } from '@halyard/http';
import type { OrganizationView } from '@halyard/replica';

import type { Caller } from '../access/caller.ts';
import type { RouteDeps } from './route-deps.ts';

/** `POST /api/segments/:segment_id/evaluate`: whether a context belongs to a segment. Not metered. */
export const evaluateSegment =
  ({ readAsked }: Pick<RouteDeps, 'readAsked'>): RouteHandler<Caller> =>
  (request) => {
    const { organization, environment, context, now } = readAsked(request);
    const segmentKey = organization && findKey(organization, request.params[0]!);
    if (!organization || segmentKey === undefined) {
      throw new AppError('not_found', 'There is no such segment.');
    }
    const asked = { segmentKey, environment, context, now };
    const matches = core.evaluateSegment(organization.dataSet, asked) ?? false;
    return JSON.stringify({ matches, segment_key: segmentKey });
  };

/** Of a segment's id or key, its key; no key looks like an id. Flags may ask for keys that none has. */
function findKey({ segments, dataSet }: OrganizationView, name: string): string | undefined {
  const byId = segments.get(name.toLowerCase());
  if (byId) return byId.document.key;
  return dataSet.segments.get(name)?.segment ? name : undefined;
}
