import { randomUUID } from 'node:crypto';

import { keepPartitions, type Database } from '@halyard/database';
import { addUser, createUserSketch, encodeUsers } from '@halyard/sketches';

import { countries } from '../reporting/countries.ts';
import { createRandom, type Random } from '../reporting/random.ts';
import { variations } from '../seed.ts';

/** Where a flag's users are in the database. */
export interface SketchedFlag {
  organizationId: string;
  flagId: string;
  from: Date;
  until: Date;
}

export const days = 30;
/** Hours are made a day when they ended two days ago: of the three last days all may be there. */
const hourlyDays = 3;
const reporters = ['server', 'trusted'] as const;
/** Of a variation, in an hour as in a day: so many that a sketch is as large as it gets. */
const users = 20_000;
const usersOfACountry = 100;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Sketches of one flag, of its variations and of countries, for some weeks until the end of today. */
export async function seedSketches(database: Database): Promise<SketchedFlag> {
  const endMs = Math.ceil(Date.now() / dayMs) * dayMs;
  await keepPartitions(database, Date.now());
  const flag = { organizationId: randomUUID(), flagId: randomUUID(), applicationId: randomUUID() };
  const random = createRandom();
  for (let day = days; day > hourlyDays; day--) {
    const startsAt = new Date(endMs - day * dayMs);
    const data = createRows(random).map((row) => ({ ...flag, ...row, day: startsAt }));
    await database.dailyUsers.createMany({ data });
  }
  for (let hour = hourlyDays * 24; hour > 0; hour--) {
    const startsAt = new Date(endMs - hour * hourMs);
    const data = createRows(random).map((row) => ({ ...flag, ...row, hour: startsAt }));
    await database.hourlyUsers.createMany({ data });
  }
  // As the database does by itself when it has had such a table for a minute.
  await database.$executeRaw`ANALYZE hourly_users, daily_users`;
  return { ...flag, from: new Date(endMs - days * dayMs), until: new Date(endMs - 1) };
}

/** The sketches of one hour or one day. */
const createRows = (random: Random) =>
  reporters.flatMap((reporter) => [
    ...variations.map((name, index) => ({
      environment: 'production',
      reporter,
      kind: 'variation',
      name,
      detail: String(index > 0),
      sketch: createSketch(users, random),
    })),
    ...countries.map((name) => ({
      environment: 'production',
      reporter,
      kind: 'place',
      name,
      detail: '',
      sketch: createSketch(usersOfACountry, random),
    })),
  ]);

const halfHash = 2 ** 32;
const halfDigits = 8;

function createSketch(count: number, random: Random): Uint8Array<ArrayBuffer> {
  const half = (): string => random(halfHash).toString(16).padStart(halfDigits, '0');
  const sketch = createUserSketch();
  for (let user = 0; user < count; user++) addUser(sketch, half() + half());
  return encodeUsers(sketch);
}
