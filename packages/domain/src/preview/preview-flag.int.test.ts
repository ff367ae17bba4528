import type { FlagDocument } from '@halyard/contracts';
import type { EvaluationContext } from '@halyard/core';
import { describe, expect, test } from 'vitest';

import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { archiveFlag } from '../flags/archive.ts';
import type { FlagChange } from '../flags/document/apply-change.ts';
import { lockFlag } from '../flags/stored/lock.ts';
import { updateFlag } from '../flags/update.ts';
import { changeSegmentMembers } from '../segments/change-members.ts';
import { createSegment } from '../segments/create.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withSnapshot } from '../transaction/with-snapshot.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { loadSegments } from './load-segments.ts';
import { previewFlag, type PreviewFlagInput } from './preview-flag.ts';

const { domain, create, history } = useFlags();

const user: EvaluationContext = { user_id: 'u-1' };
const off = { environments: { production: { enabled: false } } };

async function preview(flag: FlagDocument, more: Partial<PreviewFlagInput> = {}) {
  const decisions = await previewFlag(domain.ctx, {
    flag: { organizationId: flag.organization_id, name: flag.id },
    draft: undefined,
    environment: 'production',
    contexts: [user],
    now: Date.now(),
    ...more,
  });
  return [...decisions];
}

async function createSegmentOf(key: string, included: string[], rules?: object) {
  const { organizationId } = domain.shop;
  const fields = { name: key, ...(rules && { rules }) };
  const { id: segmentId } = await createSegment(domain.ctx, { organizationId, key, fields });
  if (included.length > 0) {
    await changeSegmentMembers(domain.ctx, {
      organizationId,
      segmentId,
      included: { add: included },
    });
  }
}

const onlyIn = (segment: string) => onInProduction({ targeting: { segment } });

describe('a draft', () => {
  test('is decided in place of the flag, replaced or patched, and leaves nothing behind', async () => {
    const flag = await create('flag', { ...onInProduction(), description: 'kept' });
    const before = await history();
    const patch = { environments: { production: { rollout_percentage: 0 } } };
    const decided = [
      ...(await preview(flag)),
      ...(await preview(flag, { draft: { patch } })),
      ...(await preview(flag, { draft: { replace: { name: 'flag', ...off } } })),
    ];
    expect(decided.map(({ reason, flag: { description } }) => [reason, description])).toEqual([
      ['DEFAULT', 'kept'],
      ['ROLLOUT', 'kept'],
      ['DISABLED', undefined],
    ]);
    expect(await history()).toEqual(before);
  });

  test('waits for no lock, and takes none', async () => {
    const flag = await create('flag', onInProduction());
    const { organizationId } = domain.shop;
    await withTransaction(domain.ctx, async (tx) => {
      await lockFlag(tx, refer(flag));
      await lockOrganization(tx, organizationId);
      const draft: FlagChange = { patch: onlyIn('nobody') };
      await expect(preview(flag, { draft })).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await preview(flag)).toMatchObject([{ enabled: true }]);
    });
    const read = withSnapshot(domain.ctx, (tx) => lockFlag(tx, refer(flag)));
    await expect(read).rejects.toThrow('read-only transaction');
  });

  const refused: [what: string, change: FlagChange][] = [
    ['an unknown segment', { patch: onlyIn('nobody') }],
    ['an unknown environment', { patch: { environments: { mars: { enabled: true } } } }],
    ['an unknown field', { patch: { naem: 'Flag' } }],
    ['a percentage above 100', { patch: onInProduction({ rollout_percentage: 101 }) }],
    ['no name', { replace: onInProduction() }],
    ['itself as a prerequisite', { patch: onInProduction({ prerequisites: [{ flag: 'self' }] }) }],
    [
      'times in the wrong order',
      { patch: { scheduled_start_at: '2030', scheduled_end_at: '2029' } },
    ],
    ['what cannot be kept', { patch: { description: 'a\u0000b' } }],
  ];

  test.each(refused)('with %s is refused as writing it is', async (_what, change) => {
    const flag = await create('flag', onInProduction());
    const draft = JSON.parse(
      JSON.stringify(change).replace('"self"', `"${flag.id}"`),
    ) as FlagChange;
    const written = updateFlag(domain.ctx, { ...refer(flag), change: draft });
    const error = (await written.catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ code: 'invalid_request' });
    await expect(preview(flag, { draft })).rejects.toEqual(error);
  });
});

test('what a flag depends on counts at whatever remove: prerequisites, their segments, those of segments', async () => {
  await createSegmentOf('inner', ['u-1']);
  await createSegmentOf('outer', [], { rules: [{ segment: 'inner' }] });
  const first = await create('first', onlyIn('outer'));
  const second = await create('second', onInProduction({ prerequisites: [{ flag: first.id }] }));
  const third = await create('third', onInProduction({ prerequisites: [{ flag: second.id }] }));
  const contexts = [user, { user_id: 'u-2' }, { anonymous_id: 'u-1' }, {}];
  const decided = await preview(third, { contexts });
  expect(decided.map(({ reason }) => reason)).toEqual([
    'DEFAULT',
    'PREREQUISITE_FAILED',
    'DEFAULT',
    'PREREQUISITE_FAILED',
  ]);
});

test('of a long list of members only those who are asked about are read', async () => {
  const { organizationId } = domain.shop;
  await createSegmentOf(
    'long',
    Array.from({ length: 1_000 }, (_, n) => `u-${n}`),
  );
  const identifiers = ['u-7', 'u-2000', 'a\u0000b', '\ud800'];
  const segments = await withSnapshot(domain.ctx, (tx) =>
    loadSegments(tx, organizationId, { keys: ['long'], identifiers }),
  );
  expect(segments).toMatchObject([{ key: 'long', included: ['u-7'], excluded: [] }]);
});

test('a schedule is seen at the time that is named', async () => {
  const flag = await create('flag', { ...onInProduction(), scheduled_start_at: '2030-01-01' });
  const start = Date.UTC(2030, 0, 1);
  const seen = [
    ...(await preview(flag, { now: start - 1 })),
    ...(await preview(flag, { now: start })),
  ];
  expect(seen.map(({ reason }) => reason)).toEqual(['SCHEDULED', 'DEFAULT']);
});

test('an archived flag decides nothing, a flag of another organization is not there', async () => {
  const flag = await create('flag', onInProduction());
  await archiveFlag(domain.ctx, refer(flag));
  await expect(preview(flag)).rejects.toMatchObject({ code: 'conflict' });
  const foreign = { organizationId: domain.ctx.newId(), name: flag.id };
  await expect(preview(flag, { flag: foreign })).rejects.toMatchObject({ code: 'not_found' });
});
