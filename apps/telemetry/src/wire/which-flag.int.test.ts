import { hashIdentifier } from '@halyard/auth';
import type { FlagDocument } from '@halyard/contracts';
import { archiveFlag } from '@halyard/domain';
import { beforeAll, expect, test } from 'vitest';

import { identifierSecret } from '../testing/start-node.ts';
import { useTelemetry } from '../testing/use-telemetry.ts';

const kit = useTelemetry();
const flags: Record<string, FlagDocument> = {};
let bound: string;

beforeAll(async () => {
  const environments = { production: { enabled: true }, staging: { enabled: false } };
  const fields = { environments, variations: [{ key: 'blue' }, { key: 'green' }] };
  flags['own'] = await kit.createFlag('shared', { fields });
  flags['shared'] = await kit.createFlag('shared', { applicationId: null });
  flags['archived'] = await kit.createFlag('archived');
  flags['enterprise'] = await kit.createFlag('enterprise', { applicationId: null });
  const other = await kit.createPlace(kit.shop.organizationId);
  await kit.createFlag('foreign', other);
  const { id: flagId } = flags['archived'];
  await archiveFlag(kit.ctx, { organizationId: kit.shop.organizationId, flagId });
  bound = await kit.createKey({ environment: 'staging', kind: 'server' });
  await kit.catchUp();
});

const report = async (event: object, key = kit.key) => {
  const events = [{ flag_key: 'shared', result: true, ...event }];
  return kit.report('/api/telemetry/evaluations', { events }, key);
};
const evaluationOf = async (event: object, key?: string) =>
  (await report(event, key)).evaluations[0]!;

test('a key is of the application’s flag, else of the enterprise’s, archived ones too', async () => {
  const idOf = async (key: string) => (await evaluationOf({ flag_key: key })).flagId;
  expect(await idOf('shared')).toBe(flags['own']!.id);
  expect(await idOf('enterprise')).toBe(flags['enterprise']!.id);
  expect(await idOf('archived')).toBe(flags['archived']!.id);
});

test('keys that no flag has are told with how often they came, and cut', async () => {
  const keys = ['gone', 'foreign', 'gone', 'x'.repeat(200), 'g\0one'];
  const events = keys.map((flag_key) => ({ flag_key, result: true }));
  const { evaluations, unknownFlags } = await kit.report('/api/telemetry', { events });
  expect(evaluations).toEqual([]);
  expect(unknownFlags).toEqual([
    { key: 'gone', count: 3 },
    { key: 'foreign', count: 1 },
    { key: 'x'.repeat(128), count: 1 },
  ]);
});

test.each([
  [{}, 'production'],
  [{ environment: 'staging' }, 'staging'],
  [{ environment: '', context: { environment: 'staging' } }, 'staging'],
  [{ environment: 'production', context: { environment: 'staging' } }, 'production'],
  [{ environment: 'nowhere' }, '(other)'],
  [{ environment: '__proto__' }, '(other)'],
])('an event of %j is of %s', async (event, environment) => {
  expect((await evaluationOf(event)).environment).toBe(environment);
});

test('a bound key’s environment always wins, and trusted keys are told from others', async () => {
  const batch = await report({ environment: 'production' }, bound);
  expect(batch.reporter).toBe('trusted');
  expect(batch.evaluations[0]!.environment).toBe('staging');
});

test('a variation that the flag does not list is another', async () => {
  const variationOf = async (event: object) => (await evaluationOf(event)).variation;
  expect(await variationOf({ variation: 'blue' })).toBe('blue');
  expect(await variationOf({ variant: 'green' })).toBe('green');
  expect(await variationOf({ variation: 'red' })).toBe('(other)');
  expect(await variationOf({ variation: null })).toBe(undefined);
});

test('a place has a country that there is, and a city; names that are too long share one', async () => {
  const geolocation = { country: 'de', city: 'Köln' };
  const place = await evaluationOf({ context: { geolocation, language: 'de-DE' } });
  expect(place).toMatchObject({ country: 'DE', city: 'Köln', language: 'de-DE' });
  const invented = { geolocation: { country: 'XX', city: 'c'.repeat(101) }, language: 'a\0' };
  expect(await evaluationOf({ context: invented })).toMatchObject({
    country: '(other)',
    city: '(other)',
    language: '(other)',
  });
});

test.each([
  [{ user_id: 'ada', context: { user_id: 'bob' } }, 'ada'],
  [{ user_id: '', context: { userId: 'bob' } }, 'bob'],
  [{ context: { user_id: null, anonymous_id: 'anonymous' } }, 'anonymous'],
  [{ anonymousId: 'anonymous', context: { userId: 7 } }, '7'],
  [{ session_id: 'session' }, 'session'],
])('%j is for %s', async (event, identifier) => {
  const { organizationId } = kit.shop;
  const user = hashIdentifier(identifierSecret, organizationId, identifier);
  expect((await evaluationOf(event)).user).toBe(user);
});

test('nobody is nobody', async () => {
  expect(await evaluationOf({ user_id: 'x'.repeat(1_001) })).not.toHaveProperty('user');
  expect(await evaluationOf({})).not.toHaveProperty('user');
});
