import type { RouteRequest } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import type { Asked } from './asked.ts';
import type { CompleteAsked } from './complete-asked.ts';
import { invalidField, resolveEnvironment } from './environment.ts';

export interface AskedByV1 extends Asked {
  readonly flagKey: string;
}

/** Reads the body of `POST /v1/evaluate`. */
export const createReadV1 =
  (complete: CompleteAsked) =>
  (request: RouteRequest<Caller>): AskedByV1 => {
    const { caller, body } = request;
    const flagKey = readFilled(body['flagKey'], 'flagKey');
    const userIdentifier = readFilled(body['userIdentifier'], 'userIdentifier');
    const asked = complete(request, {
      environment: resolveEnvironment(caller, body['environment'], undefined),
      context: { user_id: userIdentifier, attributes: body['attributes'] },
      client: body['sdk'],
      givesIds: true,
    });
    return { ...asked, flagKey };
  };

/** A text that is not empty. */
function readFilled(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidField(field, 'a non-empty string');
}
