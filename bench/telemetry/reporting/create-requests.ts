import { randomUUID } from 'node:crypto';

import { toWire } from '../../http/requests.ts';
import { variations, type Place } from '../seed.ts';
import { countries } from './countries.ts';
import { createRandom, type Random } from './random.ts';

/** Events of each request. */
export const eventsPerRequest = 100;

const requestsPerPlace = 8;
const usersCount = 100_000;

const idDigits = 12;
const userDigits = 6;
/** Where its digits go, each event's id and user have these instead: nothing else does. */
const idGap = '#'.repeat(idDigits);
const userGap = '@'.repeat(userDigits);

/** A request as it goes over the wire, but for who evaluated, and the ids of every other event. */
interface Template {
  bytes: Buffer;
  ids: number[];
  users: number[];
}

/**
 * Gives what makes request after request, of all organizations in turn. Only digits are written into
 * what was made before: a generator that is busy takes the place of what is measured.
 */
export function createRequests(places: readonly Place[]): (index: number) => Buffer {
  const random = createRandom();
  const run = randomUUID();
  const templates = Array.from({ length: places.length * requestsPerPlace }, (_, index) =>
    createTemplate(places[index % places.length]!, run, random),
  );
  let lastId = 0;
  return (index) => {
    const { bytes, ids, users } = templates[index % templates.length]!;
    // What was sent before may still be on its way.
    const request = Buffer.from(bytes);
    for (const at of ids) writeDigits(request, at, idDigits, ++lastId);
    for (const at of users) writeDigits(request, at, userDigits, random(usersCount));
    return request;
  };
}

function createTemplate({ key, flagKeys }: Place, run: string, random: Random): Template {
  const pick = <T>(of: readonly T[]): T => of[random(of.length)]!;
  const events = Array.from({ length: eventsPerRequest }, (_, index) => ({
    ...(index % 2 === 0 && { id: `${run}-${idGap}` }),
    flag_key: pick(flagKeys),
    result: pick([true, false]),
    ...(index % 4 < 2 && { variation: pick(variations) }),
    context: { user_id: `user-${userGap}`, geolocation: { country: pick(countries) } },
    duration_ms: random(50) / 10,
    timestamp: new Date().toISOString(),
  }));
  const text = toWire({
    method: 'POST',
    path: '/api/telemetry/evaluations',
    headers: { 'x-sdk-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  });
  return {
    bytes: Buffer.from(text, 'latin1'),
    ids: findAll(text, idGap),
    users: findAll(text, userGap),
  };
}

const findAll = (text: string, gap: string): number[] =>
  [...text.matchAll(new RegExp(gap, 'g'))].map(({ index }) => index);

const zero = 48;

function writeDigits(bytes: Buffer, start: number, digits: number, value: number): void {
  let rest = value;
  for (let at = start + digits - 1; at >= start; at--) {
    bytes[at] = zero + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}
