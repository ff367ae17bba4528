import { parseInput, SegmentListQuery } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { useDomain } from '../../fixtures/use-domain.ts';
import { toCursor } from '../cursor.ts';
import { listSegments } from './list.ts';

const domain = useDomain();

test.each(['2026', '2026-01-01', 'Jan 1', 'x'])(
  'a cursor is refused whose time no list gives: %s',
  async (time) => {
    const cursor = toCursor(['created_at', 'asc', time, crypto.randomUUID()]);
    const query = parseInput(SegmentListQuery, { sort: 'created_at', order: 'asc', cursor });
    const page = listSegments(domain.database, domain.shop.organizationId, query);
    await expect(page).rejects.toMatchObject({ code: 'invalid_request' });
  },
);
