import { SegmentDetails } from '@halyard/contracts';
import { createFlag } from '@halyard/domain';
import { beforeEach, describe, expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();

/** As the reference prints it. */
const printed = {
  key: 'premium-users',
  name: 'Premium Users',
  description: 'Users with premium or enterprise plans',
  rules: {
    operator: 'or',
    rules: [{ attribute: 'plan', operator: 'in', values: ['premium', 'enterprise'] }],
  },
};

const asOwner = (request: string, body?: object) =>
  organization.ask(organization.members.OWNER, request, body);

const create = async (body: object = printed): Promise<SegmentDetails> =>
  SegmentDetails.parse((await asOwner('POST /api/segments', body)).body);

const using = (segment: string) => ({ segment, operator: 'in' });

const send = (request: string, headers: Record<string, string>, body?: object) =>
  organization.ask(organization.members.OWNER, request, body, headers);

describe('making a segment', () => {
  test('works as the reference prints it', async () => {
    const { status, body } = await asOwner('POST /api/segments', printed);
    expect([status, body]).toEqual([201, expect.objectContaining(printed)]);
    expect(body).toMatchObject({
      organization_id: organization.organizationId,
      created_by: organization.members.OWNER.userId,
      version: 1,
      included_count: 0,
      excluded_count: 0,
    });
    expect((await asOwner('GET /api/segments/premium-users')).body).toEqual(body);
    expect((await asOwner(`GET /api/segments/${String(body['id'])}`)).body).toEqual(body);
  });

  test('takes its first members along, each once', async () => {
    const made = await create({ ...printed, included: ['a', 'b', 'a'], excluded: ['c'] });
    expect(made).toMatchObject({ included_count: 2, excluded_count: 1, version: 2 });
    expect((await asOwner(`GET /api/segments/${made.id}`)).body).toEqual(made);
    const { body } = await asOwner(`GET /api/segments/${made.id}/members`);
    expect(body).toEqual({ members: ['a', 'b'], total: 2 });
  });

  test('happens once under one Idempotency-Key, even twice at once', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const body = { ...printed, included: ['a'] };
    const make = (given: object = body) => send('POST /api/segments', headers, given);
    const [one, other] = await Promise.all([make(), make()]);
    expect(one).toMatchObject({ status: 201, etag: '"2"' });
    expect(other).toEqual(one);
    const reused = { status: 409, body: { error: 'idempotency_key_reused' } };
    expect(await make({ ...body, key: 'another' })).toMatchObject(reused);
  });

  test.each<[what: string, change: object, field: string]>([
    ['no key', { key: undefined }, 'key'],
    ['a key like an id', { key: crypto.randomUUID() }, 'key'],
    ['a key of a path', { key: 'bulk' }, 'key'],
    ['no name', { name: undefined }, 'name'],
    ['an unknown operator', { rules: { ...printed.rules, operator: 'xor' } }, 'rules.operator'],
    ['an unknown segment', { rules: using('nobody') }, 'rules.segment'],
    ['an empty identifier', { included: ['a', ''] }, 'included.1'],
    ['too many identifiers', { excluded: Array(10_001).fill('a') }, 'included'],
    ['an unknown field', { members: [] }, 'members'],
  ])('refuses %s', async (_what, change, field) => {
    const { status, body } = await asOwner('POST /api/segments', { ...printed, ...change });
    expect([status, body['details']]).toEqual([400, [expect.objectContaining({ field })]]);
    expect((await asOwner('GET /api/segments')).body['total']).toBe(0);
  });

  test('refuses rules without end, and a key that is taken', async () => {
    const deep = JSON.parse(`${'{"rules":['.repeat(200)}${']}'.repeat(200)}`) as object;
    expect((await asOwner('POST /api/segments', { ...printed, rules: deep })).status).toBe(400);
    await create();
    const again = await asOwner('POST /api/segments', printed);
    expect([again.status, again.body['error']]).toEqual([409, 'conflict']);
  });

  test('is refused to a viewer', async () => {
    const { VIEWER } = organization.members;
    expect((await organization.ask(VIEWER, 'POST /api/segments', printed)).status).toBe(403);
  });
});

describe.each(['PUT', 'PATCH'])('%s', (method) => {
  let made: SegmentDetails;
  beforeEach(async () => {
    made = await create({ ...printed, included: ['a'] });
  });
  const write = (body: object, name = made.key) => asOwner(`${method} /api/segments/${name}`, body);

  test('of what was read, changed in part, changes that', async () => {
    const { status, body } = await write({ ...made, name: 'Paying users' });
    expect([status, body]).toEqual([
      200,
      { ...made, name: 'Paying users', version: 3, updated_at: expect.any(String) },
    ]);
    expect((await asOwner(`GET /api/segments/${made.id}`)).body).toEqual(body);
  });

  test('of what holds already makes no version', async () => {
    expect((await write({ ...made })).body).toEqual(made);
  });

  test('leaves out or keeps what it does not say', async () => {
    const { body } = await write({ name: 'Bare' }, made.id);
    expect(Object.hasOwn(body, 'rules')).toBe(method === 'PATCH');
    expect(body['included_count']).toBe(1);
  });

  test.each(['id', 'key', 'organization_id', 'created_by', 'created_at'])(
    'leaves %s as it is',
    async (field) => {
      const { status, body } = await write({ ...made, [field]: crypto.randomUUID() });
      const details = [{ field, expected: 'left as it is' }];
      expect([status, body['details']]).toEqual([400, details]);
    },
  );

  test('is for one version where it says which: by If-Match or expected_version', async () => {
    const request = `${method} /api/segments/${made.key}`;
    const body = { name: 'Other' };
    const stale = { status: 409, body: { error: 'version_conflict' } };
    expect(await send(request, { 'if-match': '"1"' }, body)).toMatchObject(stale);
    expect(await send(request, {}, { ...body, expected_version: 1 })).toMatchObject(stale);
    const fresh = await send(request, { 'if-match': '"2"' }, body);
    expect(fresh).toMatchObject({ status: 200, etag: '"3"' });
  });

  test.each<[what: string, body: object, field: string]>([
    ['an unknown field', { name: 'x', included: ['a'] }, 'included'],
    ['a name of nothing', { name: ' ' }, 'name'],
    ['itself as a part of it', { name: 'x', rules: using('premium-users') }, 'rules'],
    ['no version', { name: 'x', expected_version: 'one' }, 'expected_version'],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await write(body);
    expect([answer.status, answer.body['details']]).toEqual([
      400,
      [expect.objectContaining({ field })],
    ]);
    expect((await asOwner(`GET /api/segments/${made.id}`)).body).toEqual(made);
  });

  test('is refused to a viewer, and elsewhere there is no such segment', async () => {
    const request = `${method} /api/segments/${made.id}`;
    const { VIEWER } = organization.members;
    expect((await organization.ask(VIEWER, request, { name: 'x' })).status).toBe(403);
    const { members } = await organization.createOther();
    expect((await organization.ask(members.OWNER, request, { name: 'x' })).status).toBe(404);
    expect((await asOwner(`${method} /api/segments/unknown`, { name: 'x' })).status).toBe(404);
  });
});

describe('a segment that is used', () => {
  let made: SegmentDetails;
  let flagId: string;
  beforeEach(async () => {
    made = await create();
    await create({ key: 'outer', name: 'Outer', rules: using(made.key) });
    const { applicationId, organizationId, ctx } = organization;
    const asking = { enabled: true, targeting: { rules: [using(made.key)] } };
    const rule = { when: using(made.key), serve: { enabled: true } };
    const environments = {
      production: asking,
      development: { enabled: false, rules: [rule] },
      staging: { enabled: true },
    };
    const fields = { name: 'Checkout', environments };
    ({ id: flagId } = await createFlag(ctx, {
      organizationId,
      applicationId,
      key: 'checkout',
      fields,
    }));
  });

  test('says by which flags, where, and by which segments', async () => {
    const { body } = await asOwner(`GET /api/segments/${made.key}/usage`);
    expect(body).toEqual({
      flags: [
        {
          id: flagId,
          key: 'checkout',
          name: 'Checkout',
          application_id: organization.applicationId,
          status: 'active',
          environments: expect.toSatisfy(
            (names: string[]) => names.toSorted().join() === 'development,production',
          ),
        },
      ],
      segments: [{ id: expect.any(String), key: 'outer', name: 'Outer' }],
      total: 2,
    });
    const ofOuter = await asOwner('GET /api/segments/outer/usage');
    expect(ofOuter.body).toEqual({ flags: [], segments: [], total: 0 });
  });

  test('is not deleted, and who uses it is named', async () => {
    const { status, body } = await asOwner(`DELETE /api/segments/${made.key}`);
    expect([status, body['error'], body['details']]).toEqual([
      409,
      'in_use',
      [
        { field: 'flags', expected: 'removed from the flag checkout first' },
        { field: 'segments', expected: 'removed from the segment outer first' },
      ],
    ]);
  });
});

describe('deleting a segment', () => {
  test('takes it away for good', async () => {
    const { id, key } = await create({ ...printed, included: ['a'] });
    expect((await asOwner(`DELETE /api/segments/${key}`)).status).toBe(204);
    for (const name of [id, key]) {
      expect((await asOwner(`GET /api/segments/${name}`)).status).toBe(404);
    }
  });

  test('is for one version where it says which', async () => {
    const { id } = await create();
    const stale = await asOwner(`DELETE /api/segments/${id}?expected_version=2`);
    expect([stale.status, stale.body['error']]).toEqual([409, 'version_conflict']);
    const matching = await send(`DELETE /api/segments/${id}`, { 'if-match': '"1"' });
    expect(matching.status).toBe(204);
  });

  test('is refused to whoever is no administrator, and by a version that is none', async () => {
    const { id } = await create();
    const { RELEASE_MANAGER } = organization.members;
    const request = `DELETE /api/segments/${id}`;
    expect((await organization.ask(RELEASE_MANAGER, request)).status).toBe(403);
    expect((await asOwner(`${request}?expected_version=new`)).status).toBe(400);
  });
});
