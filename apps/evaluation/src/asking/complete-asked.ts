import type { IncomingMessage } from 'node:http';

import type { EvaluationContext } from '@halyard/core';
import { queryOf, type ClientAddress, type RouteRequest } from '@halyard/http';
import type { Replica } from '@halyard/replica';

import { seesRules, type Caller } from '../access/caller.ts';
import type { GeoIp } from '../geo-ip/geo-ip.ts';
import type { Asked } from './asked.ts';

export interface AskingDeps {
  replica: Pick<Replica, 'find'>;
  /** Where addresses are; left out where no database is configured. */
  geoIp: Pick<GeoIp, 'find'> | undefined;
  clientAddress: ClientAddress;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** What a body says. */
interface Given {
  environment: string;
  context: EvaluationContext;
  /** Where it names the client itself. */
  client?: unknown;
  /** Whether it asks for the steps. */
  isExplained?: boolean;
  /** Whether the answer is one that tells evaluation ids. */
  givesIds?: boolean;
}

export type CompleteAsked = (request: RouteRequest<Caller>, given: Given) => Asked;

/** Completes what a body says by what is known of the caller. */
export function createCompleteAsked(deps: AskingDeps): CompleteAsked {
  const { replica, geoIp, clientAddress, now } = deps;

  /** A server's own address says nothing of its users. */
  function locate(
    { caller, req }: RouteRequest<Caller>,
    { ip_address: address }: EvaluationContext,
  ) {
    return geoIp?.find(seesRules(caller) ? address : clientAddress(req));
  }

  return (request, given) => {
    const { environment, context, client, isExplained = false, givesIds = false } = given;
    const { caller, req } = request;
    return {
      caller,
      organization: replica.find(caller.organizationId),
      applicationId: caller.applicationId ?? readApplication(req, context),
      environment,
      context:
        geoIp && (context.geolocation ?? undefined) === undefined
          ? { ...context, geolocation: locate(request, context) }
          : context,
      client: readClient(client) ?? readClient(req.headers['x-releaseanchor-sdk']),
      isTraced: isExplained && seesRules(caller),
      givesIds,
      now: now(),
    };
  };
}

/** A member says which application they mean; one of another organization has no flags here. */
function readApplication(
  req: IncomingMessage,
  { application_id: inContext }: EvaluationContext,
): string | null {
  const named = queryOf(req).get('application_id') ?? inContext;
  return typeof named === 'string' && named !== '' ? named : null;
}

const readClient = (name: unknown): string | undefined =>
  typeof name === 'string' && name !== '' ? name : undefined;
