import { describe, expect, test } from 'vitest';

import { refer, useFlags } from '../../fixtures/use-flags.ts';
import { archiveFlag } from '../../flags/archive.ts';
import type { JsonObject } from '../../json.ts';
import { changeSegmentMembers } from '../change-members.ts';
import { createSegment } from '../create.ts';
import { updateSegment } from '../update.ts';

const { domain, create, patch, history } = useFlags();

const forbidden = { code: 'forbidden' };
const rules = { attribute: 'plan', operator: 'equals', values: ['pro'] };

async function createGroup(key: string, fields: JsonObject = {}) {
  const { organizationId } = domain.shop;
  const made = { organizationId, key, fields: { name: key, ...fields } };
  const { id: segmentId } = await createSegment(domain.ctx, made);
  return { organizationId, segmentId };
}

type Group = Awaited<ReturnType<typeof createGroup>>;

const changeAs = (role: 'DEVELOPER' | 'RELEASE_MANAGER', group: Group, fields: JsonObject) =>
  updateSegment(domain.asMember(role), { ...group, change: { patch: fields } });

const addAs = (role: 'DEVELOPER' | 'RELEASE_MANAGER', group: Group, identifier: string) =>
  changeSegmentMembers(domain.asMember(role), { ...group, included: { add: [identifier] } });

const asksIn = (environment: string, segment: string, enabled = true) => ({
  environments: {
    [environment]: {
      enabled,
      targeting: { operator: 'or', rules: [{ segment, operator: 'not_in' }] },
    },
  },
});

/** Each use of the segment `inner`, and whether a developer may then change who belongs to it. */
const uses: [string, use: () => Promise<unknown>, isAllowed: boolean][] = [
  ['nobody', async () => undefined, true],
  ['staging', () => create('a', asksIn('staging', 'inner')), true],
  ['production', () => create('a', asksIn('production', 'inner')), false],
  ['production, switched off', () => create('a', asksIn('production', 'inner', false)), false],
  [
    'production of an enterprise flag',
    () => create('a', asksIn('production', 'inner'), null),
    false,
  ],
  ['production, by another segment', () => create('a', asksIn('production', 'outer')), false],
  [
    'production of an archived flag',
    async () => archiveFlag(domain.ctx, refer(await create('a', asksIn('production', 'inner')))),
    true,
  ],
  [
    'staging of a flag that asks for another in production',
    () =>
      create('a', {
        environments: {
          ...asksIn('staging', 'inner').environments,
          ...asksIn('production', 'other').environments,
        },
      }),
    true,
  ],
];

describe.each(uses)('a segment that is asked for by %s', (_who, use, isAllowed) => {
  test(`is ${isAllowed ? '' : 'not '}a developer’s to change, but for its name`, async () => {
    const inner = await createGroup('inner');
    await createGroup('other');
    await createGroup('outer', { rules: { segment: 'inner' } });
    await use();
    expect(await changeAs('DEVELOPER', inner, { name: 'New' })).toMatchObject({ version: 2 });
    if (!isAllowed) {
      const before = await history();
      const refused = { ...forbidden, details: [{ field: 'flags' }] };
      await expect(changeAs('DEVELOPER', inner, { rules })).rejects.toMatchObject(refused);
      await expect(addAs('DEVELOPER', inner, 'ada')).rejects.toMatchObject(refused);
      expect(await history()).toEqual(before);
    }
    const role = isAllowed ? 'DEVELOPER' : 'RELEASE_MANAGER';
    expect(await changeAs(role, inner, { rules })).toMatchObject({ version: 3 });
    expect(await addAs(role, inner, 'ada')).toMatchObject({ version: 4 });
  });
});

test('who changes a segment while production begins to ask for it is first or refused', async () => {
  for (let round = 0; round < 10; round++) {
    const key = `s${round}`;
    const group = await createGroup(key);
    // It is referred to before, so that nothing but its place changes.
    const flag = await create(`f${round}`, asksIn('staging', key));
    const [edit] = await Promise.allSettled([
      addAs('DEVELOPER', group, 'ada'),
      patch(flag, asksIn('production', key)),
    ]);
    const { changes } = await history();
    const last = (id: string) => changes.findLast(({ entityId }) => entityId === id)!;
    if (edit.status === 'rejected') expect(edit.reason).toMatchObject(forbidden);
    else expect(last(group.segmentId).seq).toBeLessThan(last(flag.id).seq);
  }
});
