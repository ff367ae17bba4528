import { evaluationRoutes } from '@halyard/contracts';
import fc from 'fast-check';

import { trickyNames } from './flags.ts';
import { fuzzedBody } from './fuzzed-bodies.ts';

/** Whose key a request carries; `none` carries no credential, `wrong` one that is no key of ours. */
const credentials = [
  'sdk',
  'server',
  'bound',
  'expired',
  'revoked',
  'otherApplication',
  'otherOrganization',
  'none',
  'wrong',
] as const;

/** A request that is HTTP, whatever else it is. */
export interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly credential: (typeof credentials)[number];
  readonly credentialHeader: string;
  /** What is sent as the credential where it is `wrong`. */
  readonly wrongKey: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly isChunked: boolean;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'REPORT'];

/** Mostly `usual`, now and then `unusual`. */
const mostly = <T>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<T>, weight = 6) =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: unusual, weight: 1 });

const visible = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map(toCharacter) });

function toCharacter(code: number): string {
  return String.fromCodePoint(code);
}

const segment = fc.oneof(
  fc.constantFrom('plain', 'split', 'json', 'plan', 'old', 'enterprise', 'unknown'),
  fc.constantFrom(...trickyNames),
  fc.constantFrom('%00', '%2F', '%2e%2e', '..', '%zz', '%', '%ff', '%ED%A0%80', ';x', "'", '*'),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text)),
  visible.map((text) => text.replaceAll(/[?#]/g, '')),
);

const path = (template: string): fc.Arbitrary<string> =>
  fc
    .tuple(segment, mostly(fc.constant(''), fc.constantFrom('/', '//', '/x', '%20', '\\', '%2f')))
    .map(([key, end]) => template.replace(/:\w+/, () => key) + end);

const query = fc
  .oneof(
    fc.constant(''),
    fc
      .array(
        fc.tuple(
          fc.constantFrom('environment', 'application_id', 'apiKey', '__proto__', ''),
          fc.oneof(fc.constantFrom('production', '', '%00', '%zz', '&', '=', '?'), visible),
        ),
        { maxLength: 3 },
      )
      .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`),
  )
  .map((text) => text.replaceAll('#', ''));

const header = fc.oneof(
  fc.tuple(
    fc.constantFrom('if-none-match', 'cache-control', 'content-type', 'content-encoding', 'origin'),
    fc.oneof(fc.constantFrom('*', 'no-cache', 'gzip', 'W/"x", "y'), visible),
  ),
  fc.constantFrom(
    ['expect', '100-continue'] as const,
    ['expect', 'wonders'] as const,
    ['connection', 'close'] as const,
    ['upgrade', 'websocket'] as const,
    ['accept-encoding', 'gzip, br'] as const,
    ['access-control-request-method', 'DELETE'] as const,
  ),
  fc.tuple(fc.constantFrom('x-releaseanchor-sdk', 'x-forwarded-for', 'x-request-id'), visible),
  fc.tuple(
    visible.map((text) => `x-${text.replaceAll(/[^a-z]/gi, '')}`),
    fc.string({ unit: 'binary-ascii' }).map(toHeaderValue),
  ),
);

function toHeaderValue(text: string): string {
  return text.replaceAll(/[^\t -~]/g, '\xff').trim();
}

/** Requests near to those that the routes take. */
export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = fc
  .constantFrom(...evaluationRoutes)
  .chain((route) =>
    fc.record({
      method: mostly(fc.constant<string>(route.method), fc.constantFrom(...methods)),
      path: fc.tuple(path(route.path), query).map((parts) => parts.join('')),
      credential: mostly(fc.constantFrom('sdk', 'server'), fc.constantFrom(...credentials), 2),
      credentialHeader: fc.constantFrom(
        'x-sdk-key: ',
        'X-API-Key:',
        'authorization: Bearer ',
        'Authorization: apikey  ',
      ),
      wrongKey: fc.oneof(
        fc.constantFrom('sdk_', 'srv_x', 'eyJhbGciOiJub25lIn0.e30.', 'sdk_\xff', 'a b'),
        visible,
      ),
      headers: fc.array(header, { maxLength: 4 }),
      body: fuzzedBody(route),
      isChunked: mostly(fc.constant(false), fc.constant(true)),
    }),
  );

/** What is done to a request's bytes: it need not be HTTP any more. */
export interface Damage {
  readonly kind: 'cut' | 'replace' | 'insert' | 'double';
  /** Where, of 1. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

export const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('cut', 'replace', 'insert', 'double'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      fc
        .constantFrom('\r\n', '\r\n\r\n', ' ', ':', '\0', '%', '\n')
        .map((text) => Buffer.from(text)),
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

export const damage = (request: Buffer, all: readonly Damage[]): Buffer =>
  all.reduce((bytes, { kind, at, bytes: given }) => {
    const place = Math.floor(at * bytes.length);
    const before = bytes.subarray(0, place);
    if (kind === 'cut') return before;
    const after = bytes.subarray(kind === 'replace' ? place + given.length : place);
    return Buffer.concat([before, kind === 'double' ? bytes : given, after]);
  }, request);
