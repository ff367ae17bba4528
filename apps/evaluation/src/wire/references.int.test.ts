import { archiveFlag, changeSegmentMembers, createSegment, toggleFlag } from '@halyard/domain';
import type { Shop } from '@halyard/domain/testing';
import { beforeAll, describe, expect, test } from 'vitest';

import { onInProduction, useWire } from '../testing/use-wire.ts';

let blockedId = '';
const wire = useWire({
  usage: {
    isBlocked: (organization) => organization?.id === blockedId,
    record: () => undefined,
    refuse: () => undefined,
  },
});

/** As the references print it, without what only makes it readable. */
const compact = (printed: string): string => JSON.stringify(JSON.parse(printed));

const sendAsPrinted = (path: string, key: string | undefined, body: string) =>
  wire.send({
    path,
    headers: {
      'Content-Type': 'application/json',
      ...(key !== undefined && { Authorization: `ApiKey ${key}` }),
    },
    body,
  });

const unauthorized = `{
  "status": 401,
  "error": "Unauthorized",
  "message": "Missing or invalid Authorization header"
}`;

describe('POST /v1/evaluate', () => {
  const body = `{
    "flagKey": "new-checkout",
    "userIdentifier": "a1b2c3d4-e5f6-7890-abcd-ef1234567890"
  }`;
  const failed = (error: string) => `{"value": false, "matchedRuleType": null, "error": ${error}}`;
  const serveOff = { rules: [{ serve: { enabled: false } }] };
  const newCheckout = (place: Shop, fields: Record<string, unknown>) =>
    wire.createFlag('new-checkout', fields, place);

  test.each<[outcome: string, prepare: (place: Shop) => unknown, printed: string]>([
    [
      'successful',
      (place) => newCheckout(place, onInProduction(serveOff)),
      `{
  "value": false,
  "matchedRuleType": "STATIC",
  "error": null
}`,
    ],
    [
      'flag not found',
      () => undefined,
      failed(`{
    "type": "FLAG_NOT_FOUND",
    "message": "Flag not found"
  }`),
    ],
    [
      'flag disabled',
      (place) => newCheckout(place, { environments: { production: { enabled: false } } }),
      failed(`{
    "type": "FLAG_DISABLED",
    "message": "Flag disabled"
  }`),
    ],
    [
      'flag archived',
      async (place) => {
        const { id: flagId } = await newCheckout(place, onInProduction());
        await archiveFlag(wire.ctx, { ...place, flagId });
      },
      failed(`{
    "type": "FLAG_ARCHIVED",
    "message": "Flag archived"
  }`),
    ],
    [
      'plan limit exceeded',
      async (place) => {
        await newCheckout(place, onInProduction());
        blockedId = place.organizationId;
      },
      failed(`{
    "type": "PLAN_LIMIT_EXCEEDED",
    "message": "Plan limit exceeded. Upgrade your plan to continue."
  }`),
    ],
  ])('%s is answered with 200, as printed', async (_outcome, prepare, printed) => {
    const place = await wire.createPlace();
    await prepare(place);
    const answer = await sendAsPrinted('/v1/evaluate', await wire.createKey(place), body);
    expect(answer).toMatchObject({ status: 200, text: compact(printed) });
  });

  test.each([undefined, '<YOUR_API_KEY>', 'sdk_test_unknown'])(
    'the key %s is unauthorized, as printed',
    async (key) => {
      for (const path of ['/v1/evaluate', '/v1/evaluate/bulk']) {
        const answer = await sendAsPrinted(path, key, body);
        expect(answer).toMatchObject({ status: 401, text: compact(unauthorized) });
      }
    },
  );
});

describe('matchedRuleType', () => {
  const identifiers = Array.from({ length: 60 }, (_, index) => `user-${index}`);
  const segment = { segment: 'members', operator: 'in' };

  beforeAll(async () => {
    const { organizationId } = wire.shop;
    const { id: segmentId } = await createSegment(wire.ctx, {
      organizationId,
      key: 'members',
      fields: { name: 'Members' },
    });
    const included = { add: ['user-0'], remove: [] };
    const excluded = { add: [], remove: [] };
    await changeSegmentMembers(wire.ctx, { organizationId, segmentId, included, excluded });
  });

  test.each<[key: string, environment: object, types: (string | null)[]]>([
    ['rule-for-all', { rules: [{ serve: { enabled: true } }] }, ['STATIC']],
    [
      'rule-for-segment',
      { rules: [{ when: segment, serve: { enabled: true } }] },
      ['SEGMENT', null],
    ],
    [
      'rule-for-half',
      { rules: [{ rollout_percentage: 50, serve: { enabled: true } }] },
      ['PERCENTAGE', null],
    ],
    ['rollout-to-half', { rollout_percentage: 50 }, ['PERCENTAGE', null]],
    ['unrestricted', {}, [null]],
    ['gated', { targeting: segment }, [null]],
  ])('of %s with %j is one of %j', async (flagKey, environment, types) => {
    await wire.createFlag(flagKey, onInProduction(environment));
    await wire.settle();
    const { json } = await wire.post('/v1/evaluate/bulk', {
      flagKey,
      userIdentifiers: identifiers,
    });
    const given = Object.values<{ matchedRuleType: string | null }>(json);
    expect(given).toHaveLength(identifiers.length);
    const found = new Set(given.map(({ matchedRuleType }) => matchedRuleType));
    expect(found).toEqual(new Set(types));
  });
});

test('POST /v1/evaluate/bulk answers each identifier, as printed', async () => {
  const place = await wire.createPlace();
  const { organizationId } = place;
  const fields = {
    name: 'Early birds',
    rules: {
      attribute: 'user_id',
      operator: 'in',
      values: ['a1b2c3d4-e5f6-7890-abcd-ef1234567890', 'b2c3d4e5-f6a7-8901-bcde-f12345678901'],
    },
  };
  await createSegment(wire.ctx, { organizationId, key: 'early-birds', fields });
  const when = { segment: 'early-birds', operator: 'in' };
  const rules = [{ when, serve: { enabled: true } }];
  await wire.createFlag('new-checkout', onInProduction({ rules }), place);
  const answer = await sendAsPrinted(
    '/v1/evaluate/bulk',
    await wire.createKey(place),
    `{
  "flagKey": "new-checkout",
  "userIdentifiers": ["a1b2c3d4-e5f6-7890-abcd-ef1234567890", "b2c3d4e5-f6a7-8901-bcde-f12345678901", "c3d4e5f6-a7b8-9012-cdef-123456789012"]
}`,
  );
  expect(answer.status).toBe(200);
  expect(answer.text).toBe(
    compact(`{
  "a1b2c3d4-e5f6-7890-abcd-ef1234567890": { "value": true, "matchedRuleType": "SEGMENT", "error": null },
  "b2c3d4e5-f6a7-8901-bcde-f12345678901": { "value": true, "matchedRuleType": "SEGMENT", "error": null },
  "c3d4e5f6-a7b8-9012-cdef-123456789012": { "value": false, "matchedRuleType": null, "error": null }
}`),
  );
});

test('POST /api/flags/:key/evaluate answers as printed, with what the contract adds', async () => {
  const flag = await wire.createFlag('my-feature-flag', {
    description: 'A new look.',
    variations: [{ key: 'treatment-a', configuration: { theme: 'dark', maxItems: 100 } }],
    ...onInProduction(),
  });
  await wire.settle();
  const answer = await wire.send({
    path: '/api/flags/my-feature-flag/evaluate',
    headers: { Authorization: `Bearer ${wire.keys.sdk}`, 'Content-Type': 'application/json' },
    body: `{
"context": {
"user_id": "user-123",
"anonymous_id": "session-456",
"organization_id": "org-uuid",
"application_id": "app-uuid",
"environment": "production",
"language": "en-US",
"attributes": {
"plan": "premium",
"country": "US",
"beta_tester": true
},
"geolocation": {
"country": "US",
"city": "San Francisco",
"continent": "NA",
"timezone": "America/Los_Angeles",
"latitude": 37.7749,
"longitude": -122.4194
}
}
}`,
  });
  const printed = JSON.parse(`{
"key": "my-feature-flag",
"enabled": true,
"scope": "application",
"configuration": {
"theme": "dark",
"maxItems": 100
},
"variation": "treatment-a",
"timestamp": 1700000000,
"context": {
"user_id": "user-123"
}
}`) as object;
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    ...printed,
    value: true,
    version: 1,
    variant: 'treatment-a',
    flag_id: flag.id,
    flagId: flag.id,
    description: 'A new look.',
    reason: 'DEFAULT',
  });
});

test('GET /api/sdk/flags lists as printed', async () => {
  const place = await wire.createPlace();
  const { id: flagId } = await wire.createFlag(
    'new-checkout',
    {
      configuration: { theme: 'dark' },
      variations: [{ key: 'a', weight: 2 }, { key: 'b' }],
      ...onInProduction(),
    },
    place,
  );
  for (const enabled of [true, false, true, false]) {
    await toggleFlag(wire.ctx, { ...place, flagId, environment: 'development', enabled });
  }
  const answer = await wire.get(
    '/api/sdk/flags?environment=production',
    await wire.createKey(place),
  );
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.json).toEqual({
    flags: [
      {
        key: 'new-checkout',
        enabled: true,
        scope: 'application',
        environments: {
          development: { enabled: false, rollout_percentage: 100 },
          production: { enabled: true, rollout_percentage: 100 },
        },
        variations: [
          { key: 'a', weight: 2 },
          { key: 'b', weight: 1 },
        ],
        configuration: { theme: 'dark' },
        version: 5,
      },
    ],
    count: 1,
    organization_id: place.organizationId,
    application_id: place.applicationId,
  });
});
