import { FlagEvaluation, V1Evaluation } from '@halyard/contracts';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import {
  archiveFlag,
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  revokeApiKey,
  type CreateApiKeyInput,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createMetrics, type Registry } from '@halyard/http';
import { createReplica } from '@halyard/replica';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { startApp } from './testing/start-app.ts';

const nowMs = 1_700_000_000_999;
const on = { enabled: true };

let database: Database;
let dropDatabase: () => Promise<void>;
let metrics: Registry;
let server: string;
let close: () => Promise<void>;
let used: string[];
const keys = { sdk: '', server: '', staging: '', expired: '', revoked: '', foreign: '' };

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  database = createDatabase({ url, maxConnections: 4 });
  await createData();
  const replica = createReplica({ database, report: () => undefined });
  await replica.start();
  metrics = createMetrics('test');
  used = [];
  const keyUsage = { record: ({ id }: { id: string }) => used.push(id) };
  ({ url: server, close } = await startApp({ replica, keyUsage, metrics, now: () => nowMs }));
});

afterAll(async () => {
  await close();
  await database.$disconnect();
  await dropDatabase();
});

async function createData(): Promise<void> {
  const ctx = { ...createTestContext(database), now: () => new Date(nowMs - 1) };
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const shop = { organizationId, applicationId };
  const flag = (key: string, environments: Record<string, { enabled: boolean }>) =>
    createFlag(ctx, { ...shop, key, fields: { name: key, environments } });
  await flag('new-checkout', { production: on, staging: { enabled: false } });
  await flag('staging-only', { staging: on });
  await createFlag(ctx, {
    ...shop,
    key: 'targeted',
    fields: {
      name: 'Targeted',
      environments: {
        production: {
          enabled: true,
          targeting: {
            operator: 'or',
            rules: [
              { attribute: 'plan', operator: 'equals', values: ['pro'] },
              { operator: 'country_in', values: ['DE'] },
              { attribute: 'language', operator: 'language_in', values: ['fr'] },
              { attribute: 'ip_address', operator: 'ip_in_cidr', values: ['192.0.2.0/24'] },
            ],
          },
        },
      },
    },
  });
  const archived = await flag('old', { production: on });
  await archiveFlag(ctx, { organizationId, flagId: archived.id });
  await createFlag(ctx, {
    ...shop,
    applicationId: null,
    key: 'maintenance',
    fields: {
      name: 'Maintenance',
      description: 'Everything is down.',
      environments: { production: on },
    },
  });

  const createKey = (given: Partial<CreateApiKeyInput> = {}) =>
    createApiKey(ctx, { ...shop, kind: 'sdk', name: 'Key', tag: 'test', ...given });
  keys.sdk = (await createKey()).secret;
  keys.server = (await createKey({ kind: 'server' })).secret;
  keys.staging = (await createKey({ environment: 'staging' })).secret;
  keys.expired = (await createKey({ expiresAt: new Date(nowMs) })).secret;
  const revoked = await createKey();
  await revokeApiKey(ctx, { organizationId, keyId: revoked.id });
  keys.revoked = revoked.secret;

  const { id: foreignId } = await createOrganization(ctx, { name: 'Other' });
  const foreign = await createApplication(ctx, { organizationId: foreignId, name: 'Other' });
  const elsewhere = { organizationId: foreignId, applicationId: foreign.id };
  keys.foreign = (await createKey(elsewhere)).secret;
}

const evaluateFlag = (flagKey: string, body: object, key = keys.sdk) =>
  request(server).post(`/api/flags/${flagKey}/evaluate`).set('x-sdk-key', key).send(body);

const evaluateV1 = (body: object | string, key = keys.sdk) =>
  request(server)
    .post('/v1/evaluate')
    .set('content-type', 'application/json')
    .set('authorization', `ApiKey ${key}`)
    .send(body);

describe('POST /api/flags/:key/evaluate', () => {
  test('answers the contract’s fields, and no null', async () => {
    const answer = await evaluateFlag('maintenance', { context: { user_id: 'user-123' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const body = FlagEvaluation.parse(answer.body);
    expect(body).toEqual({
      key: 'maintenance',
      enabled: true,
      value: true,
      scope: 'enterprise',
      version: 1,
      timestamp: 1_700_000_000,
      context: { user_id: 'user-123' },
      flag_id: body.flagId,
      flagId: expect.any(String),
      description: 'Everything is down.',
      reason: 'DEFAULT',
    });
  });

  test('answers the reference’s request as printed', async () => {
    const answer = await evaluateFlag('new-checkout', {
      context: {
        user_id: 'user-123',
        anonymous_id: 'session-456',
        organization_id: 'org-uuid',
        application_id: 'app-uuid',
        environment: 'production',
        language: 'en-US',
        attributes: { plan: 'premium', country: 'US', beta_tester: true },
        geolocation: { country: 'US', city: 'San Francisco', continent: 'NA' },
      },
    });
    expect(answer.body).toMatchObject({ enabled: true, context: { user_id: 'user-123' } });
  });

  test.each([
    ['nothing at all', '', {}],
    ['camelCase', { context: { userId: 'u' } }, { user_id: 'u' }],
    ['no wrapper', { userId: 'u', attributes: {} }, { user_id: 'u' }],
    ['snake_case before camelCase', { context: { user_id: 's', userId: 'c' } }, { user_id: 's' }],
    [
      'an empty string as absent',
      { context: { user_id: '', sessionId: 's' } },
      { session_id: 's' },
    ],
    ['null fields', { context: { user_id: null, anonymous_id: 'a' } }, { anonymous_id: 'a' }],
    ['a null context', { context: null }, {}],
    ['a number', { context: { user_id: 123 } }, { user_id: '123' }],
  ])('reads %s', async (_what, body, context) => {
    const answer = await evaluateFlag('new-checkout', body as object);
    expect(answer.body).toMatchObject({ enabled: true });
    expect(answer.body.context).toEqual(context);
  });

  test.each([
    ['attributes', { attributes: { plan: 'pro' } }, true],
    ['other attributes', { attributes: { plan: 'free' } }, false],
    ['a place', { geolocation: { country: 'DE' } }, true],
    ['a language', { language: 'fr-CA' }, true],
    ['an address in camelCase', { ipAddress: '192.0.2.7' }, true],
    ['none of these', { user_id: 'u' }, false],
  ])('targets by %s', async (_what, context, enabled) => {
    const answer = await evaluateFlag('targeted', { context });
    expect(answer.body).toMatchObject({ enabled });
  });

  test.each([
    ['production by default', 'new-checkout', {}, true],
    ['the context’s', 'new-checkout', { context: { environment: 'staging' } }, false],
    [
      'the request’s before the context’s',
      'staging-only',
      { environment: 'staging', context: { environment: 'production' } },
      true,
    ],
    ['one that does not exist as off', 'new-checkout', { environment: 'nowhere' }, false],
  ])('takes as environment %s', async (_what, flagKey, body, enabled) => {
    const answer = await evaluateFlag(flagKey, body);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ enabled, value: enabled });
    expect(answer.body.reason).toBe(enabled ? 'DEFAULT' : 'DISABLED');
  });

  test('a bound key’s environment always wins', async () => {
    const body = { environment: 'production' };
    const answer = await evaluateFlag('staging-only', body, keys.staging);
    expect(answer.body).toMatchObject({ enabled: true });
  });

  test.each(['unknown', 'old', '__proto__'])('404 for the flag %s', async (flagKey) => {
    const answer = await evaluateFlag(flagKey, {});
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ error: 'not_found' });
  });

  test('another organization’s flags do not exist', async () => {
    const answer = await evaluateFlag('new-checkout', {}, keys.foreign);
    expect(answer.status).toBe(404);
  });

  test.each([
    ['not JSON', '{', 'body'],
    ['not an object', '[]', 'body'],
    ['a context that is no object', '{"context":5}', 'context'],
    ['an environment that is no string', '{"context":{"environment":5}}', 'context.environment'],
  ])('400 for %s, with the field', async (_what, body, field) => {
    const answer = await request(server)
      .post('/api/flags/new-checkout/evaluate')
      .set('x-sdk-key', keys.sdk)
      .set('content-type', 'application/json')
      .send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.details).toMatchObject([{ field }]);
  });

  test('413 beyond 64 KiB', async () => {
    const answer = await evaluateFlag('new-checkout', { padding: 'x'.repeat(64 * 1024) });
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ error: 'payload_too_large' });
  });

  test('405 for another method, 404 for another path', async () => {
    const wrongMethod = await request(server).get('/api/flags/new-checkout/evaluate');
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers['allow']).toBe('POST, OPTIONS');
    const wrongPath = await request(server).post('/api/flags/new-checkout/evaluated');
    expect(wrongPath.status).toBe(404);
  });
});

describe('credentials', () => {
  test.each([
    ['X-SDK-Key', 'x-sdk-key', () => keys.sdk],
    ['X-API-Key', 'x-api-key', () => keys.server],
    ['Authorization: Bearer', 'authorization', () => `Bearer ${keys.sdk}`],
    ['Authorization: ApiKey', 'authorization', () => `ApiKey ${keys.server}`],
  ])('arrive by %s', async (_name, header, value) => {
    const answer = await request(server)
      .post('/api/flags/new-checkout/evaluate')
      .set(header, value());
    expect(answer.status).toBe(200);
  });

  test.each([
    ['missing', () => ''],
    ['unknown', () => `${keys.sdk}x`],
    ['expired', () => keys.expired],
    ['revoked', () => keys.revoked],
    ['no key at all', () => 'eyJhbGciOiJFUzI1NiJ9.e30.x'],
  ])('that are %s are refused with 401', async (_what, key) => {
    const answer = await evaluateFlag('new-checkout', {}, key());
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: 'unauthorized' });
    expect(answer.text).not.toContain(key() || 'sdk_');
    const v1 = await evaluateV1({ flagKey: 'new-checkout', userIdentifier: 'u' }, key());
    expect(v1.status).toBe(401);
    expect(v1.text).toBe(
      '{"status":401,"error":"Unauthorized","message":"Missing or invalid Authorization header"}',
    );
  });

  test('that were used are noted, refused ones are not', async () => {
    used = [];
    await evaluateFlag('new-checkout', {});
    await evaluateFlag('new-checkout', {}, keys.expired);
    expect(used).toHaveLength(1);
  });
});

describe('POST /v1/evaluate', () => {
  const userIdentifier = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

  test('targets by attributes', async () => {
    const ask = { flagKey: 'targeted', userIdentifier };
    const matching = await evaluateV1({ ...ask, attributes: { plan: 'pro' } });
    expect(matching.body).toEqual({ value: true, matchedRuleType: null, error: null });
    const other = await evaluateV1({ ...ask, attributes: { plan: 'free' } });
    expect(other.body).toEqual({ value: false, matchedRuleType: null, error: null });
  });

  test.each([
    ['on', 'new-checkout', '{"value":true,"matchedRuleType":null,"error":null}'],
    [
      'not found',
      'nope',
      '{"value":false,"matchedRuleType":null,"error":{"type":"FLAG_NOT_FOUND","message":"Flag not found"}}',
    ],
    [
      'disabled',
      'staging-only',
      '{"value":false,"matchedRuleType":null,"error":{"type":"FLAG_DISABLED","message":"Flag disabled"}}',
    ],
    [
      'archived',
      'old',
      '{"value":false,"matchedRuleType":null,"error":{"type":"FLAG_ARCHIVED","message":"Flag archived"}}',
    ],
  ])('a flag that is %s is answered with 200, to the letter', async (_what, flagKey, text) => {
    const answer = await evaluateV1({ flagKey, userIdentifier });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(text);
    V1Evaluation.parse(answer.body);
  });

  test.each([
    ['without a flag key', { userIdentifier }, 'flagKey must be a non-empty string'],
    [
      'with an empty identifier',
      { flagKey: 'x', userIdentifier: '' },
      'userIdentifier must be a non-empty string',
    ],
    [
      'with a number as identifier',
      { flagKey: 'x', userIdentifier: 5 },
      'userIdentifier must be a non-empty string',
    ],
    ['that is not JSON', '{"flagKey":', 'body must be a JSON object'],
  ])('a request %s is 400 in the v1 error shape', async (_what, body, message) => {
    const answer = await evaluateV1(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ status: 400, error: 'Bad Request', message });
  });
});

test('evaluations are counted by reason', async () => {
  await evaluateFlag('new-checkout', {});
  const text = await metrics.metrics();
  expect(text).toMatch(/halyard_evaluations_total\{reason="DEFAULT",service="test"\} [1-9]/);
  expect(text).toContain('halyard_replica_organizations{service="test"} 2');
});
