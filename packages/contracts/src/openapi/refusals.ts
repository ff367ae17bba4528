import { errorStatus } from '../errors.ts';
import { errorShapeOf, errorSchemas, type ErrorShape } from '../evaluation/error-shape.ts';
import type { Route } from '../routes/route.ts';
import type { JsonSchemas } from './json-schemas.ts';
import type { Reference, Response } from './openapi-document.ts';

interface Refusal {
  status: number;
  description: string;
  /** Left out where every route may answer it. */
  applies?: (route: Route) => boolean;
}

const isPublicRead = ({ access, method }: Route): boolean =>
  typeof access === 'object' && method === 'GET';

/**
 * Keys are refused with 403 for their kind alone: some clients shut down for good on any other. What is
 * one's own may still ask for one's password, or be somebody else's to decide.
 */
function mayForbid(route: Route): boolean {
  const { access, method, can = 'own' } = route;
  if (access === 'token') return can !== 'own' || method !== 'GET';
  if (access === 'server_key_or_token') return true;
  return access === 'server_key' || (typeof access === 'object' && !isPublicRead(route));
}

/** What belongs to nobody who asks is not there for them. */
const mayMiss = (route: Route): boolean =>
  !route.eventStream &&
  (route.path.includes('/:') ||
    route.access === 'token' ||
    (route.method === 'GET' && !isPublicRead(route)));

const refusals: readonly Refusal[] = [
  {
    status: 400,
    description: 'Something in the request is not as it must be.',
    applies: ({ body, query, upload }) =>
      body !== undefined || query !== undefined || upload !== undefined,
  },
  {
    status: 401,
    description: 'The credential is missing, malformed, unknown, expired or revoked.',
    applies: (route) => !isPublicRead(route) || route.eventStream === true,
  },
  { status: 403, description: 'Whoever asks may not do this.', applies: mayForbid },
  {
    status: 404,
    description: 'There is no such thing, or it is not to be seen.',
    applies: mayMiss,
  },
  {
    status: 409,
    description: 'It does not go together with what there is.',
    applies: ({ access, service, method, path, eventStream }) =>
      service !== 'evaluation' &&
      access !== 'key' &&
      !eventStream &&
      (method !== 'GET' || path.startsWith('/api/flags/') || path.includes('/flags/:')),
  },
  {
    status: 413,
    description: 'The body is too large.',
    applies: ({ body, upload }) => body !== undefined || upload !== undefined,
  },
  { status: 429, description: 'A limit is reached; try again after the time given.' },
  { status: 500, description: 'Something went wrong on our side.' },
  { status: 503, description: 'It cannot be told at the moment; try again.' },
];

const refusalsOf = (route: Route): readonly Refusal[] =>
  refusals.filter(
    ({ applies, status }) => !(status in route.answers) && (applies?.(route) ?? true),
  );

const nameOf = (shape: ErrorShape, { status }: Refusal): string => `${shape}Error${status}`;

/** The errors a route may answer, by status. */
export const toRefusals = (route: Route): Record<string, Reference> =>
  Object.fromEntries(
    refusalsOf(route).map((refusal) => [
      refusal.status,
      { $ref: `#/components/responses/${nameOf(errorShapeOf(route.path), refusal)}` },
    ]),
  );

/** The errors that any of the routes may answer, by name. */
export const toRefusalComponents = (
  routes: readonly Route[],
  schemas: JsonSchemas,
): Record<string, Response> =>
  Object.fromEntries(
    routes.flatMap((route) => {
      const shape = errorShapeOf(route.path);
      return refusalsOf(route).map((refusal) => [
        nameOf(shape, refusal),
        toResponse(shape, refusal, schemas),
      ]);
    }),
  );

const toResponse = (
  shape: ErrorShape,
  { status, description }: Refusal,
  schemas: JsonSchemas,
): Response => ({
  description: shape === 'api' ? `${description} ${listCodes(status)}` : description,
  ...((status === 429 || status === 503) && { headers: { 'Retry-After': retryAfter } }),
  content: { 'application/json': { schema: schemas.of(errorSchemas[shape]) } },
});

const listCodes = (status: number): string => {
  const codes = Object.entries(errorStatus).filter(([, one]) => one === status);
  return `\`error\` is ${codes.map(([code]) => `\`${code}\``).join(', ')}.`;
};

const retryAfter = {
  description: 'Seconds until it is worth trying again.',
  schema: { type: 'integer', minimum: 0 },
};
