import { expect, test } from 'vitest';

import { refer, useFlags } from '../../fixtures/use-flags.ts';
import { tagFlag } from './tag.ts';

const { domain, create } = useFlags();

test('tags are added once and taken away, and nothing else of the flag changes', async () => {
  const flag = await create('a', { tags: ['old', 'kept'], environments: { staging: {} } });
  const after = await tagFlag(domain.ctx, {
    ...refer(flag),
    add: ['kept', 'new'],
    remove: ['old', 'never there'],
  });
  expect(after).toEqual({
    ...flag,
    tags: ['kept', 'new'],
    version: 2,
    updated_at: after.updated_at,
  });
});

test('tags that are there already make no version', async () => {
  const flag = await create('a', { tags: ['x'] });
  expect(await tagFlag(domain.ctx, { ...refer(flag), add: ['x'], remove: ['y'] })).toEqual(flag);
});

test('tags added by two at once are both there', async () => {
  const flag = await create('a');
  await Promise.all(['x', 'y'].map((tag) => tagFlag(domain.ctx, { ...refer(flag), add: [tag] })));
  const { tags } = await tagFlag(domain.ctx, refer(flag));
  expect(tags.toSorted()).toEqual(['x', 'y']);
});
