import type { Route, RouteAccess } from '../routes/route.ts';
import type { Operation, SecurityScheme } from './openapi-document.ts';

const key = 'An SDK key (sdk_…) or a server key (srv_…)';

/** The ways to say who asks. */
export const securitySchemes = {
  sdkKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'X-SDK-Key',
    description: `${key}.`,
  },
  apiKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: `${key}.`,
  },
  apiKeyAuthorization: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: `${key} after the word ApiKey: \`ApiKey sdk_…\`.`,
  },
  apiKeyBearer: { type: 'http', scheme: 'bearer', description: `${key} as a bearer token.` },
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: "A member's access token, good for one organization.",
  },
} as const satisfies Record<string, SecurityScheme>;

const byKey = ['sdkKeyHeader', 'apiKeyHeader', 'apiKeyAuthorization', 'apiKeyBearer'] as const;

const schemesOf = {
  key_or_token: [...byKey, 'accessToken'],
  server_key_or_token: [...byKey, 'accessToken'],
  key: byKey,
  server_key: byKey,
  token: ['accessToken'],
} as const satisfies Record<
  Exclude<RouteAccess, object>,
  readonly (keyof typeof securitySchemes)[]
>;

/** The schemes of which any one opens a route. */
export const toSecurity = ({ access }: Route): Operation['security'] =>
  typeof access === 'object' ? [] : schemesOf[access].map((name) => ({ [name]: [] }));

/** What schemes cannot say of who may ask. */
export function describeAccess({ access, can = 'own' }: Route): string | undefined {
  if (typeof access === 'object') return `Needs no credential in a header: ${access.public}.`;
  if (access === 'server_key') return 'Takes server keys (srv_…) alone.';
  if (access === 'server_key_or_token') return 'Of keys it takes server keys (srv_…) alone.';
  return can === 'own' ? undefined : `The member's role must allow \`${can}\`.`;
}
