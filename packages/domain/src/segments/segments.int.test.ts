import { beforeEach, describe, expect, test } from 'vitest';

import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { createFlag } from '../flags/create.ts';
import { createSegment } from './create.ts';
import { deleteSegment } from './delete.ts';
import { updateSegment } from './update.ts';

const domain = useDomain();

let organizationId: string;
let applicationId: string;

beforeEach(() => {
  ({ organizationId, applicationId } = domain.shop);
});

const onPlan = (plan: string) => ({ attribute: 'plan', operator: 'in', values: [plan] });
const using = (key: string) => ({ segment: key, operator: 'in' });

const create = (key: string, rules?: object) =>
  createSegment(domain.ctx, {
    organizationId,
    key,
    fields: { name: key, ...(rules && { rules }) },
  });

const rowOf = (id: string) => domain.database.segment.findFirstOrThrow({ where: { id } });
const usedBy = async (segmentId: string) => {
  const rows = await domain.database.segmentNesting.findMany({ where: { segmentId } });
  return rows.map(({ usedId }) => usedId);
};

describe('creating a segment', () => {
  test('writes its row, its change row with the document, and its audit entry', async () => {
    const developer = domain.asMember('DEVELOPER');
    const segment = await createSegment(developer, {
      organizationId,
      key: 'beta',
      fields: { name: ' Beta ', description: 'Testers', rules: onPlan('beta') },
    });
    expect(segment).toMatchObject({ key: 'beta', name: 'Beta', version: 1, rules: onPlan('beta') });
    expect(segment.created_by).toBe('userId' in developer.actor && developer.actor.userId);
    expect(await rowOf(segment.id)).toMatchObject({
      key: 'beta',
      version: 1,
      description: 'Testers',
    });
    expect(await domain.lastChange()).toMatchObject({
      kind: 'segment',
      entityId: segment.id,
      action: 'created',
      document: segment,
    });
    expect(await domain.lastAudited()).toMatchObject({
      entity_type: 'segment',
      entity_id: segment.id,
      action: 'created',
      changes: { before: null, after: segment },
    });
  });

  test('stores short forms as the model has them', async () => {
    const { rules } = await create('beta', { attribute: 'plan', operator: '=', value: 'beta' });
    expect(rules).toEqual({ attribute: 'plan', operator: 'equals', values: ['beta'] });
  });

  test('notes which segments it uses', async () => {
    const inner = await create('inner', onPlan('beta'));
    const outer = await create('outer', { rules: [using('inner'), using('inner')] });
    expect(await usedBy(outer.id)).toEqual([inner.id]);
  });

  test.each(['', 'a b', 'ä', 'x'.repeat(129), crypto.randomUUID()])(
    'refuses the key %j',
    async (key) => {
      await expect(create(key)).rejects.toMatchObject({
        code: 'invalid_request',
        details: [{ field: 'key' }],
      });
    },
  );

  test.each([
    ['no name', {}, 'name'],
    ['an unknown field', { name: 'x', included: ['a'] }, 'included'],
    ['rules that are no condition', { name: 'x', rules: ['a'] }, 'rules'],
    [
      'an unknown operator',
      { name: 'x', rules: { ...onPlan('a'), operator: 'is' } },
      'rules.operator',
    ],
    ['a segment that is not there', { name: 'x', rules: using('none') }, 'rules.segment'],
    ['itself as a part of it', { name: 'x', rules: using('new') }, 'rules.segment'],
    [
      'a pattern that cannot run',
      { name: 'x', rules: { attribute: 'a', operator: 'matches', values: ['('] } },
      'rules.values[0]',
    ],
    ['U+0000', { name: 'a\0' }, 'name'],
  ])('refuses %s, and writes nothing', async (_what, fields, field) => {
    const before = await domain.head();
    const made = createSegment(domain.ctx, { organizationId, key: 'new', fields });
    await expect(made).rejects.toMatchObject({ code: 'invalid_request', details: [{ field }] });
    expect(await domain.head()).toEqual(before);
    expect(await domain.database.segment.count({ where: { organizationId } })).toBe(0);
  });

  test('refuses a key that is taken', async () => {
    await create('beta');
    await expect(create('beta')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('leaves a key to every organization', async () => {
    await create('beta');
    const other = await createShop(domain.ctx);
    await createSegment(domain.ctx, { ...other, key: 'beta', fields: { name: 'Beta' } });
    expect(await domain.database.segment.count({ where: { key: 'beta', organizationId } })).toBe(1);
  });
});

describe('updating a segment', () => {
  const update = (segmentId: string, patch: object) =>
    updateSegment(domain.ctx, { organizationId, segmentId, change: { patch: { ...patch } } });

  test('by a patch changes what it names, with a version, change row and audit entry', async () => {
    const before = await create('beta', onPlan('beta'));
    const after = await update(before.id, { name: 'Testers' });
    expect(after).toMatchObject({ name: 'Testers', version: 2, rules: onPlan('beta') });
    expect(await rowOf(before.id)).toMatchObject({ name: 'Testers', version: 2 });
    expect(await domain.lastChange()).toMatchObject({
      action: 'updated',
      document: after,
    });
    expect(await domain.lastAudited()).toMatchObject({
      action: 'updated',
      changes: { before: { name: 'beta' }, after: { name: 'Testers' } },
    });
  });

  test('by a patch replaces its rules as a whole, and `null` removes them', async () => {
    const { id } = await create('beta', { ...onPlan('beta'), case_insensitive: true });
    expect((await update(id, { rules: onPlan('pro') })).rules).toEqual(onPlan('pro'));
    expect(await update(id, { rules: null })).not.toHaveProperty('rules');
    expect((await rowOf(id)).rules).toBeNull();
  });

  test('by replacing it keeps nothing of what is not said again', async () => {
    const { id } = await create('beta', onPlan('beta'));
    const change = { replace: { name: 'Beta', description: null } };
    const after = await updateSegment(domain.ctx, { organizationId, segmentId: id, change });
    expect(after).toMatchObject({ key: 'beta', name: 'Beta', version: 2 });
    expect(after).not.toHaveProperty('rules');
    expect(after).not.toHaveProperty('description');
  });

  test('with what holds already writes nothing', async () => {
    const segment = await create('beta', onPlan('beta'));
    const before = await domain.head();
    expect(await update(segment.id, { rules: onPlan('beta'), description: null })).toEqual(segment);
    expect(await domain.head()).toEqual(before);
  });

  test('from another version than it has is refused', async () => {
    const { id } = await create('beta');
    const change = { patch: { name: 'x' } };
    const given = { organizationId, segmentId: id, change };
    await updateSegment(domain.ctx, { ...given, expectedVersion: 1 });
    await expect(updateSegment(domain.ctx, { ...given, expectedVersion: 1 })).rejects.toMatchObject(
      {
        code: 'version_conflict',
      },
    );
  });

  test('that leaves others in a circle or too deep is refused', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const deepest = await create('a', onPlan('beta'));
    for (const [index, key] of keys.slice(1).entries()) await create(key, using(keys[index]!));
    const unsound = { code: 'invalid_request', details: [{ field: 'rules' }] };
    await create('under', onPlan('pro'));
    await expect(update(deepest.id, { rules: using('under') })).rejects.toMatchObject(unsound);
    await expect(update(deepest.id, { rules: using('e') })).rejects.toMatchObject(unsound);
    expect(await usedBy(deepest.id)).toEqual([]);
  });

  test('at the same time cannot close a circle', async () => {
    const one = await create('one', onPlan('a'));
    const two = await create('two', onPlan('b'));
    const both = await Promise.allSettled([
      update(one.id, { rules: using('two') }),
      update(two.id, { rules: using('one') }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('notes the segments it uses now, and that flags which use it may answer otherwise', async () => {
    const inner = await create('inner', onPlan('beta'));
    const outer = await create('outer', using('inner'));
    await update(inner.id, { rules: onPlan('pro') });
    const pending = await domain.database.pendingDerivation.findMany({ where: { organizationId } });
    expect(pending.map(({ entityId }) => entityId)).toEqual([inner.id]);
    await update(outer.id, { rules: onPlan('pro') });
    expect(await usedBy(outer.id)).toEqual([]);
  });
});

describe('deleting a segment', () => {
  const remove = (segmentId: string) => deleteSegment(domain.ctx, { organizationId, segmentId });

  test('takes it and its members away, with a tombstone and an audit entry', async () => {
    const segment = await create('beta', onPlan('beta'));
    const { id: segmentId } = segment;
    await domain.database.segmentMember.create({
      data: { organizationId, segmentId, list: 'included', identifier: 'u' },
    });
    await remove(segmentId);
    expect(await domain.database.segment.count({ where: { organizationId } })).toBe(0);
    expect(await domain.database.segmentMember.count({ where: { organizationId } })).toBe(0);
    expect(await domain.lastChange()).toMatchObject({
      kind: 'segment',
      entityId: segmentId,
      action: 'deleted',
      document: null,
    });
    expect(await domain.lastAudited()).toMatchObject({
      action: 'deleted',
      changes: { before: segment, after: null },
    });
  });

  test('that flags or segments use is refused, naming them', async () => {
    const { id } = await create('beta', onPlan('beta'));
    await create('outer', using('beta'));
    const environments = { production: { enabled: true, targeting: using('beta') } };
    const fields = { name: 'Checkout', environments };
    await createFlag(domain.ctx, { organizationId, applicationId, key: 'checkout', fields });
    await expect(remove(id)).rejects.toMatchObject({
      code: 'in_use',
      details: [
        { field: 'flags', expected: 'removed from the flag checkout first' },
        { field: 'segments', expected: 'removed from the segment outer first' },
      ],
    });
  });

  test('while another begins to use it: one of the two is refused', async () => {
    const { id } = await create('beta', onPlan('beta'));
    const both = await Promise.allSettled([remove(id), create('outer', using('beta'))]);
    const failures = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failures).toEqual([expect.objectContaining({ name: 'AppError' })]);
  });

  test('from another version than it has is refused', async () => {
    const { id } = await create('beta');
    const stale = deleteSegment(domain.ctx, { organizationId, segmentId: id, expectedVersion: 2 });
    await expect(stale).rejects.toMatchObject({ code: 'version_conflict' });
  });
});

test('a segment of another organization, or of none, is not found', async () => {
  const { id } = await create('beta');
  const { organizationId: foreign } = await createShop(domain.ctx);
  const change = { patch: { name: 'x' } };
  for (const reference of [
    { organizationId: foreign, segmentId: id },
    { organizationId, segmentId: crypto.randomUUID() },
    { organizationId, segmentId: 'beta' },
  ]) {
    const missing = { code: 'not_found' };
    await expect(updateSegment(domain.ctx, { ...reference, change })).rejects.toMatchObject(
      missing,
    );
    await expect(deleteSegment(domain.ctx, reference)).rejects.toMatchObject(missing);
  }
});

test('a role that may not is refused', async () => {
  const { id: segmentId } = await create('beta');
  const refused = { code: 'forbidden' };
  const viewer = domain.asMember('VIEWER');
  const made = createSegment(viewer, { organizationId, key: 'x', fields: { name: 'x' } });
  await expect(made).rejects.toMatchObject(refused);
  const change = { patch: { name: 'x' } };
  const updated = updateSegment(viewer, { organizationId, segmentId, change });
  await expect(updated).rejects.toMatchObject(refused);
  const releaser = domain.asMember('RELEASE_MANAGER');
  const deleted = deleteSegment(releaser, { organizationId, segmentId });
  await expect(deleted).rejects.toMatchObject(refused);
});
