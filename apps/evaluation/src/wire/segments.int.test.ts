import { changeSegmentMembers, createSegment, deleteSegment } from '@halyard/domain';
import { beforeAll, describe, expect, test } from 'vitest';

import { createMember } from '../testing/member.ts';
import { useWire } from '../testing/use-wire.ts';

/** A token is the id of its member's organization. */
const wire = useWire({ verifyToken: async (token) => createMember(token) });
let premiumId: string;

const premium = {
  name: 'Premium Users',
  description: 'Users with premium or enterprise plans',
  rules: {
    operator: 'or',
    rules: [{ attribute: 'plan', operator: 'in', values: ['premium', 'enterprise'] }],
  },
};

beforeAll(async () => {
  const { organizationId } = wire.shop;
  const segment = { organizationId, key: 'premium-users', fields: premium };
  ({ id: premiumId } = await createSegment(wire.ctx, segment));
  const listed = { included: { add: ['friend', '123'] }, excluded: { add: ['foe'] } };
  await changeSegmentMembers(wire.ctx, { organizationId, segmentId: premiumId, ...listed });
  await wire.settle();
});

const evaluate = (body: object, name = 'premium-users', key = wire.keys.server) =>
  wire.post(`/api/segments/${name}/evaluate`, body, key);

const evaluateAsMember = (organizationId: string, name: string) =>
  wire.send({
    path: `/api/segments/${name}/evaluate`,
    headers: { authorization: `Bearer ${organizationId}` },
    body: JSON.stringify(printed),
  });

const printed = { user_id: 'user-123', attributes: { plan: 'premium', country: 'US' } };

test('the reference’s request gets the reference’s answer, byte by byte', async () => {
  const { status, text } = await evaluate(printed);
  expect([status, text]).toEqual([200, '{"matches":true,"segment_key":"premium-users"}']);
});

test.each<[what: string, body: object, matches: boolean]>([
  ['another plan', { user_id: 'u', attributes: { plan: 'free' } }, false],
  ['nothing at all', {}, false],
  ['a listed member', { user_id: 'friend' }, true],
  ['a listed member by number, in camelCase', { userId: 123 }, true],
  ['an excluded one, whatever the plan', { ...printed, user_id: 'foe' }, false],
  ['a context in `context`', { context: printed }, true],
])('%s', async (_what, body, matches) => {
  expect((await evaluate(body)).json).toEqual({ matches, segment_key: 'premium-users' });
});

test('a segment is named by its id as well', async () => {
  expect((await evaluate(printed, premiumId)).json.matches).toBe(true);
  expect((await evaluate(printed, premiumId.toUpperCase())).json.matches).toBe(true);
});

test('a change is answered by, and a deleted segment is gone', async () => {
  const { organizationId } = wire.shop;
  const fields = { name: 'Brief', rules: { attribute: 'user_id', operator: 'exists' } };
  const { id } = await createSegment(wire.ctx, { organizationId, key: 'brief', fields });
  await wire.settle();
  expect((await evaluate({ user_id: 'u' }, 'brief')).json.matches).toBe(true);
  await deleteSegment(wire.ctx, { organizationId, segmentId: id });
  await wire.settle();
  for (const name of ['brief', id]) expect((await evaluate({}, name)).status).toBe(404);
});

test('nobody belongs to a segment that cannot be evaluated', async () => {
  const { organizationId } = wire.shop;
  const fields = { name: 'Broken', rules: premium.rules };
  const { id } = await createSegment(wire.ctx, { organizationId, key: 'broken', fields });
  const rules = { rules: { attribute: 'plan', operator: 'none' } };
  await wire.ctx.database.segment.update({
    where: { organizationId_id: { organizationId, id } },
    data: rules,
  });
  const late = await wire.startNode();
  await wire.settle(late);
  const answer = await fetch(`${late.url}/api/segments/broken/evaluate`, {
    method: 'POST',
    headers: { 'x-api-key': wire.keys.server },
    body: JSON.stringify(printed),
  });
  expect(await answer.json()).toEqual({ matches: false, segment_key: 'broken' });
});

describe('who may ask', () => {
  test('is whoever has a server key, bound or of any of the organization’s applications', async () => {
    const bound = await wire.createKey({ kind: 'server', environment: 'production' });
    const sibling = await wire.createPlace(wire.shop.organizationId);
    const other = await wire.createKey({ kind: 'server', ...sibling });
    for (const key of [bound, other]) {
      expect((await evaluate(printed, 'premium-users', key)).status).toBe(200);
    }
  });

  test('is nobody by a public key', async () => {
    const refused = { status: 403, json: { error: 'key_kind_not_allowed' } };
    expect(await evaluate(printed, 'premium-users', wire.keys.sdk)).toMatchObject(refused);
  });

  test('is a member by access token', async () => {
    const answer = await evaluateAsMember(wire.shop.organizationId, premiumId);
    expect(answer.json).toEqual({ matches: true, segment_key: 'premium-users' });
  });

  test('is nobody of another organization: there is no such segment', async () => {
    const foreign = await wire.createPlace();
    const key = await wire.createKey({ kind: 'server', ...foreign });
    await wire.settle();
    for (const name of ['premium-users', premiumId]) {
      const missing = { status: 404, json: { error: 'not_found' } };
      expect(await evaluate(printed, name, key)).toMatchObject(missing);
      expect(await evaluateAsMember(foreign.organizationId, name)).toMatchObject(missing);
    }
  });
});

test.each([[[]], [{ context: 'u' }], [{ environment: 5 }]])('%j is no context', async (body) => {
  const refused = { status: 400, json: { error: 'invalid_request' } };
  expect(await evaluate(body)).toMatchObject(refused);
});
