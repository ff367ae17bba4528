import { OfrepEvaluation, OfrepFailure } from '@halyard/contracts';
import { compile, evaluate, type Flag } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import { goldenNow, type GoldenCase } from '@halyard/core/testing';

import type { Answer, Way } from './way.ts';

const builtIn = new Set([
  'user_id',
  'anonymous_id',
  'session_id',
  'organization_id',
  'application_id',
  'language',
  'ip_address',
  'user_agent',
  'geolocation',
]);
/** Names that mean something else at the top of OpenFeature's context. */
const taken = new Set([...builtIn, 'targetingKey', 'environment']);

/** `POST /ofrep/v1/evaluate/flags/:key` */
export const ofrepWay: Way = {
  name: '/ofrep',
  findObstacle({ request: { context } }) {
    const { attributes = {}, ...fields } = context;
    if (attributes === null) return 'attributes cannot be null';
    if (Object.keys(fields).some((name) => !builtIn.has(name))) {
      return 'all other fields are attributes';
    }
    const isTaken = Object.keys(attributes as object).some((name) => taken.has(name));
    return isTaken ? 'attributes cannot have the names of fields' : undefined;
  },
  say: ({ request: { flagKey, environment, context } }) => {
    const { user_id: userId, attributes, ...fields } = context;
    const identified = typeof userId === 'string' ? 'targetingKey' : 'user_id';
    return {
      path: `/ofrep/v1/evaluate/flags/${encodeURIComponent(flagKey)}`,
      body: {
        context: { ...(attributes as object), ...fields, [identified]: userId, environment },
      },
    };
  },
  expected,
  bodies: {
    200: OfrepEvaluation,
    400: OfrepFailure.omit({ errorDetails: true }).strip(),
    404: OfrepFailure.omit({ errorDetails: true }).strip(),
  },
};

function expected(given: GoldenCase): Answer {
  const { flags, request, expect } = given;
  const { flagKey: key, environment } = request;
  if (!expect.found) return { status: 404, body: { key, errorCode: 'FLAG_NOT_FOUND' } };
  if (expect.reason === 'ERROR') return { status: 400, body: { key, errorCode: 'GENERAL' } };
  if (lacksIdentifier(given)) {
    return { status: 400, body: { key, errorCode: 'TARGETING_KEY_MISSING' } };
  }
  const flag = flags.find(({ id }) => id === expect.flagId)!;
  const { enabled, variation } = expect;
  const value = flag.value_type === 'json' ? expect.configuration : enabled;
  return {
    status: 200,
    body: {
      key,
      ...(value !== undefined && { value }),
      reason: enabled ? reasonOf(expect.reason, flag, environment) : 'DISABLED',
      variant: variation ?? (enabled ? 'on' : 'off'),
      metadata: {
        flagId: flag.id,
        version: flag.version,
        scope: flag.application_id === null ? 'enterprise' : 'application',
      },
    },
  };
}

/** No case tells it; the engine does, and OpenFeature makes an error of it. */
function lacksIdentifier({ flags, segments = [], request }: GoldenCase): boolean {
  const decision = evaluate(compile({ flags, segments }, { regex }), {
    ...request,
    now: goldenNow(request),
  });
  return decision.found && decision.lacksIdentifier;
}

/** Why a flag is on. */
function reasonOf(reason: string, flag: Flag, environmentName: string): string {
  if (reason === 'RULE_MATCH') return 'TARGETING_MATCH';
  const { targeting, default_variation: byDefault } = flag.environments[environmentName]!;
  const chosen = (flag.variations ?? []).filter(({ weight = 1 }) => weight > 0);
  const isSplit = byDefault === undefined && chosen.length > 1;
  if (reason === 'ROLLOUT' || isSplit) return 'SPLIT';
  return targeting ? 'TARGETING_MATCH' : 'STATIC';
}
